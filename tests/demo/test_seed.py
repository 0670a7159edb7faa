"""The demo city in an empty instance: whole, consistent, and with something to do for everybody."""

from collections import defaultdict

import pytest
import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import joinedload

from teachnet.accounts.models import Person
from teachnet.assignments.models import Submission, SubmissionState
from teachnet.audit.models import AuditEntry
from teachnet.db import db
from teachnet.demo import commands
from teachnet.demo.cast import ACCOUNTS, PASSWORD
from teachnet.demo.sizes import SIZES
from teachnet.files.examine import examine
from teachnet.files.models import StoredFile
from teachnet.files.store import store
from teachnet.home.queries import level_one_skills
from teachnet.library.models import ResourceVersion, VersionState, Visibility
from teachnet.packages.archive import look_into
from teachnet.quizzes.models import QuizAttempt
from teachnet.research.models import (
    ChangeRequest,
    ReportState,
    RequestState,
    ResearchProject,
    ResearchState,
    StageReport,
)
from teachnet.study.models import CourseEnrolment, Unit, UnitProgress
from teachnet.teams.models import OnlineSession
from teachnet.training.chain import MOVES, SEATED
from teachnet.training.models import Enrolment, EnrolmentMove, EnrolmentState, QuotaLine
from tests.demo.sizes import TINY


@pytest.fixture(scope="module")
def demo_city(_app, database):
    """Filled once; the tests below only read."""
    with _app.app_context(), force_locale("en"), pytest.MonkeyPatch.context() as patch:
        database.renew()
        patch.setitem(SIZES, "demo", TINY)
        answer = _app.test_cli_runner().invoke(commands.seed_demo, ["--outside-demo-mode"])
        assert answer.exit_code == 0, answer.output
        yield _app
        db.session.remove()
        db.engine.dispose()


def count(*conditions) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(*conditions))


def test_the_nine_accounts_sign_in_and_find_something_to_do(demo_city):
    idle = []
    for account in ACCOUNTS:
        browser = demo_city.test_client()
        with demo_city.app_context():
            answer = browser.post("/sign-in", data={"username": account.username, "password": PASSWORD})
            assert answer.status_code == 303, account.username
        with demo_city.app_context():
            desk = browser.get("/").text
        assert account.name in desk
        if "desk-item" not in desk:
            idle.append(account.username)
    assert idle == []


def test_the_teacher_has_a_place_to_confirm_a_course_half_done_a_session_and_a_resource_to_put_right(demo_city):
    her = db.session.scalars(sa.select(Person).where(Person.username == "teacher")).one()

    assert her.school.name == "张店区实验小学"
    assert count(Enrolment.teacher_id == her.id, Enrolment.state == EnrolmentState.ADMITTED) == 1
    assert count(CourseEnrolment.learner_id == her.id, CourseEnrolment.finished_at.is_(None)) == 3
    assert count(ResourceVersion.author_id == her.id, ResourceVersion.state == VersionState.RETURNED) == 1
    coming = db.session.scalars(sa.select(OnlineSession).where(OnlineSession.is_coming())).all()
    assert "追问的时机：从三个片段说起" in [session.title for session in coming if session.sign_up_of(her)]


def test_every_state_of_a_case_and_of_a_version_can_be_looked_at(demo_city):
    assert set(db.session.scalars(sa.select(Enrolment.state))) == set(EnrolmentState)
    assert set(db.session.scalars(sa.select(ResourceVersion.state))) == set(VersionState)
    assert set(db.session.scalars(sa.select(Submission.state))) == set(SubmissionState)
    assert {attempt.is_passed for attempt in db.session.scalars(sa.select(QuizAttempt))} == {True, False}
    assert set(db.session.scalars(sa.select(ResearchProject.state))) == set(ResearchState)
    assert set(db.session.scalars(sa.select(StageReport.state))) == set(ReportState)
    assert set(db.session.scalars(sa.select(ChangeRequest.state))) == set(RequestState)


def test_cases_came_to_their_state_by_moves_that_are_allowed(demo_city):
    for case in db.session.scalars(sa.select(Enrolment)):
        steps = [(move.was, move.became) for move in case.history]
        assert steps[0][0] is None
        assert steps[-1][1] is case.state
        assert [was for was, _became in steps[1:]] == [became for _was, became in steps[:-1]]
        assert all(became in MOVES[was] for was, became in steps[1:])
        assert [move.at for move in case.history] == sorted(move.at for move in case.history)
    assert count(EnrolmentMove.by_id == Enrolment.teacher_id, EnrolmentMove.enrolment_id == Enrolment.id) > 0


def test_seats_counted_are_seats_held(demo_city):
    for line in db.session.scalars(sa.select(QuotaLine)):
        assert line.used == count(Enrolment.line_id == line.id, Enrolment.state.in_(SEATED))
        ranks = sa.select(Enrolment.reserve_rank).where(
            Enrolment.line_id == line.id, Enrolment.reserve_rank.is_not(None)
        )
        found = sorted(db.session.scalars(ranks))
        assert found == list(range(1, len(found) + 1))


def test_what_is_published_is_what_was_approved(demo_city):
    published = db.session.scalars(sa.select(ResourceVersion).where(ResourceVersion.state == VersionState.PUBLISHED))
    for version in published:
        assert version.digest == version.approved_digest == version.content_digest()


def test_a_visitor_finds_something_of_every_skill_the_front_page_names(demo_city):
    named = {skill.id for skill in db.session.scalars(level_one_skills())}
    found = sa.select(ResourceVersion.skill_id).where(
        ResourceVersion.state == VersionState.PUBLISHED, ResourceVersion.visibility == Visibility.PUBLIC
    )
    assert named <= set(db.session.scalars(found))


def test_files_are_in_the_store_and_are_such_as_an_upload_may_be(demo_city):
    kinds = {}
    for file in db.session.scalars(sa.select(StoredFile)):
        assert store.is_whole(file.sha256, file.size)
        kinds.setdefault(file.kind, file)
    assert sorted(kinds) == ["document", "package", "pdf", "slides", "text", "video"]
    package = kinds.pop("package")
    with store.open(package.sha256, package.size) as archive:
        assert look_into(archive).items
    for kind, file in kinds.items():
        ending = {"document": "docx", "slides": "pptx", "video": "mp4", "text": "txt"}.get(kind, kind)
        assert examine(store.shelf.path(file.sha256), f"file.{ending}").kind == kind


def test_progress_adds_up(demo_city):
    of_enrolment = defaultdict(list)
    with_units = joinedload(UnitProgress.unit).joinedload(Unit.course)
    for one in db.session.scalars(sa.select(UnitProgress).options(with_units)):
        of_enrolment[one.enrolment_id].append(one)
    for enrolment in db.session.scalars(sa.select(CourseEnrolment)):
        mine = of_enrolment[enrolment.id]
        assert enrolment.credited_ms == sum(one.credited_ms for one in mine)
        assert enrolment.units_done == sum(one.done_at is not None for one in mine)
        assert all(one.credited_ms >= one.unit.needed for one in mine if one.done_at and not one.unit.is_activity)


def test_life_goes_on_after_the_seed(demo_city):
    """PostgreSQL would hand out the first ids again if nobody told it."""
    db.session.rollback()
    highest = db.session.scalar(sa.select(sa.func.max(Person.id)))
    newcomer = Person(name="新来的")
    db.session.add(newcomer)
    db.session.flush()
    assert newcomer.id == highest + 1
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.max(AuditEntry.id))) > 0


def test_the_trail_tells_of_each_thing_by_an_action_of_its_own_feature(demo_city):
    told = sa.select(AuditEntry.thing, AuditEntry.action).where(AuditEntry.thing.in_(["enrolment", "resource_version"]))
    assert {(thing, action.split(".")[0]) for thing, action in db.session.execute(told)} == {
        ("enrolment", "training"), ("resource_version", "library")
    }  # fmt: skip

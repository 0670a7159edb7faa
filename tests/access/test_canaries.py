"""Nothing of one county is seen in another: every text of county A holds a canary, and the people of county B open
whatever they can find, and whatever they can guess."""

import re
from collections import deque
from collections.abc import Iterable
from io import BytesIO
from itertools import count
from zipfile import ZipFile, is_zipfile

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import url_for

from teachnet.accounts import queries as account_queries
from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role, TransferRequest
from teachnet.attendance.models import ClassMeeting
from teachnet.audit.models import AuditEntry
from teachnet.bases import queries as base_queries
from teachnet.budget.models import CostStandard, FeeCap
from teachnet.certificates.models import CertificatePattern
from teachnet.credits.models import CreditRule, RuleSet
from teachnet.db import Encrypted, db, set_reading
from teachnet.evaluation.models import EvaluationItem
from teachnet.files.models import StoredFile
from teachnet.jobs.models import OutboxRow
from teachnet.jobs.worker import work_until_idle
from teachnet.library import queries as library_queries
from teachnet.library.models import MicroSkill, ResourceFile, ResourceVersion
from teachnet.library.search import KIND
from teachnet.notes import queries as note_queries
from teachnet.notices.models import Notice, NoticeLine
from teachnet.observations.models import RubricLine
from teachnet.packages.models import Package, PackageUnit
from teachnet.quizzes.models import Question, QuestionPool
from teachnet.search.indexes import indexes
from teachnet.study import queries as study_queries
from teachnet.study.models import Course, CourseEnrolment, StudyGroup
from teachnet.study.queries import groups as study_groups
from teachnet.teams import queries as team_queries
from teachnet.training import queries as training_queries
from teachnet.training.models import Cohort, Enrolment, Programme, ProgrammeDocument
from tests.access.test_access import ROWS, TABLES, cookie_of
from tests.access.world import a_world
from tests.browsing import sign_in_as
from tests.factories import a_school_admin, an_organisation, somebody

# Scopes are asked for on both engines by the table of every endpoint; this crawl of many people takes a minute.
pytestmark = pytest.mark.one_engine

CANARY = re.compile(r"canary\d+z", re.IGNORECASE)
OF_COUNTY_A = ("own", "colleague", "neighbour", "school", "county", "tutor")  # `lead` signs a course for everybody
# Whose texts are for everybody to read, or are no texts.
FOR_ALL = (
    Notice, NoticeLine, Programme, ProgrammeDocument, Cohort, ClassMeeting, CostStandard, FeeCap, RuleSet, CreditRule,
    Course, Package, PackageUnit, MicroSkill, CertificatePattern, EvaluationItem, QuestionPool, Question, OutboxRow,
    RubricLine, AuditEntry,
)  # fmt: skip
TITLES_FOR_ALL = {
    "unit.title",  # a course is chosen by what its units are called
    # Whoever has the number of a certificate is told what it certifies, and whom only by the first letter.
    "certificate.serial",
    "certificate.programme",
    "certificate.office",
    "report_snapshot.document_numbers",
}
KEYS = re.compile(
    r"(_hash|_fingerprint|digest|sha256|media_type|token|lineage|code|_pinyin|_initials|language|address)$"
)
KEYED = {
    "home.calendar_feed",
    "home.team_feed",
}  # the address is a key that only its owner is told; who is told shows all of it
NOTICES = "/notices/"
MOST_PAGES = 60  # that one is led to, beside those one guesses


class Canaries:
    """One for each text of each row, so that what flew out can be named."""

    def __init__(self):
        self.where, self._number = {}, count(100)
        self.on_notice = set()  # what stands on a public notice is for everybody, there

    def one(self, place: str) -> str:
        canary = f"canary{next(self._number)}z"
        self.where[canary] = place
        return canary

    def plant(self, _mapper, _connection, row) -> None:
        if isinstance(row, FOR_ALL):
            return
        for attribute in sa.inspect(type(row)).column_attrs:
            column, place = attribute.columns[0], f"{row.__tablename__}.{attribute.key}"
            if not _is_text(column) or place in TITLES_FOR_ALL:
                continue
            planted = f"{getattr(row, attribute.key) or ''} {self.one(place)}".strip()
            if len(planted) <= (column.type.length or 10_000):
                setattr(row, attribute.key, planted)

    def mark(self, person: Person) -> None:
        for name in ("name", "remark", "honour"):
            setattr(person, name, f"{getattr(person, name)} {self.one(f'person.{name}')}".strip())
        person.set_phone(self.one("person.phone"))
        person.set_id_number(self.one("person.id_number"))

    def put_on_notice(self, lines: Iterable[NoticeLine]) -> None:
        self.on_notice = set(CANARY.findall(" ".join(f"{line.name} {line.school_name}" for line in lines)))

    def in_answer(self, answer) -> set[str]:
        told = [f"{name}: {value}" for name, value in answer.headers]
        found = CANARY.findall("\n".join([*told, *_texts(answer.data)]))
        known = self.on_notice if answer.request.path.startswith(NOTICES) else set()
        return {self.where.get(canary.lower(), "a stored file") for canary in found if canary not in known}


def _is_text(column: sa.Column) -> bool:
    is_free = isinstance(column.type, (sa.String, Encrypted)) and not isinstance(column.type, sa.Enum)
    return is_free and column.computed is None and not column.foreign_keys and not KEYS.search(column.name)


def _texts(body: bytes) -> list[str]:
    """Of a workbook, the texts inside it."""
    if not is_zipfile(BytesIO(body)):
        return [body.decode(errors="replace")]
    with ZipFile(BytesIO(body)) as box:
        return [box.read(name).decode(errors="replace") for name in box.namelist()]


@pytest.fixture(scope="module")
def counties(_app, database, tmp_path_factory):
    """County A with a canary in everything, and the cookies of those who belong to county B only."""
    with _app.app_context():
        db.engine.dispose()
        database.renew()
        world, canaries = a_world(), Canaries()
        for name in OF_COUNTY_A:
            canaries.mark(world.people[name])
        db.session.commit()
        sa.event.listen(db.Model, "before_insert", canaries.plant, propagate=True)
        try:
            for table in TABLES.values():
                table.build(world)
            db.session.commit()
        finally:  # left behind, it would plant in every test after this one
            sa.event.remove(db.Model, "before_insert", canaries.plant)
        canaries.put_on_notice(db.session.scalars(sa.select(NoticeLine)).all())
        db.session.commit()
        indexes.use(tmp_path_factory.mktemp("index"))
        indexes.engine(KIND).rebuild([])
        with _app.app_context():
            work_until_idle()
        cookies = {name: cookie_of(sign_in_as(_app, person)) for name, person in _strangers(world).items()}
        yield _app, world, canaries, {"anonymous": {}} | cookies
        indexes.use(_app.config["SETTINGS"].instance / "search")
        db.session.remove()
        db.engine.dispose()


def _strangers(world) -> dict[str, Person]:
    base = an_organisation(OrganisationKind.BASE, world.other_county, name="Yiyuan base")
    offices = {
        "other_school": a_school_admin(world.other_school),
        "other_host": somebody(Role.HOST, base),
        "other_tutor": somebody(Role.TUTOR, world.other_county),
        "other_lead": somebody(Role.RESEARCH_LEAD, world.other_county),
        "other_reviewer": somebody(Role.REVIEWER, world.other_county),
    }
    return offices | {name: world.people[name] for name in ("stranger", "former", "other_county")}


STRANGERS = (
    "anonymous", "stranger", "former", "other_school", "other_county", "other_host", "other_tutor", "other_lead",
    "other_reviewer",
)  # fmt: skip


def seen_by(counties, who: str, *, only_guess: bool = False) -> set[str]:
    """Where the canaries come from that this person gets to see: on pages they are led to, at addresses they guess, in
    what they look for, in headers, errors and files."""
    app, world, canaries, cookies = counties
    guessed = _guessed(app, world)
    seen, asked, waiting = set(), set(), deque(guessed)
    while waiting and len(asked) < len(guessed) + MOST_PAGES:
        url = waiting.popleft()
        if url in asked:
            continue
        asked.add(url)
        with app.app_context():
            browser = app.test_client(use_cookies=False)
            answer = browser.get(url, headers=cookies[who], buffered=True)
            db.session.remove()
        set_reading(False)
        assert answer.status_code < 500, url
        seen |= canaries.in_answer(answer)
        if answer.mimetype == "text/html" and not only_guess:
            waiting.extend(_linked(answer.text))
    return seen


def _guessed(app, world) -> list[str]:
    with app.test_request_context():
        rows = [(key.split(), row.ids(world)) for key, row in ROWS.items()]
        urls = [
            url_for(endpoint, **ids) for (method, endpoint), ids in rows if method == "GET" and endpoint not in KEYED
        ]
    return urls + [f"{url}?q=canary" for url in urls if not re.search(r"\d", url)]


def _linked(html: str) -> list[str]:
    page = BeautifulSoup(html, "html.parser")
    named = [tag.get("href") or tag.get("src") for tag in page.select("a[href], img[src], video[src], source[src]")]
    return [url for url in named if url and url.startswith("/") and not url.startswith("/assets/")]


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_of_another_county_sees_a_canary(counties, who):
    assert seen_by(counties, who) == set()


def test_there_are_canaries_to_be_seen(counties):
    """The control: whoever belongs there sees them, of every kind."""
    app, world, canaries, _cookies = counties
    of_city = {"city": cookie_of(sign_in_as(app, world.people["city"]))}
    tables = {place.partition(".")[0] for place in seen_by((app, world, canaries, of_city), "city")}
    assert {
        "person",
        "enrolment",
        "transfer_request",
        "team",
        "online_session",
        "study_group",
        "objection",
        "room",
    } <= tables


def everything(model):
    return lambda *_args, **_kwargs: db.select(model)


def every_clip(_person) -> sa.Select:
    versions = sa.select(ResourceVersion).join(ResourceFile, ResourceFile.version_id == ResourceVersion.id)
    return versions.join(StoredFile, StoredFile.id == ResourceFile.file_id)


@pytest.mark.parametrize(
    ("who", "module", "scope", "careless"),
    [
        ("other_county", account_queries, "people_visible_to", everything(Person)),
        ("other_county", account_queries, "transfers_visible_to", everything(TransferRequest)),
        ("other_county", training_queries, "enrolments_visible_to", everything(Enrolment)),
        ("other_county", base_queries, "bases_visible_to", everything(Organisation)),
        ("other_county", study_groups, "groups_visible_to", everything(StudyGroup)),
        ("other_county", study_queries, "learners_listed", everything(CourseEnrolment)),
        ("stranger", team_queries, "_is_of_my_region", lambda person: sa.true()),
        ("stranger", library_queries, "_reaches", lambda person: sa.true()),
        ("other_lead", note_queries, "_clips", every_clip),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_scope_that_is_gone_is_found(counties, monkeypatch, who, module, scope, careless):
    monkeypatch.setattr(module, scope, careless)
    assert seen_by(counties, who, only_guess=True) != set()


def test_an_export_of_another_county_holds_no_canary(counties):
    app, world, canaries, cookies = counties
    with app.test_request_context():
        url = url_for("training.download_export", cohort_id=next(iter(world.cases.values())).cohort_id)
    asked = {"columns": ["name", "school", "phone", "moved_by"], "purpose": "Curious", "state": "", "q": ""}
    with app.app_context():
        answer = app.test_client(use_cookies=False).post(url, headers=cookies["other_county"], data=asked)
        db.session.remove()
    set_reading(False)

    assert (answer.status_code, canaries.in_answer(answer)) == (200, set())

"""From what is asked for to the mark: handing in, improving, marking, marking again."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.assignments import actions
from teachnet.assignments.models import Assignment, Mark, QuickComment, Submission, SubmissionState
from teachnet.db import db, utcnow
from teachnet.jobs.worker import work_until_idle
from teachnet.study.models import CourseEnrolment, CourseState, Unit, UnitKind
from tests.assignments.factories import a_submission, an_assignment
from tests.assignments.test_likeness import a_text
from tests.factories import a_county, a_county_admin, a_school, a_teacher, saved, somebody, the_city
from tests.study.factories import a_course, a_group, a_learner
from tests.study.test_writing import a_pdf


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def assignment(county):
    return an_assignment()


@pytest.fixture
def group(assignment, county):
    return a_group(assignment.unit.course, organisation=county)


@pytest.fixture
def enrolment(assignment, group, county):
    return a_learner(assignment.unit.course, a_teacher(a_school(county), "Lin"), group=group)


def hand_in(browser, assignment, text="I asked and waited.", **files):
    return browser.post(f"/study/units/{assignment.unit_id}/submissions", text=text, files=files or None)


def submissions() -> list[Submission]:
    return list(db.session.scalars(sa.select(Submission).order_by(Submission.id)))


def points(first, second, **more):
    return {"row0": str(first), "row1": str(second), "comment": "", **more}


def test_what_is_handed_in_waits_for_the_tutor_and_passes(as_person, assignment, group, enrolment):
    lin, tutor = as_person(enrolment.learner), as_person(group.tutor)
    assert "Film your lesson" in lin.get(f"/study/units/{assignment.unit_id}").text
    assert hand_in(lin, assignment).status == 303
    (handed_in,) = submissions()

    assert [row.text for row in tutor.get("/study/marking").select("tbody [role=rowheader]")] == ["Lin"]
    assert (
        tutor.post(f"/study/submissions/{handed_in.id}/mark", **points(50, 30, comment="Clear questions.")).status
        == 303
    )

    page = lin.get(f"/study/units/{assignment.unit_id}")
    assert ("Clear questions." in page.text, "80%" in page.text) == (True, True)
    assert page.find("textarea", attrs={"name": "text"}) is None
    found = db.session.scalars(sa.select(CourseEnrolment)).one()
    assert (found.units_done, found.is_finished) == (1, True)


def test_below_the_line_it_is_improved_and_handed_in_again(as_person, assignment, group, enrolment):
    lin = as_person(enrolment.learner)
    for version, given in ((1, (20, 10)), (2, (60, 40))):
        assert hand_in(lin, assignment, f"Version {version}").status == 303
        actions.mark(submissions()[-1], list(given), "", by=group.tutor)
        db.session.commit()

    assert [(one.number, one.state, one.percent) for one in submissions()] == [
        (1, SubmissionState.RETURNED, 30),
        (2, SubmissionState.PASSED, 100),
    ]
    refused = hand_in(lin, assignment, "Version 3")
    assert (refused.status, "You have passed already." in refused.text) == (409, True)


def test_one_hands_in_only_so_often_and_not_while_one_waits(as_person, assignment, group, enrolment):
    lin = as_person(enrolment.learner)
    hand_in(lin, assignment)
    assert "not marked yet" in hand_in(lin, assignment).text
    for _version in range(2):
        if not submissions()[-1].is_waiting:
            hand_in(lin, assignment)
        actions.mark(submissions()[-1], [0, 0], "", by=group.tutor)
        db.session.commit()
    refused = hand_in(lin, assignment)
    assert (refused.status, "as often as is allowed" in refused.text, len(submissions())) == (409, True, 2)


def test_a_file_is_kept_when_the_form_comes_back(as_person, assignment, enrolment):
    lin = as_person(enrolment.learner)
    long = hand_in(lin, assignment, "x" * 20_001, file=(a_pdf(), "work.pdf"))
    assert (long.status, "At most 20,000 characters." in long.text, submissions()) == (422, True, [])
    upload = long.find("input", attrs={"name": "upload_id"})["value"]

    assert lin.post(f"/study/units/{assignment.unit_id}/submissions", text="", upload_id=upload).status == 303
    (handed_in,) = submissions()
    assert handed_in.file_name == "work.pdf"
    file = lin.get(f"/study/submissions/{handed_in.id}/file/work.pdf")
    assert file.response.data.startswith(b"%PDF")


def test_nothing_is_not_handed_in(as_person, assignment, enrolment):
    empty = hand_in(as_person(enrolment.learner), assignment, "  ")
    assert (empty.status, "Write something, or choose a file." in empty.text) == (422, True)
    bad = hand_in(as_person(enrolment.learner), assignment, "", file=(io.BytesIO(b"MZ\0\0"), "work.exe"))
    assert (bad.status, submissions()) == (422, [])


@pytest.mark.parametrize(
    "given", [{"row0": "61", "row1": "0"}, {"row0": "-1", "row1": "0"}, {"row0": "1"}, {"row0": "x", "row1": "1"}]
)
def test_points_are_within_the_rubric(as_person, assignment, group, enrolment, given):
    handed_in = a_submission(assignment, enrolment)
    page = as_person(group.tutor).post(f"/study/submissions/{handed_in.id}/mark", **given, comment="Kept.")
    assert (page.status, "Kept." in page.text) == (422, True)
    assert db.session.scalars(sa.select(Mark)).all() == []


def test_who_has_waited_longest_comes_first_and_is_next(as_person, assignment, group, county):
    school, course, now = a_school(county), assignment.unit.course, utcnow()
    for name, days in (("Bai", 1), ("Cao", 9), ("Dong", 4)):
        learner = a_learner(course, a_teacher(school, name), group=group)
        a_submission(assignment, learner, handed_in_at=now - timedelta(days=days))
    tutor = as_person(group.tutor)

    page = tutor.get("/study/marking")
    assert [row.text for row in page.select("tbody [role=rowheader]")][:3] == ["Cao", "Dong", "Bai"]
    assert [row.find(class_="badge") or row.find(class_="tag") for row in page.select("tbody tr")][
        0
    ].text.strip() == "Overdue"

    _bai, cao, dong = submissions()
    marked = tutor.post(f"/study/submissions/{cao.id}/mark", **points(60, 40))
    assert marked.location.endswith(f"/study/submissions/{dong.id}")


def test_words_are_ticked_and_kept_for_the_next(as_person, assignment, group, enrolment):
    handed_in = a_submission(assignment, enrolment)
    ticked = saved(QuickComment(person_id=group.tutor_id, text="Wait longer."))
    as_person(group.tutor).post(
        f"/study/submissions/{handed_in.id}/mark", **points(50, 30, comment="Ask openly.", quick=ticked.id, keep="y")
    )
    assert db.session.scalars(sa.select(Mark.comment)).one() == "Wait longer.\nAsk openly."
    assert db.session.scalars(sa.select(QuickComment.text).order_by(QuickComment.id)).all() == [
        "Wait longer.",
        "Ask openly.",
    ]


def test_two_tutors_windows_mark_once(as_person, assignment, group, enrolment):
    handed_in, tutor = a_submission(assignment, enrolment), as_person(group.tutor)
    answers = [tutor.post(f"/study/submissions/{handed_in.id}/mark", **points(n, 30)) for n in (50, 10)]
    assert [one.status for one in answers] == [303, 409]
    assert db.session.scalars(sa.select(Submission.percent)).one() == 80


def test_nobody_marks_their_own_and_no_other_tutor_does(as_person, assignment, group, county):
    own = a_learner(assignment.unit.course, group.tutor, group=group)
    handed_in = a_submission(assignment, own)
    other = somebody(Role.TUTOR, county, "Ding")
    assert as_person(group.tutor).post(f"/study/submissions/{handed_in.id}/mark", **points(60, 40)).status == 403
    assert as_person(other).get(f"/study/submissions/{handed_in.id}").status == 404


def test_the_office_above_marks_again_what_was_drawn_and_that_counts(
    as_person, assignment, group, enrolment, county, monkeypatch
):
    monkeypatch.setattr(actions, "SAMPLED", 1.0)
    handed_in = a_submission(assignment, enrolment)
    actions.mark(handed_in, [60, 40], "Fine.", by=group.tutor)
    db.session.commit()
    qian, tutor = as_person(a_county_admin(county)), as_person(group.tutor)

    assert "For a second look" in qian.get("/study/marking").text
    assert "For a second look" not in tutor.get("/study/marking").text
    again = qian.post(f"/study/submissions/{handed_in.id}/second-mark", **points(30, 20, comment="Not yet."))
    assert again.status == 303

    (found,) = submissions()
    assert (found.state, found.percent, len(found.marks)) == (SubmissionState.RETURNED, 50, 2)
    assert db.session.scalars(sa.select(CourseEnrolment.units_done)).one() == 1  # what is done stays done
    assert "For a second look" not in qian.get("/study/marking").text
    once_more = qian.post(f"/study/submissions/{handed_in.id}/second-mark", **points(30, 20))
    assert (once_more.status, "Somebody else looks at it a second time." in once_more.text) == (409, True)


def test_without_chance_nothing_is_drawn(assignment, group, enrolment, monkeypatch):
    monkeypatch.setattr(actions, "SAMPLED", 0.0)
    actions.mark(a_submission(assignment, enrolment), [60, 40], "", by=group.tutor)
    db.session.commit()
    assert db.session.scalars(sa.select(Mark.is_sampled)).one() is False


def test_who_wrote_the_same_is_hinted_and_both_texts_stand_side_by_side(as_person, assignment, group, county):
    school, course, tutor = a_school(county), assignment.unit.course, as_person(group.tutor)
    texts = {"Bai": a_text(1), "Cao": a_text(2), "Dong": "开头。" + a_text(1)}
    for name, text in texts.items():
        learner = a_learner(course, a_teacher(school, name), group=group)
        hand_in(as_person(learner.learner), assignment, text)
    work_until_idle()
    bai, cao, dong = submissions()

    assert (dong.alike_id, bai.alike_id, cao.alike_id) == (bai.id, dong.id, None)
    assert min(bai.alike_percent, dong.alike_percent) > 90
    assert "stands in what another learner handed in" in tutor.get(f"/study/submissions/{bai.id}").text
    assert "another learner" not in tutor.get(f"/study/submissions/{cao.id}").text
    both = tutor.get(f"/study/submissions/{dong.id}/compared")
    assert [head.contents[0].strip() for head in both.select(".tiles h2")] == ["Dong", "Bai"]


def test_the_text_of_another_group_is_not_shown(as_person, assignment, group, enrolment):
    far = a_group(assignment.unit.course, organisation=a_county(), name="Far")
    stranger = a_submission(assignment, a_learner(assignment.unit.course, group=far))
    mine = a_submission(assignment, enrolment, alike_id=stranger.id, alike_percent=80)
    tutor = as_person(group.tutor)
    page = tutor.get(f"/study/submissions/{mine.id}")
    assert ("About 80%" in page.text, page.find("a", href=f"/study/submissions/{mine.id}/compared")) == (True, None)
    assert tutor.get(f"/study/submissions/{mine.id}/compared").status == 404


@pytest.mark.parametrize(
    "rubric", ["", "Questions", "Questions | 0", "Questions | 101", "Questions | many", " | 5", "Q | ٣"]
)
def test_a_rubric_has_names_and_points(as_person, app, rubric):
    wang = somebody(Role.RESEARCH_LEAD, the_city(), "Wang")
    draft = a_course(units=0, author=wang, state=CourseState.DRAFT)
    unit = saved(Unit(course=draft, position=1, kind=UnitKind.ASSIGNMENT, title="Film", seconds=60))
    more = {"pass_percent": "60", "most_versions": "3", "mark_within_days": "7"}
    page = as_person(wang).post(f"/study/units/{unit.id}/assignment", rubric=rubric, **more)
    assert (page.status, db.session.scalars(sa.select(Assignment)).all()) == (422, [])


def test_an_assignment_is_set_up_and_changed(as_person, app):
    wang = somebody(Role.RESEARCH_LEAD, the_city(), "Wang")
    draft = a_course(units=0, author=wang, state=CourseState.DRAFT)
    unit = saved(Unit(course=draft, position=1, kind=UnitKind.ASSIGNMENT, title="Film", seconds=60))
    more = {"pass_percent": "60", "most_versions": "3", "mark_within_days": "7"}
    for rubric in ("Questions | 60 | open\nWaiting｜40", "Waiting | 40\nQuestions | 30\nVoice | 30"):
        assert as_person(wang).post(f"/study/units/{unit.id}/assignment", rubric=rubric, **more).status == 303
    found = db.session.scalars(sa.select(Assignment)).one()
    assert [(row.title, row.most) for row in found.rubric] == [("Waiting", 40), ("Questions", 30), ("Voice", 30)]
    assert found.unit.is_set_up


def test_the_queue_costs_the_same_for_one_and_for_many(as_person, assignment, group, county, statements):
    school, course, tutor, costs = a_school(county), assignment.unit.course, as_person(group.tutor), []
    for count in (1, 6):
        for number in range(count):
            a_submission(assignment, a_learner(course, a_teacher(school, f"Bai {count} {number}"), group=group))
        db.session.commit()
        statements.clear()
        tutor.get("/study/marking")
        costs.append(len(statements))
    assert costs[0] == costs[1]

"""A project from the office that sets it up to the result each one keeps."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DatabaseError, IntegrityError

from teachnet.accounts.models import Person, Stage
from teachnet.audit.models import AuditEntry
from teachnet.db import db, today, utcnow
from teachnet.errors import Refused
from teachnet.jobs import outbox
from teachnet.jobs.worker import work_until_idle
from teachnet.projects import actions, jobs
from teachnet.projects.models import (
    GivenPoints,
    Measure,
    Participation,
    ProjectResult,
    ProjectState,
    ScoringRow,
    StudyProject,
)
from teachnet.study.models import CourseEnrolment, StudyDay
from tests.factories import a_county, a_county_admin, a_school, a_school_admin, a_teacher, saved
from tests.projects.factories import a_part, a_participation, a_project, a_row
from tests.study.factories import a_course, a_learner


@pytest.fixture
def county(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def office(county):
    return a_county_admin(county)


@pytest.fixture
def school(county):
    return a_school(county, name="First school")


@pytest.fixture
def bai(school):
    return a_teacher(school, "Bai", stage=Stage.PRIMARY)


def study_of(person) -> CourseEnrolment:
    return db.session.scalars(sa.select(CourseEnrolment).where(CourseEnrolment.learner_id == person.id)).one()


def studied(person, minutes: int, *, finished: bool = False) -> None:
    """Today, in the one course of theirs."""
    enrolment = study_of(person)
    enrolment.finished_at = utcnow() if finished else None
    saved(StudyDay(enrolment_id=enrolment.id, day=today(), credited_ms=minutes * 60_000))


def frame(county, **typed) -> dict:
    days = {"opens_on": today().isoformat(), "closes_on": (today() + timedelta(days=60)).isoformat()}
    blank = {"title": "Autumn", "about": "", "office": county.id, "subject": "", "stage": ""}
    return blank | {"minutes": "2", "electives": "0", "pass_marks": "60"} | days | typed


def the_project() -> StudyProject:
    db.session.expire_all()
    return db.session.scalars(sa.select(StudyProject)).one()


def test_an_office_sets_one_up_and_opens_it(as_person, county, office):
    course = a_course()
    browser = as_person(office)
    assert browser.post("/study/projects/new", **frame(county)).status == 303
    project = the_project()
    here = f"/study/projects/{project.id}"
    assert project.minutes == 120
    assert "A project needs at least one course" in browser.post(f"{here}/opening").text
    browser.post(f"{here}/courses", course=course.id, kind="required")
    assert "more marks than its scoring sheet can bring" in browser.post(f"{here}/opening").text
    browser.post(f"{here}/sheet")
    page = browser.get(f"{here}/setting-up")
    assert "20 minutes: one point, up to 30" in page.text
    assert browser.post(f"{here}/opening").status == 303
    assert the_project().state is ProjectState.OPEN


def test_a_sheet_is_written_row_by_row(as_person, county, office):
    project = a_project(organisation=county, made_by=office, state=ProjectState.DRAFT, parts=[])
    browser, here = as_person(office), f"/study/projects/{project.id}"
    browser.post(f"{here}/parts", **{"part-title": "Offline", "part-most": "50", "part-points_a_mark": "1"})
    part = the_project().parts[0]
    rows, name = f"{here}/parts/{part.id}/rows", f"row{part.id}"
    sent = {f"{name}-measure": "by_hand", f"{name}-title": "", f"{name}-most": ""}
    answer = browser.post(rows, **sent)
    assert answer.status == 422
    assert "How many points can be given at most?" in answer.text
    browser.post(rows, **sent | {f"{name}-title": "Attendance", f"{name}-most": "5"})
    browser.post(rows, **{f"{name}-measure": "mark", f"{name}-each": "3", f"{name}-points": "15"})
    found = [(row.measure, row.title, row.each, row.points, row.most) for row in the_project().parts[0].rows]
    assert found == [(Measure.BY_HAND, "Attendance", 1, 1, 5), (Measure.MARK, "", 100, 15, None)]

    browser.post(f"{rows}/{db.session.scalars(sa.select(ScoringRow.id)).first()}/removal")
    assert len(the_project().parts[0].rows) == 1
    browser.post(f"{here}/parts/{part.id}/removal")
    assert the_project().parts == []


def test_an_open_project_keeps_its_rules(as_person, county, office):
    project = a_project(organisation=county, made_by=office)
    assert as_person(office).get(f"/study/projects/{project.id}/setting-up").status == 403
    with pytest.raises(Refused, match="stay as they are"):
        project.add_course(a_course(title="Late"), project.courses[0].kind)
    with pytest.raises(Refused, match="stay as they are"):
        project.parts[0].add_row(measure=Measure.COURSES)


def test_two_projects_of_an_office_are_not_called_the_same(as_person, county, office):
    a_project(organisation=county, made_by=office)
    answer = as_person(office).post("/study/projects/new", **frame(county, about="Kept"))
    assert answer.status == 422
    assert "There is a project of that name already" in answer.text
    assert "Kept" in answer.select_one("[name=about]").text


def test_who_takes_part_studies_its_required_courses(as_person, county, office, bai):
    required, elective, known = (a_course(title=title) for title in ("Required", "Elective", "Known"))
    project = a_project(required, known, electives=(elective,), organisation=county, made_by=office)
    a_learner(known, bai)
    browser = as_person(bai)
    assert "Autumn" in browser.get("/study/projects/").text
    assert [browser.post(f"/study/projects/{project.id}/participation").status for _press in range(2)] == [303, 409]
    studies = sa.select(CourseEnrolment.course_id).where(CourseEnrolment.learner_id == bai.id)
    assert sorted(db.session.scalars(studies)) == sorted([required.id, known.id])
    assert db.session.query(Participation).count() == 1


def test_pressing_in_five_windows_at_once_is_taking_part_once(at_once, county, office, bai):
    project_id, bai_id = a_project(organisation=county, made_by=office).id, bai.id

    def join(_seen):
        actions.join(db.session.get(StudyProject, project_id), db.session.get(Person, bai_id))

    assert at_once(*[(lambda: None, join)] * 5) == {"done": 1, "You take part already.": 4}


@pytest.mark.parametrize("about", ["stage", "over", "draft", "elsewhere"])
def test_only_those_it_is_for_take_part(as_person, county, office, bai, about):
    fields = {"stage": Stage.JUNIOR} if about == "stage" else {"state": ProjectState.DRAFT} if about == "draft" else {}
    if about == "over":
        fields = {"closes_on": today() - timedelta(days=1)}
    project = a_project(organisation=county, made_by=office, **fields)
    who = a_teacher(a_school(a_county(name="Yiyuan")), "Elsewhere") if about == "elsewhere" else bai
    assert as_person(who).post(f"/study/projects/{project.id}/participation").status in (403, 404)


def test_the_sum_is_shown_as_it_adds_up(as_person, county, office, bai):
    project = a_project(organisation=county, made_by=office, pass_marks=10)
    a_participation(project, bai)
    studied(bai, 125)
    page = as_person(bai).get(f"/study/projects/{project.id}")
    assert "10 minutes: one point" in page.text
    shown = page.select("section[aria-labelledby=sheet] td.end")
    assert [cell.text for cell in shown] == ["125", "12"]
    assert "All together: 12 marks" in page.text
    assert "12 of the 10 needed" in page.text
    assert "All it asks for is there" not in page.text  # the course is not finished
    studied_last = study_of(bai)
    studied_last.finished_at = utcnow()
    db.session.commit()
    assert "All it asks for is there" in as_person(bai).get(f"/study/projects/{project.id}").text


def test_an_office_has_whole_schools_take_part(as_person, county, office, school, bai, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    cao, dong = (a_teacher(school, name, stage=Stage.PRIMARY) for name in ("Cao", "Dong"))
    a_teacher(school, "Erin", stage=Stage.JUNIOR)
    a_teacher(a_school(county, name="Second school"), "Feng", stage=Stage.PRIMARY)
    project = a_project(organisation=county, made_by=office)
    a_participation(project, bai)
    answer = as_person(office).post(f"/study/projects/{project.id}/people", at=school.id, stage="primary", subject="")
    assert answer.status == 303
    expected = {bai.id, cao.id, dong.id}
    work_until_idle()

    found = set(db.session.scalars(sa.select(Participation.person_id)))
    assert found == set(db.session.scalars(sa.select(CourseEnrolment.learner_id))) == expected


def test_an_office_cannot_take_in_where_it_does_not_reach(as_person, county, office):
    project = a_project(organisation=county, made_by=office)
    there = a_school(a_county(name="Yiyuan"))
    sent = sa.select(sa.func.count()).where(outbox.OutboxRow.topic == "projects.take_in")
    assert as_person(office).post(f"/study/projects/{project.id}/people", at=there.id).status == 422
    assert db.session.scalar(sent) == 0


def test_lists_show_what_was_reckoned_last_and_leave_no_trail(as_person, county, office, bai):
    project = a_project(organisation=county, made_by=office)
    a_participation(project, bai)
    studied(bai, 300, finished=True)
    trail = sa.select(sa.func.count()).where(AuditEntry.thing == "participation")
    before = db.session.scalar(trail)
    outbox.send("projects.reckon_all")
    db.session.commit()
    here, browser = f"/study/projects/{project.id}/people", as_person(office)
    work_until_idle()
    participation = db.session.scalars(sa.select(Participation)).one()
    assert (participation.marks, participation.fulfils, participation.required_done) == (3000, True, 1)
    assert db.session.scalar(trail) == before
    assert "Fulfilled" in browser.get(here).select_one("tbody").text
    assert browser.get(f"{here}?behind=behind").select("tbody") == []


def test_points_are_given_by_hand_within_their_most_and_never_to_oneself(as_person, county, office, bai):
    parts = [a_part(a_row(Measure.BY_HAND, title="Attendance", most=5))]
    project = a_project(organisation=county, made_by=office, parts=parts)
    participation = a_participation(project, bai)
    row, browser = project.parts[0].rows[0], as_person(office)
    here = f"/study/projects/people/{participation.id}/points"
    assert browser.post(here, **{f"row{row.id}": "6"}).status == 422
    assert browser.post(here, **{f"row{row.id}": "4"}).status == 303
    assert "All together: 4 marks" in as_person(bai).get(f"/study/projects/{project.id}").text
    db.session.refresh(participation)
    assert participation.marks == 400
    with db.session.no_autoflush, pytest.raises(Refused, match="own work"):
        GivenPoints(participation=participation, row=row).give(1, by=bai)
    db.session.rollback()


def test_concluding_writes_each_result_once_and_for_good(as_person, county, office, bai, school, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    project = a_project(organisation=county, made_by=office)
    a_participation(project, bai, a_teacher(school, "Cao"))
    studied(bai, 300, finished=True)
    number, here, enrolment, reader = project.id, f"/study/projects/{project.id}", study_of(bai).id, as_person(bai)
    assert as_person(office).post(f"{here}/conclusion").status == 409

    with time_machine.travel(utcnow() + timedelta(days=31)):
        browser = as_person(office)
        assert browser.post(f"{here}/conclusion").status == 303
        assert "0 of 2" in browser.get(f"{here}/people").select_one("#settling").text
        work_until_idle()
        assert "Concluded on" in browser.get(f"{here}/settling").text
        jobs.settle([{"project": number, "after": 0}])  # after a crash it may come again
        db.session.commit()

    results = db.session.scalars(sa.select(ProjectResult).order_by(ProjectResult.participation_id)).all()
    assert [(result.passed, result.marks) for result in results] == [(True, 3000), (False, 0)]
    later = today() + timedelta(days=1)
    saved(StudyDay(enrolment_id=enrolment, day=later, credited_ms=600_000))
    assert "All together: 30 marks" in reader.get(here).text
    with pytest.raises(DatabaseError):
        db.session.execute(sa.update(ProjectResult).values(marks=6000))
    db.session.rollback()


def test_no_points_are_given_once_it_is_concluded(county, office, bai):
    """Also to whoever had the page before them: the project they know is out of date."""
    parts = [a_part(a_row(Measure.BY_HAND, title="Attendance", most=5))]
    project = a_project(organisation=county, made_by=office, parts=parts, pass_marks=0)
    participation = a_participation(project, bai)
    concluded = sa.update(StudyProject).values(state=ProjectState.CONCLUDED, concluded_at=utcnow())
    db.session.execute(concluded.execution_options(synchronize_session=False))
    with pytest.raises(Refused, match="Concluded"):
        actions.give_points(participation, {project.parts[0].rows[0].id: 4}, by=office)
    db.session.rollback()


def test_settling_asks_no_more_for_three_than_for_one(county, office, school, statements):
    asked = []
    for number in (1, 3):
        project = a_project(a_course(), organisation=county, made_by=office, title=f"Of {number}")
        a_participation(project, *(a_teacher(school, f"Teacher {number} {one}") for one in range(number)))
        payload = {"project": project.id, "after": 0}
        db.session.expire_all()
        before = len(statements)
        jobs.settle([payload])
        asked.append(sum(sent.startswith("SELECT") for sent in statements[before:]))
        db.session.commit()
    assert asked[0] == asked[1]


def test_the_last_day_is_only_moved_to_a_later_one(as_person, county, office):
    project = a_project(organisation=county, made_by=office)
    browser, here = as_person(office), f"/study/projects/{project.id}/last-day"
    earlier, later = (project.closes_on + timedelta(days=days) for days in (-1, 7))
    assert browser.post(here, closes_on=earlier.isoformat()).status == 409
    assert browser.post(here, closes_on=later.isoformat()).status == 303
    assert the_project().closes_on == later


def test_a_school_sees_its_own_people_and_downloads_them(as_person, county, office, school, bai):
    project = a_project(organisation=county, made_by=office)
    a_participation(project, bai, a_teacher(a_school(county, name="Second school"), "Feng"))
    here = f"/study/projects/{project.id}"
    admin = as_person(a_school_admin(school))
    assert [row.text for row in admin.get(f"{here}/people").select("tbody th a")] == ["Bai"]
    file = openpyxl.load_workbook(BytesIO(admin.get(f"{here}/people.xlsx").response.data)).active
    names = [row[0] for row in file.iter_rows(values_only=True)]
    assert ("Bai" in names, "Feng" in names) == (True, False)
    assert as_person(bai).get(f"{here}/people").status == 403


def test_a_list_of_three_asks_no_more_than_a_list_of_one(as_person, county, office, school, bai, statements):
    project = a_project(organisation=county, made_by=office)
    a_participation(project, bai)
    browser, here = as_person(office), f"/study/projects/{project.id}/people"

    def asked() -> int:
        before = len(statements)
        browser.get(here)
        return len(statements) - before

    asked()
    one = asked()
    a_participation(project, a_teacher(school, "Cao"), a_teacher(school, "Dong"))
    assert asked() == one


def test_the_database_keeps_one_place_a_person(county, office, bai):
    project = a_project(organisation=county, made_by=office)
    a_participation(project, bai)
    with pytest.raises(IntegrityError):
        saved(Participation(project=project, person=bai))
    db.session.rollback()

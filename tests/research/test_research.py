"""A project from its proposal to its conclusion: who writes, who decides, and what stays."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa
from docx import Document

from teachnet.accounts.models import Person, Role
from teachnet.db import db, today, utcnow
from teachnet.errors import Overtaken, Refused
from teachnet.jobs.worker import work_until_idle
from teachnet.research import policy, queries
from teachnet.research.models import (
    ChangeRequest,
    FollowUpVisit,
    ReportState,
    ResearchEvidence,
    ResearchProject,
    ResearchStage,
    ResearchState,
    StageReport,
)
from teachnet.research.similar import FACTS, codes_of, document, people_of, similar_to
from teachnet.research.words import ChangeKind
from teachnet.search import sync
from teachnet.search.indexes import indexes
from teachnet.web.filters import day
from tests.factories import a_county, a_county_admin, a_school, a_teacher, somebody, the_city
from tests.research.factories import TEXT, a_project, approved, handed_in, passed, some_evidence

PROPOSAL, OPENING, MIDTERM, CONCLUSION = ResearchStage


@pytest.fixture
def place(app):
    """(leader, colleague, office) of one county."""
    county = a_county()
    school = a_school(county, name="Town Primary")
    office = somebody(Role.RESEARCH_LEAD, county, "Wang")
    return a_teacher(school, "Lin"), a_teacher(a_school(county, name="Hill Primary"), "Sun"), office


def loaded(project):
    """As a page has it."""
    return db.session.scalars(sa.select(ResearchProject).filter_by(id=project.id)).one()


def test_from_the_proposal_to_the_conclusion(place):
    leader, colleague, office = place
    project = a_project(leader, colleague)
    stages = []
    while project.goes_on:
        stages.append(project.stage)
        passed(project, office)
    assert stages == list(ResearchStage)
    assert (project.state, project.ended_on) == (ResearchState.CONCLUDED, today())
    assert [one.reached_on for one in project.milestones] == [today()] * 3
    assert [(move.stage, move.became) for move in project.history][-2:] == [
        (CONCLUSION, ResearchState.HANDED_IN), (CONCLUSION, ResearchState.CONCLUDED),
    ]  # fmt: skip
    assert project.number == f"{today().year}-{project.id:05}"
    with pytest.raises(Refused, match="already"):
        project.take_in(somebody(Role.TEACHER, leader.school, "Zhao"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": ""},  # nobody means whatever stands first
        {"opening_on": "yesterday"},
        {"midterm_on": "2000-01-01"},
        {"conclusion_on": "2100-01-01"},
        {"question": " "},
    ],
)
def test_what_is_no_proposal_comes_back_as_it_was_typed(place, as_person, wrong):
    leader, *_rest = place
    days = {"opening_on": 60, "midterm_on": 200, "conclusion_on": 400}
    typed = {name: (today() + timedelta(days=many)).isoformat() for name, many in days.items()}
    typed |= {"title": "Who asks", "kind": "small", "subject": "mathematics", "question": "Do they ask?"}
    page = as_person(leader).post("/teams/research/new", **{**typed, **wrong})
    assert (page.status, page.find("input", id="title")["value"]) == (422, "Who asks")
    assert db.session.scalars(sa.select(ResearchProject)).all() == []
    assert as_person(leader).post("/teams/research/new", **typed).status == 303


def test_a_report_that_comes_back_is_kept_and_gone_on_with(place):
    leader, _colleague, office = place
    project = handed_in(a_project(leader))
    project.return_report(by=office, note="Say how you will know")
    db.session.commit()
    first, again = project.reports
    assert (first.state, again.state, again.text, again.round) == (ReportState.RETURNED, ReportState.DRAFT, TEXT, 2)
    handed_in(project, TEXT + "By counting.")
    assert [one.text for one in project.reports] == [TEXT, TEXT + "By counting."]


def test_headings_alone_are_no_report(place):
    leader, *_rest = place
    project = a_project(leader)
    for text in ("", "Too short", str(PROPOSAL.parts), f"{PROPOSAL.parts}\nToo short"):
        project.write(text, seen=project.draft.version if project.draft else 0, by=leader)
        db.session.commit()
        with pytest.raises(Refused, match="too little"):
            project.hand_in(by=leader)
        db.session.rollback()


def test_from_the_mid_term_on_something_must_be_shown(place):
    leader, _colleague, office = place
    project = passed(approved(leader, by=office), office)
    assert project.stage is MIDTERM
    with pytest.raises(Refused, match="evidence"):
        handed_in(project)
    db.session.rollback()
    some_evidence(project, leader)
    assert handed_in(project).state is ResearchState.HANDED_IN


def test_a_declined_proposal_ends_it_and_a_later_report_cannot_be_declined(place):
    leader, _colleague, office = place
    project = handed_in(a_project(leader))
    project.decline(by=office, note="Done elsewhere already")
    db.session.commit()
    assert (project.state, project.is_approved) == (ResearchState.DECLINED, False)
    other = handed_in(approved(leader, by=office))
    with pytest.raises(sa.exc.IntegrityError, match="only_a_proposal_is_declined"), db.session.no_autoflush:
        _declined(other, office)
    db.session.rollback()


def _declined(project, office):
    project.decline(by=office, note="Not so")
    db.session.flush()


def test_two_members_who_write_at_once_keep_each_other_s_words(place, as_person):
    leader, colleague, _office = place
    project = a_project(leader, colleague)
    project.write("What Lin wrote", seen=0, by=leader)
    db.session.commit()
    with pytest.raises(Overtaken, match="Lin"):
        project.write("What Sun wrote", seen=0, by=colleague)
    db.session.rollback()
    at = f"/teams/research/{project.id}/report"
    page = as_person(colleague).post(at, text="What Sun wrote", version=0)
    assert page.status == 409
    assert page.find("textarea", id="text").text.strip() == "What Sun wrote"
    assert "What Lin wrote" in page.text
    version = page.find("input", id="version")["value"]
    assert as_person(colleague).post(at, text="Both", version=version).status == 303
    assert loaded(project).draft.text == "Both"


def test_what_was_handed_in_stays_as_it_was(place):
    leader, _colleague, office = place
    project = approved(leader, by=office)
    report = project.reports[0]
    visit = FollowUpVisit.plan(project, today(), by=office)
    db.session.commit()
    visit.record(today(), "They asked", "Wait longer")
    db.session.commit()
    tries = [
        sa.update(StageReport).where(StageReport.id == report.id).values(text="Otherwise"),
        sa.update(StageReport).where(StageReport.id == report.id).values(decided_note="Otherwise"),
        sa.delete(StageReport).where(StageReport.id == report.id),
        sa.update(FollowUpVisit).where(FollowUpVisit.id == visit.id).values(advice="Otherwise"),
    ]
    for change in tries:
        with pytest.raises((sa.exc.IntegrityError, sa.exc.DatabaseError), match="stays as it is"):
            db.session.execute(change)
        db.session.rollback()
    project.write("A draft", seen=0, by=leader)  # the control: a draft may change
    db.session.commit()
    draft = sa.update(StageReport).where(StageReport.id == project.draft.id).values(text="Otherwise")
    db.session.execute(draft)


def test_nobody_reviews_what_they_are_in(place):
    leader, _colleague, office = place
    both = somebody(Role.RESEARCH_LEAD, office.current_appointments[0].organisation, "Both")
    both.appoint(Role.TEACHER, leader.school)
    db.session.commit()
    project = handed_in(a_project(leader, both))
    assert [policy.can_decide(person, project.report) for person in (leader, both, office)] == [False, False, True]
    assert [project in db.session.scalars(queries.to_review(person)) for person in (both, office)] == [False, True]
    member = project.people[1]
    member.leave()
    db.session.commit()
    assert not policy.can_decide(both, loaded(project).report)  # they know it too well still
    with pytest.raises(sa.exc.IntegrityError, match="nobody_reviews_their_own"):
        project.pass_report(by=leader, note="So it is")
    db.session.rollback()


def test_two_who_decide_at_once_decide_once(place):
    leader, _colleague, office = place
    project = handed_in(a_project(leader))
    project.pass_report(by=office, note="Good")
    db.session.commit()
    for verb in (project.return_report, project.decline, project.pass_report):
        with pytest.raises(Refused, match="No report waits"):
            verb(by=office, note="Otherwise")
        db.session.rollback()


def test_more_time_is_asked_for_and_granted(place):
    leader, _colleague, office = place
    project = approved(leader, by=office)
    opening, midterm, _conclusion = project.milestones
    was = opening.due_on
    change = ChangeRequest.ask(
        project, ChangeKind.EXTENSION, by=leader, reason="A move of the school", milestone=opening,
        until=was + timedelta(days=30),
    )  # fmt: skip
    db.session.commit()
    assert opening.due_on == was  # until somebody grants it
    with pytest.raises(Refused, match="asked for already"):
        ChangeRequest.ask(project, ChangeKind.EXTENSION, by=leader, reason="Again", milestone=opening, until=today())
    db.session.rollback()
    change.grant(by=office, note="")
    db.session.commit()
    assert (opening.due_on, change.was) == (was + timedelta(days=30), was.isoformat())
    for until in (opening.due_on, midterm.due_on):  # no later than it is, or after what follows
        with pytest.raises(Refused):
            ChangeRequest.ask(project, ChangeKind.EXTENSION, by=leader, reason="More", milestone=opening, until=until)
        db.session.rollback()


def test_title_leader_and_end_change_when_they_are_granted(place):
    leader, colleague, office = place
    project = approved(leader, colleague, by=office)

    def granted(kind, **asked):
        change = ChangeRequest.ask(project, kind, by=project.leader, reason="So we talked it over", **asked)
        db.session.commit()
        change.grant(by=office, note="")
        db.session.commit()
        return change.was

    assert granted(ChangeKind.TITLE, title="Who asks") == "Questions of pupils"
    assert granted(ChangeKind.LEADER, new_leader=colleague) == "Lin"
    assert (project.title, project.leader.name) == ("Who asks", "Sun")
    assert [member.person.name for member in project.people] == ["Sun", "Lin"]
    with pytest.raises(Refused, match="not in the project"):
        ChangeRequest.ask(project, ChangeKind.LEADER, by=colleague, reason="So", new_leader=office)
    db.session.rollback()
    granted(ChangeKind.END)
    assert (project.state, project.ended_on) == (ResearchState.STOPPED, today())


def test_who_asked_does_not_grant(place):
    leader, _colleague, office = place
    project = approved(leader, by=office)
    change = ChangeRequest.ask(project, ChangeKind.END, by=leader, reason="No time")
    db.session.commit()
    with pytest.raises(sa.exc.IntegrityError, match="granted_by_another"):
        change.grant(by=leader, note="")
    db.session.rollback()
    change.refuse(by=office, note="Go on")
    db.session.commit()
    with pytest.raises(Refused, match="Already"):
        change.take_back(by=leader)


def test_what_is_open_when_a_project_ends_asks_nothing_more(place, as_person):
    leader, _colleague, office = place
    project = handed_in(approved(leader, by=office))
    title, end = (
        ChangeRequest.ask(project, kind, by=leader, reason="No time", **asked)
        for kind, asked in ((ChangeKind.TITLE, {"title": "Who asks"}), (ChangeKind.END, {}))
    )
    visit = FollowUpVisit.plan(project, today(), by=office)
    db.session.commit()
    assert policy.can_decide_change(office, title)
    end.grant(by=office, note="")
    db.session.commit()
    report = project.report
    assert report.is_waiting
    assert not any([
        policy.can_decide(office, report), policy.can_decide_change(office, title), policy.can_take_back(leader, title)
    ])  # fmt: skip
    assert db.session.scalars(queries.changes_to_decide(office)).all() == []
    at = f"/teams/research/visits/{visit.id}/record"  # who was there writes it down, late as it is
    told = {"held_on": today().isoformat(), "seen": "They asked", "advice": "Go on by yourselves"}
    assert as_person(office).post(at, **told).status == 303


def risks(person):
    """(title, is late, is quiet) of what one sees at risk."""
    rows = db.session.execute(queries.projects_listed(person, at_risk=True)).all()
    return [(row[0].title, row[1] is not None, bool(row[2])) for row in rows]


def test_what_is_late_or_quiet_is_at_risk(place):
    leader, _colleague, office = place
    on_time, late, quiet, under_review = (approved(leader, by=office, title=title) for title in "ABCD")
    late.milestones[0].due_on = today() - timedelta(days=1)
    quiet.last_sign_at = utcnow() - timedelta(days=91)
    under_review.milestones[0].due_on = today() - timedelta(days=1)
    db.session.commit()
    handed_in(under_review)  # now it is the office that is late
    a_project(leader, title="E").milestones[0].due_on = today() - timedelta(days=1)  # not approved
    db.session.commit()
    assert risks(office) == [("C", False, True), ("B", True, False)]
    late.plan("A survey", today() - timedelta(days=2))
    db.session.commit()
    assert db.session.execute(queries.risk_of(late)).one()[0] == today() - timedelta(days=2)
    assert {row[0]: (row[1], row[2]) for row in db.session.execute(queries.by_stage(office))} == {OPENING: (4, 2)}
    some_evidence(quiet, leader)  # a sign of work
    late.end_early(by=office, note="")
    db.session.commit()
    assert risks(office) == []
    assert db.session.execute(queries.risk_of(on_time)).one() == (None, False)


def test_town_and_country_are_counted(place):
    leader, _colleague, office = place
    rural = a_teacher(a_school(leader.school.county, name="Lake Primary", is_rural=True), "He")
    approved(leader, by=office)
    project = approved(rural, by=office)
    while project.goes_on:
        passed(project, office)
    assert [tuple(row) for row in db.session.execute(queries.by_place(office))] == [(False, 1, 0), (True, 1, 1)]


def test_who_sees_it(place, as_person):
    leader, colleague, office = place
    project = a_project(leader, colleague)
    elsewhere = somebody(Role.RESEARCH_LEAD, a_county(the_city(), name="Yiyuan"), "Far")
    auditor = somebody(Role.AUDITOR, the_city(), "Auditor")
    neighbour = a_teacher(leader.school, "Neighbour")

    def seen():
        people = (leader, colleague, office, auditor, elsewhere, neighbour)
        return [as_person(person).get(f"/teams/research/{project.id}").status for person in people]

    assert seen() == [200, 200, 404, 404, 404, 404]  # a draft is theirs
    handed_in(project)
    assert seen() == [200, 200, 200, 200, 404, 404]
    project.return_report(by=office, note="Say how you will know")
    db.session.commit()
    assert seen() == [200, 200, 200, 200, 404, 404]
    drafted = f"/teams/research/reports/{project.draft.id}"
    assert [as_person(person).get(drafted).status for person in (colleague, office)] == [200, 404]


def test_visits_are_planned_recorded_and_answered(place, as_person):
    leader, colleague, office = place
    project = approved(leader, colleague, by=office)
    soon = (today() + timedelta(days=7)).isoformat()
    assert as_person(office).post(f"/teams/research/{project.id}/visits", planned_on=soon).status == 303
    visit = db.session.scalars(sa.select(FollowUpVisit)).one()
    at = f"/teams/research/visits/{visit.id}"
    told = {"held_on": today().isoformat(), "seen": "They asked", "advice": "Wait longer"}
    assert as_person(leader).post(f"{at}/record", **told).status == 403
    assert as_person(office).post(f"{at}/record", **{**told, "held_on": soon}).status == 422
    assert as_person(office).post(f"{at}/record", **told).status == 303
    assert as_person(office).post(f"{at}/record", **told).status == 403
    assert as_person(colleague).post(f"{at}/answer", answer="We shall").status == 303
    assert as_person(leader).post(f"{at}/answer", answer="We shall not").status == 403
    assert "We shall" in as_person(office).get(at).text


def test_what_waits_stands_on_the_desk(place, as_person):
    leader, colleague, office = place
    project = handed_in(a_project(leader, colleague))
    assert "One research project to review" in as_person(office).get("/").text
    project.return_report(by=office, note="Say how you will know")
    db.session.commit()
    assert "One research project to review" not in as_person(office).get("/").text
    assert "Say how you will know" in as_person(leader).get("/").text
    assert "Say how you will know" not in as_person(colleague).get("/").text  # the leader hands in
    handed_in(project)
    project.pass_report(by=office, note="Good")
    project.milestones[0].due_on = today() + timedelta(days=5)
    db.session.commit()
    assert f"Opening: {project.title}" in as_person(leader).get("/").text
    visit = FollowUpVisit.plan(project, today(), by=office)
    ChangeRequest.ask(project, ChangeKind.END, by=leader, reason="No time")
    db.session.commit()
    assert "One change of a research project to decide" in as_person(office).get("/").text
    assert f"Record of the visit: {project.title}" in as_person(office).get("/").text
    visit.record(today(), "They asked", "Wait longer")
    db.session.commit()
    assert f"Answer the visit: {project.title}" in as_person(leader).get("/").text


def test_a_visit_stands_in_the_calendars(place, as_person):
    leader, colleague, office = place
    project = approved(leader, colleague, by=office)
    visit = FollowUpVisit.plan(project, today() + timedelta(days=3), by=office)
    db.session.commit()
    shown = [as_person(person).get("/calendar").text.count(f"Visit: {project.title}") for person in (colleague, office)]
    assert shown == [1, 1]
    visit.call_off()
    db.session.commit()
    assert f"Visit: {project.title}" not in as_person(colleague).get("/calendar").text


@pytest.fixture
def follow(app):
    """What brings the index up to date."""
    sync.rebuild("research")
    return work_until_idle


def test_what_asks_something_like_it_is_found(place, follow):
    leader, _colleague, office = place
    near = a_teacher(a_school(leader.school.county, name="Lake Primary"), "He")
    far = a_teacher(a_school(a_county(the_city(), name="Yiyuan"), name="Far Primary"), "Ma")
    far_office = somebody(Role.RESEARCH_LEAD, far.school.county, "Far")
    approved(near, by=office, title="课堂等待时间与学生提问", question="等待时间长一些，学生会多提问吗？")
    approved(near, by=office, title="农村小学校本阅读", question="怎样让孩子多读书？")
    approved(far, by=far_office, title="等待时间研究", question="等待时间与学生提问")
    handed_in(a_project(near, title="提问等待时间的观察", question="学生提问以后等待多久？"))
    mine = a_project(leader, title="学生提问与等待时间", question="老师多等三秒，学生会提问吗？")
    numbers = mine.id, leader.id, office.id
    follow()
    mine, leader, office = map(db.session.get_one, (ResearchProject, Person, Person), numbers)
    title = "课堂等待时间与学生提问"
    assert [one.title for one in similar_to(mine, leader)] == [title]  # approved ones of the county, by their title
    assert {one.title for one in similar_to(mine, office)} == {title, "提问等待时间的观察"}


def test_the_index_and_the_database_agree_who_may_know_of_it(place):
    leader, colleague, office = place
    far_office = somebody(Role.RESEARCH_LEAD, a_county(the_city(), name="Yiyuan"), "Far")
    projects = [a_project(leader, colleague), handed_in(a_project(leader)), approved(leader, by=office)]
    people = (
        leader,
        colleague,
        office,
        far_office,
        a_teacher(leader.school, "Neighbour"),
        a_county_admin(leader.school.county),
    )
    rows = db.session.execute(FACTS.order_by(ResearchProject.id)).all()
    members = people_of(None)
    documents = [document(row, members[row.id]) for row in rows]
    proposed = [project.id for project in projects if project.proposed_at]
    for person in people:
        by_index = {made.id for made in documents if made.readers & codes_of(person)}
        by_rows = {one.id for one in db.session.scalars(queries.known_around(person, proposed))}
        assert by_index == by_rows, person.name


def test_without_an_index_nothing_is_said_to_be_like_it(place, tmp_path, monkeypatch):
    leader, *_rest = place
    monkeypatch.setattr(indexes, "_folder", tmp_path)
    monkeypatch.setattr(indexes, "_engines", {})
    assert similar_to(a_project(leader), leader) == []


def test_evidence_comes_with_a_file_or_without(place, as_person):
    leader, colleague, office = place
    project = approved(leader, colleague, by=office)
    at = f"/teams/research/{project.id}/evidence/new"
    told = {"kind": "survey", "title": "Who asks", "day": today().isoformat(), "told": "Nine of forty"}
    tomorrow = (today() + timedelta(days=1)).isoformat()
    sheet = (BytesIO(b"class,asked\n3a,9\n"), "asked.csv")
    page = as_person(colleague).post(at, **{**told, "day": tomorrow}, file=sheet)
    assert page.status == 422
    upload = page.find("input", {"name": "upload_id"})["value"]
    assert as_person(colleague).post(at, **told, upload_id=upload).status == 303
    assert as_person(colleague).post(at, **{**told, "title": "Told only"}).status == 303
    with_file, told_only = db.session.scalars(sa.select(ResearchEvidence).order_by(ResearchEvidence.id))
    file = as_person(office).get(f"/teams/research/evidence/{with_file.id}/file/asked.csv")
    assert (file.status, told_only.file_id) == (200, None)
    assert as_person(office).get(f"/teams/research/evidence/{told_only.id}/file/none").status == 404
    assert as_person(office).post(f"/teams/research/evidence/{with_file.id}/removal").status == 403
    assert as_person(leader).post(f"/teams/research/evidence/{with_file.id}/removal").status == 303


def test_the_sheet_and_the_word_file(place, as_person):
    leader, colleague, office = place
    project = approved(leader, colleague, by=office, title="=Questions")
    answer = as_person(office).get("/teams/research/projects.xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(answer.response.data)).active.iter_rows(values_only=True))
    line = next(row for row in rows if row[0] == project.number)
    assert (line[1], line[4], line[6], line[10]) == (
        "'=Questions", "Town Primary", "Opening", day(project.milestones[0].due_on),
    )  # fmt: skip
    word = as_person(leader).get(f"/teams/research/reports/{project.reports[0].id}/report.docx")
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(word.response.data)).paragraphs)
    assert TEXT.strip() in text
    assert project.question in text


def test_a_page_asks_as_often_for_one_thing_as_for_four(place, as_person, statements):
    leader, _colleague, office = place
    browser = as_person(office)

    def asked(address):
        browser.get(address)
        before = len(statements)
        browser.get(address)
        return len(statements) - before

    def one_more_of_each(project):
        project.take_in(a_teacher(leader.school, f"Person{len(project.members)}"))
        some_evidence(project, leader)
        FollowUpVisit.plan(project, today(), by=office)
        db.session.commit()

    project = approved(leader, by=office)
    pages = ("/teams/research/", f"/teams/research/{project.id}", "/teams/research/projects.xlsx")
    one_more_of_each(project)
    once = [asked(page) for page in pages]
    for number in range(3):
        approved(leader, by=office, title=f"Project {number}")
        one_more_of_each(project)
    assert [asked(page) for page in pages] == once

"""What the reports say of a small season that can be counted by hand."""

import io
from datetime import timedelta

import openpyxl
import pikepdf
import pytest
from sqlalchemy.exc import DatabaseError

from teachnet.accounts.models import OrganisationKind, Role, Stage, Subject
from teachnet.credits.models import AttestedRecord, Level, Source, Way
from teachnet.db import db, is_reading, today, utcnow
from teachnet.reports import freezing, queries
from teachnet.reports.freezing import freeze
from teachnet.reports.models import ReportSnapshot
from teachnet.reports.reckoning import sheet
from teachnet.reports.sheet import Column, Sheet
from teachnet.reports.words import ColumnKind, ReportKind
from teachnet.study.models import CourseEnrolment
from teachnet.training.models import Allotment, CohortState, EnrolmentState, SeatMove, SeatReason
from tests.factories import (
    a_city_admin,
    a_county,
    a_county_admin,
    a_school,
    a_school_admin,
    a_teacher,
    an_organisation,
    saved,
    somebody,
    the_city,
)
from tests.study.factories import a_course
from tests.training.factories import a_cohort, a_programme, an_enrolment, days_from, line_of

S, K = EnrolmentState, ReportKind
STUDIES = ["study", "study_subjects", "study_stages", "study_areas"]
YEAR = 2026


@pytest.fixture
def zhangdian(app):
    county = a_county(name="Zhangdian", code="370303")
    an_organisation(OrganisationKind.BASE, county)
    return county


@pytest.fixture
def yiyuan(app):
    return a_county(name="Yiyuan", code="370323")


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian, name="First school")


@pytest.fixture
def season(zhangdian, yiyuan, school):
    """Zhangdian: 10 seats, 6 placed, of these 4 arrived and 3 completed, 2 wait. Yiyuan: 5 seats, 1 placed."""
    programme = a_programme(title="Backbone", year=YEAR, document_number="No. 18")
    days = {name: day - timedelta(days=40) for name, day in days_from(30).items()}
    cohort = a_cohort(programme=programme, title="First cohort", seats=20, host_organisation=zhangdian)
    cohort.allot([Allotment(zhangdian.id, 10), Allotment(yiyuan.id, 5)], by=a_city_admin())
    for name, day in days.items():
        setattr(cohort, name, day)
    far = a_school(yiyuan)
    ends = [S.COMPLETED] * 3 + [S.NOT_COMPLETED, S.CONFIRMED, S.DROPPED_OUT, S.COUNTY_REVIEW, S.RESERVE, S.REJECTED]
    for state in ends:
        an_enrolment(cohort, teacher=a_teacher(school), state=state)
    an_enrolment(cohort, teacher=a_teacher(far), state=S.ARRIVED)
    a_cohort({zhangdian: 3}, programme=programme, state=CohortState.PLANNED)
    a_cohort({zhangdian: 3}, programme=a_programme(year=YEAR - 1))
    db.session.commit()
    return cohort


def told(kind, scope, year=YEAR):
    """The rows and the sum, by the names of the columns."""
    found = sheet(kind, scope, year)
    names = [column.name for column in found.columns]
    return [dict(zip(names, row, strict=True)) for row in (*found.rows, found.total)]


def test_a_programme_from_its_seats_to_who_completed_it(season, zhangdian, yiyuan, school):
    row, total = told(K.PROGRAMMES, the_city())
    assert row == {
        "programme": "Backbone", "document_number": "No. 18", "cohorts": 1, "seats": 15, "cases": 10, "placed": 6,
        "arrived": 5, "completed": 3, "completion_rate": 0.6,
    }  # fmt: skip
    assert total == row | {"programme": "", "document_number": ""}
    assert told(K.PROGRAMMES, yiyuan)[0]["seats"] == 5
    assert [told(K.PROGRAMMES, scope)[0]["cases"] for scope in (zhangdian, yiyuan, school)] == [9, 1, 9]


def test_where_the_cases_of_a_cohort_are(season, zhangdian):
    row, _total = told(K.ENROLLING, zhangdian)
    assert row == {
        "cohort": "First cohort", "seats": 10, "cases": 9, "at_school": 0, "at_county": 1, "at_city": 0, "reserve": 1,
        "placed": 5, "filled_rate": 0.5,
    }  # fmt: skip


def test_who_came(season, zhangdian):
    row, _total = told(K.ARRIVALS, zhangdian)
    assert (row["expected"], row["arrived"], row["left"], row["completed"]) == (6, 4, 1, 3)
    assert row["arrival_rate"] == 0.6667


def test_the_use_of_the_quota_with_what_came_back_and_went_beyond(season, zhangdian):
    line, wu = line_of(season, zhangdian), a_city_admin()
    for seats, reason in ((-2, SeatReason.RECLAIMED), (1, SeatReason.EXCEPTION), (1, SeatReason.EXCEPTION)):
        saved(SeatMove(line=line, seats=seats, reason=reason, by=wu))
    rows = told(K.QUOTA, the_city())
    assert rows[0] == {
        "part": "Zhangdian", "seats": 10, "taken": 6, "free": 4, "reclaimed": 2, "exceptions": 2, "use_rate": 0.6,
    }  # fmt: skip
    assert rows[-1] == rows[0] | {"part": "", "seats": 15, "taken": 7, "free": 8, "use_rate": 0.4667}
    assert [row["part"] for row in told(K.QUOTA, zhangdian)] == ["Zhangdian", ""]


def test_hours_for_each_teacher_there_is(zhangdian, yiyuan, school):
    busy, idle = a_teacher(school), a_teacher(school)
    for teacher in (busy, busy, a_teacher(a_school(yiyuan))):
        _attest(teacher, minutes=90)
    _attest(idle, minutes=600, voided=True)
    _attest(idle, minutes=600, year=YEAR - 1)

    rows = {row["part"]: row for row in told(K.HOURS, the_city())}
    assert rows["Zhangdian"] == {
        "part": "Zhangdian", "teachers": 2, "reached": 1, "hours": 180, "reached_rate": 0.5,
    }  # fmt: skip
    assert (rows["Yiyuan"]["hours"], rows[""]["hours"], rows[""]["teachers"]) == (90, 270, 3)
    assert [row["part"] for row in told(K.HOURS, zhangdian)] == ["First school", ""]


def _attest(teacher, minutes, voided=False, year=YEAR):
    wu, day = a_city_admin(), today().replace(year=year, month=3, day=1)
    number = db.session.query(AttestedRecord).count() + 1
    record = AttestedRecord(
        person_id=teacher.id, organisation_id=teacher.school.id, way=Way.FACE_TO_FACE, level=Level.CITY, title="T",
        source=Source.ENROLMENT, source_id=number, begins_on=day, ends_on=day, planned_minutes=minutes,
        minutes=minutes, passed=True, attested_by_id=wu.id,
    )  # fmt: skip
    saved(record)
    if voided:
        record.voided_by_id, record.voided_at, record.voided_because = wu.id, record.attested_at, "Wrong"
        db.session.commit()


def test_how_far_remote_study_is(zhangdian, school):
    course = a_course()
    for finished, seconds in ((True, 5400), (False, 90)):
        learner = a_teacher(school)
        moment = utcnow() if finished else None
        enrolled = {"course": course, "learner": learner, "started_at": utcnow(), "finished_at": moment}
        enrolled["studied_at"] = moment
        saved(CourseEnrolment(**enrolled, credited_ms=seconds * 1000))

    row, total = told(K.STUDY, zhangdian, today().year)
    assert row == {
        "part": "First school", "teachers": 2, "joined": 2, "begun": 2, "begun_lately": 2, "studied_lately": 1,
        "finished": 1, "finished_lately": 1, "hours": 91, "finished_rate": 0.5,
    }  # fmt: skip
    assert total == row | {"part": ""}
    assert {type(value) for value in total.values()} == {str, int, float}


def test_remote_study_by_subject_stage_and_area(zhangdian, school):
    village = a_school(zhangdian, name="Village school", is_rural=True)
    course, now, long_ago = a_course(), utcnow(), utcnow() - timedelta(days=8)
    for there, subject, stage, finished in (
        (school, Subject.MATHEMATICS, Stage.PRIMARY, now),
        (school, Subject.MATHEMATICS, Stage.JUNIOR, long_ago),
        (village, Subject.CHINESE, Stage.PRIMARY, None),
    ):
        learner = a_teacher(there)
        learner.subject, learner.stage = subject, stage
        saved(CourseEnrolment(course=course, learner=learner, started_at=finished, finished_at=finished))

    told_of = {kind: sheet(kind, zhangdian, today().year) for kind in STUDIES}
    rows = {kind: [row[:8] for row in found.rows] for kind, found in told_of.items()}
    assert rows[K.STUDY_SUBJECTS] == [["Mathematics", 2, 2, 2, 1, 0, 2, 1], ["Chinese", 1, 1, 0, 0, 0, 0, 0]]
    assert rows[K.STUDY_STAGES] == [["Primary", 2, 2, 1, 1, 0, 1, 1], ["Junior secondary", 1, 1, 1, 0, 0, 1, 0]]
    assert rows[K.STUDY_AREAS] == [["Urban schools", 2, 2, 2, 1, 0, 2, 1], ["Rural schools", 1, 1, 0, 0, 0, 0, 0]]
    assert {tuple(found.total[1:]) for found in told_of.values()} == {(3, 3, 2, 1, 0, 2, 1, 0, round(2 / 3, 4))}


def test_every_report_answers_for_every_scope_with_as_many_statements(season, zhangdian, school, statements):
    for kind in K:
        for scope in (the_city(), zhangdian, school):
            statements.clear()
            sheet(kind, scope, YEAR)
            assert len([one for one in statements if one.startswith("SELECT")]) <= 2, kind


def test_a_share_without_a_whole_is_none_and_sums_are_of_what_is_shown():
    columns = Column("part", ColumnKind.TEXT), Column("begun"), Column("finished")
    share = Column("finished_rate", ColumnKind.SHARE, of=("finished", "begun"))
    found = Sheet.of(
        (*columns, share), [{"part": "A", "begun": 0, "finished": 0}, {"part": "B", "begun": 4, "finished": 1}]
    )
    assert found.rows == [["A", 0, 0, None], ["B", 4, 1, 0.25]]
    assert found.total == ["", 4, 1, 0.25]
    assert Sheet.thawed(found.frozen()).rows == found.rows


# Who sees what


def test_an_office_chooses_among_itself_and_what_lies_directly_below(season, zhangdian, yiyuan, school):
    def chosen(person):
        return [scope.name for scope in db.session.scalars(queries.scopes_of(person))]

    assert chosen(a_school_admin(school)) == ["First school"]
    assert chosen(a_county_admin(zhangdian)) == ["Zhangdian", "First school"]
    assert chosen(a_city_admin())[:3] == [the_city().name, "Zhangdian", "Yiyuan"]


def test_the_last_office_of_a_closed_school_still_reads_its_figures(as_person, season, school):
    sun = a_school_admin(school)
    school.closed_on = today()
    db.session.commit()
    assert as_person(sun).get(f"/reports/enrolling?year={YEAR}").status == 200


def test_another_county_is_not_asked_for_by_its_number(as_person, season, zhangdian, yiyuan):
    qian = as_person(a_county_admin(zhangdian))
    page = qian.get(f"/reports/enrolling?scope={yiyuan.id}&year={YEAR}")
    assert page.select_one("#scope option[selected]").text == "Zhangdian"
    assert "9" in [cell.text for cell in page.select("tbody tr")[0].select("td")]


def test_seats_and_money_are_no_matter_of_a_school(as_person, season, school):
    sun = as_person(a_school_admin(school))
    listed = [link["href"].rpartition("/")[2] for link in sun.get("/reports/").select("main .list a")]
    assert listed == [
        "programmes",
        "enrolling",
        "arrivals",
        "replacements",
        "hours",
        "certificates",
        *STUDIES,
        "research",
    ]
    assert [sun.get(f"/reports/{kind}").status for kind in ("quota", "budgets", "nonsense")] == [403, 403, 404]


# On the page, as Excel, on paper


def test_excel_and_paper_say_what_the_page_says(as_person, season):
    wu = as_person(a_city_admin())
    page = wu.get(f"/reports/programmes?year={YEAR}")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows[0][:8] == ["Backbone", "No. 18", "1", "15", "10", "6", "5", "3"]
    assert rows[-1][0] == "All together"
    assert page.select("tbody svg.bar")

    book = openpyxl.load_workbook(io.BytesIO(wu.get(f"/reports/programmes.xlsx?year={YEAR}").response.data))
    lines = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert lines[0][0] == "Programme statistics"
    assert "Document numbers: No. 18" in {line[0] for line in lines[1:6]}
    assert lines[-2] == ["Backbone", "No. 18", 1, 15, 10, 6, 5, 3, 0.6]
    assert lines[-1][2:] == lines[-2][2:]

    with pikepdf.open(io.BytesIO(wu.get(f"/reports/programmes.pdf?year={YEAR}").response.data)) as paper:
        assert (len(paper.pages), paper.docinfo["/Title"]) == (1, "Programme statistics")


@pytest.mark.parametrize("kind", list(K))
def test_each_report_is_made_as_page_and_paper_in_both_languages(as_person, season, zhangdian, kind):
    wu = as_person(a_city_admin())
    for language in ("zh_Hans_CN", "en"):
        wu.client.set_cookie("lang", language)
        for end in ("", ".pdf", ".xlsx"):
            assert wu.get(f"/reports/{kind.value}{end}?year={YEAR}").status == 200
    assert wu.get(f"/reports/{kind.value}?year=1999").status == 200


# Frozen


def test_what_is_frozen_stays_whatever_changes_later(as_person, season, zhangdian):
    freeze([])
    db.session.commit()
    kept = db.session.query(ReportSnapshot).filter_by(organisation_id=zhangdian.id, kind=K.ENROLLING).one()
    url = f"/reports/frozen/{kept.id}"
    qian = as_person(a_county_admin(zhangdian))
    before = qian.get(url).select_one("table").text

    an_enrolment(season, teacher=a_teacher(a_school(zhangdian)), state=S.APPLIED)
    season.title = "Another name"
    db.session.commit()
    freeze([])
    db.session.commit()

    assert qian.get(url).select_one("table").text == before
    assert "Another name" in qian.get(f"/reports/enrolling?year={YEAR}").text
    book = openpyxl.load_workbook(io.BytesIO(qian.get(f"{url}.xlsx").response.data))
    assert book.active["A8"].value == "First cohort"
    assert db.session.query(ReportSnapshot).count() == len(K) * 3
    with pytest.raises(DatabaseError, match="only grows"):
        db.session.execute(db.update(ReportSnapshot).values(year=2020))


def test_a_new_month_is_frozen_anew(time_machine, season, zhangdian):
    freeze([])
    db.session.commit()
    next_month = (today().replace(day=28) + timedelta(days=10)).replace(day=2)
    time_machine.move_to(next_month.isoformat())
    freeze([])
    db.session.commit()
    months = {kept.month for kept in db.session.query(ReportSnapshot)}
    assert len(months) == 2
    assert next_month.replace(day=1) in months


def test_january_freezes_the_year_that_has_just_ended(time_machine, season, zhangdian):
    db.session.commit()
    time_machine.move_to(f"{YEAR + 1}-01-01T03:00:00+00:00")
    freeze([])
    db.session.commit()
    kept = db.session.query(ReportSnapshot).filter_by(organisation_id=zhangdian.id, kind=K.ENROLLING).one()
    assert (kept.month.isoformat(), kept.year, kept.sheet["rows"][0][0]) == (f"{YEAR + 1}-01-01", YEAR, "First cohort")


def test_while_the_figures_are_reckoned_nobody_waits_to_write(season, monkeypatch):
    told = []
    monkeypatch.setattr(freezing, "sheet", lambda *asked: told.append(is_reading()) or sheet(*asked))
    freeze([])
    db.session.commit()
    assert set(told) == {True}


def test_the_frozen_months_one_sees_are_those_of_ones_office(as_person, season, zhangdian, yiyuan):
    freeze([])
    db.session.commit()

    def seen(person):
        return [summary.text for summary in as_person(person).get("/reports/frozen").select("summary")]

    assert seen(a_county_admin(yiyuan)) == ["Yiyuan"]
    assert seen(somebody(Role.AUDITOR, the_city())) == [the_city().name, "Zhangdian", "Yiyuan"]
    assert seen(a_school_admin(a_school(yiyuan))) == []


def test_a_report_leads_from_the_city_to_its_counties_and_from_a_county_to_people(as_person, zhangdian, yiyuan, school):
    for there in (school, a_school(yiyuan, name="Far school")):
        saved(CourseEnrolment(course=a_course(), learner=a_teacher(there)))

    def leads(person, **asked):
        page = as_person(person).get("/reports/study", query_string=asked)
        return {link.text: link["href"] for link in page.select("th[role=rowheader] a")}

    city, county = a_city_admin(), a_county_admin(zhangdian)
    year = today().year
    assert leads(city) == {
        name: f"/reports/study?scope={one.id}&year={year}"
        for name, one in (("Zhangdian", zhangdian), ("Yiyuan", yiyuan))
    }
    of_school = {"First school": f"/study/completion?at={school.id}"}
    assert leads(city, scope=zhangdian.id) == leads(county) == of_school
    assert as_person(county).get(of_school["First school"]).status == 200

"""Who observes, what is kept, and who reads it: a team with its lead Wang; Lin teaches, Zhao and Sun observe."""

from datetime import date, datetime, time, timedelta

import icalendar
import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import CITY_TIME, db, today
from teachnet.errors import Refused
from teachnet.home.calendar import token_of
from teachnet.observations import actions, policy
from teachnet.observations.models import (
    LessonLevel,
    LessonMark,
    LessonRemark,
    MarkKind,
    ObservationSheet,
    ObservedLesson,
    Reach,
    Sharing,
)
from teachnet.observations.tally import tally_of
from teachnet.terms import term_of, terms_back_from
from tests.factories import a_school, a_teacher, somebody
from tests.observations.factories import a_lesson, a_line, handed_in, marked
from tests.teams.factories import a_member, a_team

K = MarkKind


@pytest.fixture
def people(app):
    """Lin, Zhao and Sun of a team, and Qian who works in its region."""
    team = a_team()
    school = a_school(team.region)
    lin, zhao, sun = (a_member(team, a_teacher(school, name)) for name in ("Lin", "Zhao", "Sun"))
    return team, lin, zhao, sun, a_teacher(school, "Qian")


def test_nobody_observes_their_own_lesson_nor_twice(people):
    team, lin, zhao, _sun, _qian = people
    lesson = a_lesson(team, lin, zhao)
    for person in (lin, zhao):
        with pytest.raises(Refused):
            lesson.expect(person)
    db.session.rollback()
    assert [sheet.observer.name for sheet in lesson.sheets] == ["Zhao"]


def test_a_lesson_is_called_off_until_somebody_has_handed_in(people):
    team, lin, zhao, sun, _qian = people
    lesson = a_lesson(team, lin, zhao)
    lesson.call_off()
    db.session.commit()
    with pytest.raises(Refused):
        lesson.expect(sun)
    with pytest.raises(Refused):
        lesson.sheet_of(zhao).require_open()

    watched = a_lesson(team, lin, zhao)
    handed_in(watched.sheet_of(zhao))
    with pytest.raises(Refused, match="stays"):
        watched.call_off()


def test_activities_last_until_the_next_one_and_the_last_until_the_end(people):
    team, lin, zhao, *_rest = people
    sheet = a_lesson(team, lin, zhao).sheet_of(zhao)
    marked(sheet, (K.TEACHER, 1), (K.RECALL, 3), (K.PUPILS, 5), (K.OPEN, 6), (K.OPEN, 7), (K.TEACHER, 20), length=30)

    tally = tally_of(sheet)

    assert [(one.kind, one.length_ms // 60_000) for one in tally.stretches] == [
        (K.TEACHER, 4), (K.PUPILS, 15), (K.TEACHER, 10),
    ]  # fmt: skip
    assert {kind: length // 60_000 for kind, length in tally.lengths.items() if length} == {K.TEACHER: 14, K.PUPILS: 15}
    assert {kind: count for kind, count in tally.counts.items() if count} == {K.RECALL: 1, K.OPEN: 2}
    assert tally.watched_ms == 29 * 60_000


def sent(*tasks):
    return actions.read_kept(list(tasks))


def test_what_a_phone_sends_again_is_kept_once(people):
    team, lin, zhao, *_rest = people
    sheet = a_lesson(team, lin, zhao).sheet_of(zhao)
    first = {"do": "mark", "key": "a", "kind": "teacher", "at": 0}
    second = {"do": "mark", "key": "b", "kind": "recall", "at": 5000}
    said = {"do": "remark", "key": "c", "at": 6000, "text": " They wait ", "reach": "private"}
    back, end = {"do": "back", "key": "b"}, {"do": "end", "at": 2_400_000}
    for portion in ([first, second], [first, second, said, back], [back, end], [second, said, end]):
        actions.keep(sheet, sent(*portion))
        db.session.commit()
    db.session.refresh(sheet)

    assert [(mark.kind, mark.at_ms) for mark in sheet.standing_marks] == [(K.TEACHER, 0)]
    assert [(remark.text, remark.reach) for remark in sheet.remarks] == [("They wait", Reach.PRIVATE)]
    assert sheet.ends_ms == 2_400_000


@pytest.mark.parametrize(
    "task",
    [
        "begin", {}, {"do": "shout"}, {"do": "mark", "key": "a", "kind": "teacher", "at": -1},
        {"do": "mark", "key": "a", "kind": "teacher", "at": True}, {"do": "mark", "key": "a", "kind": "nap", "at": 1},
        {"do": "mark", "key": "a", "kind": ["teacher"], "at": 1}, {"do": "mark", "key": "", "kind": "teacher", "at": 1},
        {"do": "mark", "key": "x" * 41, "kind": "teacher", "at": 1}, {"do": "mark", "kind": "teacher", "at": 1},
        {"do": "mark", "key": "a", "kind": "teacher", "at": 14_400_001}, {"do": "begin", "ago": 10**30},
        {"do": "remark", "key": "a", "at": 1, "text": " ", "reach": "all"},
        {"do": "remark", "key": "a", "at": 1, "text": "x" * 1001, "reach": "all"},
        {"do": "remark", "key": "a", "at": 1, "text": "x", "reach": "world"},
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_as_a_whole(people, as_person, task):
    team, lin, zhao, *_rest = people
    lesson = a_lesson(team, lin, zhao)
    good = {"do": "mark", "key": "good", "kind": "teacher", "at": 0}
    answer = as_person(zhao).send("POST", f"/teams/observations/{lesson.id}/live", json={"kept": [good, task]})
    assert answer.status == 400
    assert db.session.scalar(sa.select(sa.func.count()).select_from(LessonMark)) == 0


def test_what_is_handed_in_stays_as_it_is(people, as_person):
    team, lin, zhao, *_rest = people
    lesson, line = a_lesson(team, lin, zhao), a_line()
    sheet = marked(lesson.sheet_of(zhao), (K.TEACHER, 0))
    actions.remark(sheet, "They wait", reach=Reach.TEACHER, starts_ms=0, ends_ms=None)
    handed_in(sheet, Questions=3)

    with pytest.raises(Refused):
        sheet.rate({line.id: 4}, summary="Better")
    db.session.rollback()
    late = {"kept": [{"do": "mark", "key": "late", "kind": "teacher", "at": 0}]}
    assert as_person(zhao).send("POST", f"/teams/observations/{lesson.id}/live", json=late).status == 403
    for change in (
        sa.update(LessonMark).values(at_ms=5),
        sa.delete(LessonMark),
        sa.insert(LessonMark).values(sheet_id=sheet.id, key="x", kind=K.TEACHER, at_ms=1),
        sa.update(LessonRemark).values(text="No"),
        sa.delete(LessonLevel),
        sa.update(ObservationSheet).values(summary="No"),
        sa.update(ObservationSheet).values(handed_in_at=None),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="handed in"):
            db.session.execute(change)
        db.session.rollback()


def test_an_empty_sheet_is_not_handed_in(people):
    team, lin, zhao, *_rest = people
    with pytest.raises(Refused):
        handed_in(a_lesson(team, lin, zhao).sheet_of(zhao), summary="")


def test_who_reads_which_remark_of_a_sheet(people, as_person):
    team, lin, zhao, sun, qian = people
    lesson = a_lesson(team, lin, zhao, sun)
    sheet = lesson.sheet_of(zhao)
    for reach in Reach:
        actions.remark(sheet, f"for-{reach}", reach=reach, starts_ms=0, ends_ms=None)
    db.session.commit()

    def read_by(person):
        page = as_person(person).get(f"/teams/observations/sheets/{sheet.id}")
        return page.status, [reach.value for reach in Reach if f"for-{reach}" in page.text]

    nothing_yet = {person.name: read_by(person)[0] for person in (lin, sun, team.lead, qian)}
    assert nothing_yet == {"Lin": 404, "Sun": 404, "Wang": 404, "Qian": 404}
    handed_in(sheet)

    assert read_by(zhao) == (200, ["private", "teacher", "observers", "all"])
    assert read_by(lin) == (200, ["teacher", "observers", "all"])
    assert read_by(sun) == (403, [])  # who still writes is not led by others
    assert read_by(team.lead) == (403, [])
    assert read_by(qian) == (404, [])
    handed_in(lesson.sheet_of(sun))
    assert read_by(sun) == (200, ["observers", "all"])

    for sharing, lead, region in (
        (Sharing.TEAM, (200, ["all"]), (404, [])),
        (Sharing.REGION, (200, ["all"]), (200, ["all"])),
        (Sharing.OBSERVERS, (403, []), (404, [])),  # thought about again
    ):
        as_person(lin).post(f"/teams/observations/{lesson.id}/reply", reply="I see.", sharing=sharing.value)
        assert (read_by(team.lead), read_by(qian)) == (lead, region), sharing


def test_the_page_of_a_lesson_shows_no_more_than_its_sheets(people, as_person):
    team, lin, zhao, sun, _qian = people
    lesson = a_lesson(team, lin, zhao, sun)
    handed_in(lesson.sheet_of(zhao), summary="A long silence")
    at = f"/teams/observations/{lesson.id}"
    assert "A long silence" in as_person(lin).get(at).text
    assert "A long silence" not in as_person(sun).get(at).text
    assert "A long silence" not in as_person(team.lead).get(at).text

    as_person(lin).post(f"{at}/reply", reply="I will wait longer", sharing="observers")
    assert "I will wait longer" not in as_person(team.lead).get(at).text
    assert "I will wait longer" in as_person(zhao).get(at).text


def test_a_member_plans_lessons_of_their_own_and_the_lead_of_anybody(people, as_person):
    team, lin, zhao, sun, _qian = people
    planned = {"title": "Levers", "pupils": "5 (2)", "day": (today() + timedelta(days=2)).isoformat(), "time": "08:00"}
    at = f"/teams/{team.id}/observations/new"
    others = as_person(lin).post(at, **planned, minutes=40, teacher=zhao.id)
    assert others.status == 422
    assert (
        as_person(lin).post(at, **planned, minutes=40, teacher=lin.id, observers=[zhao.id, sun.id, 10**18]).status
        == 303
    )
    assert as_person(team.lead).post(at, **planned, minutes=40, teacher=zhao.id).status == 303
    lessons = db.session.scalars(sa.select(ObservedLesson).order_by(ObservedLesson.id)).all()
    assert [(one.teacher.name, [sheet.observer.name for sheet in one.sheets]) for one in lessons] == [
        ("Lin", ["Zhao", "Sun"]), ("Zhao", []),
    ]  # fmt: skip


def test_without_javascript_a_sheet_is_written_by_hand(people, as_person):
    team, lin, zhao, *_rest = people
    lesson, line = a_lesson(team, lin, zhao), a_line()
    browser, at = as_person(zhao), f"/teams/observations/{lesson.id}"
    assert browser.post(f"{at}/marks", **{"mark-kind": "open", "mark-at": "2:18"}).status == 303
    wrong = browser.post(f"{at}/remarks", **{"remark-text": "Why?", "remark-starts": "3:00", "remark-ends": "2:00"})
    assert (wrong.status, wrong.find("textarea", id="remark-text").text.strip()) == (422, "Why?")
    browser.post(f"{at}/remarks", **{"remark-text": "Why?", "remark-starts": "3:00", "remark-reach": "all"})
    assert browser.post(f"{at}/sheet", summary="Good", **{f"line_{line.id}": "3"}).status == 303
    page = browser.get(f"{at}/sheet")
    assert page.find("input", attrs={"name": f"line_{line.id}", "checked": True})["value"] == "3"
    assert browser.post(f"{at}/sheet/handing-in", summary="Good", **{f"line_{line.id}": "2"}).status == 303

    db.session.expire_all()
    sheet = lesson.sheet_of(zhao)
    assert (sheet.is_handed_in, sheet.summary, sheet.level_of(line)) == (True, "Good", 2)
    assert [mark.at_ms for mark in sheet.marks] == [138_000]


def test_a_rated_line_can_be_left_out_again(people):
    team, lin, zhao, *_rest = people
    sheet, line = a_lesson(team, lin, zhao).sheet_of(zhao), a_line()
    sheet.rate({line.id: 3}, summary="")
    db.session.commit()
    sheet.rate({}, summary="")
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(LessonLevel)) == 0


def test_comparing_is_for_observers_who_have_handed_in(people, as_person):
    team, lin, zhao, sun, _qian = people
    lesson = a_lesson(team, lin, zhao, sun)
    a_line()
    for observer, change in ((zhao, 20), (sun, 25)):
        sheet = marked(lesson.sheet_of(observer), (K.TEACHER, 0), (K.PUPILS, change), length=40)
        handed_in(sheet, Questions=3)
    page = as_person(zhao).get(f"/teams/observations/{lesson.id}/agreement")
    figures = [figure.b.text.strip() for figure in page.find_all("p", class_="figure")]
    # 240 units, 210 alike; by chance 120·150 + 120·90 of 240².
    assert figures == ["0.75", "87.5%", "50.0%", "240"]
    assert "1 of 1 alike" in page.text
    assert [policy.can_compare(person, lesson) for person in (lin, team.lead)] == [False, False]


def test_growth_is_one_s_own_and_of_one_term(people, as_person):
    team, lin, zhao, sun, _qian = people
    a_line()
    this, last = term_of(today()), term_of(today()).before
    for day, levels in ((last.first, (1, 1)), (this.first, (2, 3)), (this.first + timedelta(days=1), (4, 4))):
        lesson = a_lesson(team, lin, zhao, sun, starts_at=at_eight(day))
        for observer, level in zip((zhao, sun), levels, strict=True):
            handed_in(marked(lesson.sheet_of(observer), (K.TEACHER, 0), (K.PUPILS, 10), length=40), Questions=level)

    page = as_person(lin).get("/teams/observations/growth")
    assert [text.text.split() for text in page.select(".tiles .card > .small:last-child")] == [
        ["2.5", "→", "4"], ["75.0%", "→", "75.0%"],
    ]  # fmt: skip
    assert "→" not in as_person(lin).get(f"/teams/observations/growth?term={last.code}").text
    assert not as_person(zhao).get("/teams/observations/growth").select(".tiles")


def at_eight(day):
    return datetime.combine(day, time(8), tzinfo=CITY_TIME)


def test_terms_change_in_february_and_august():
    found = [term_of(day).code for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 7, 31), date(2026, 8, 1))]
    assert found == ["2025-08", "2026-02", "2026-02", "2026-08"]
    assert [term.code for term in terms_back_from(date(2026, 11, 1), 3)] == ["2026-08", "2026-02", "2025-08"]
    assert term_of(date(2026, 11, 1)).last == date(2027, 1, 31)


def test_a_list_of_lessons_asks_as_much_for_one_as_for_many(people, as_person, statements):
    team, lin, zhao, sun, _qian = people
    browser, at = as_person(zhao), f"/teams/{team.id}/observations"
    a_lesson(team, lin, zhao)
    browser.get(at)
    statements.clear()
    browser.get(at)
    few = len(statements)
    for _ in range(4):
        a_lesson(team, lin, zhao, sun, team.lead)
    statements.clear()
    assert len(browser.get(at).select(".session")) == 5
    assert len(statements) == few


def test_calendar_programs_read_when_a_lesson_is_and_that_it_was_called_off(people, visitor):
    team, lin, zhao, _sun, _qian = people
    lesson = a_lesson(team, lin, zhao, title="Levers")

    def read_by(person):
        body = visitor.get(f"/calendar/{token_of(person)}.ics").response.data
        return [(str(one["summary"]), str(one.get("status", "")), one["sequence"])
                for one in icalendar.Calendar.from_ical(body).walk("VEVENT")]  # fmt: skip

    assert [len(read_by(person)) for person in (lin, zhao, team.lead)] == [1, 1, 0]
    assert "Levers" in read_by(zhao)[0][0]
    lesson.call_off()
    db.session.commit()
    assert read_by(zhao)[0][1:] == ("CANCELLED", 1)


def test_the_rubric_is_the_city_s(people, as_person):
    team, lin, *_rest = people
    city = somebody(Role.CITY_ADMIN, team.region.parent, "Chen")
    assert as_person(lin).get("/teams/observations/rubric").find("form", action="/teams/observations/rubric") is None
    assert as_person(city).post("/teams/observations/rubric/usual").status == 303
    assert as_person(city).post("/teams/observations/rubric/usual").status == 409
    page = as_person(city).get("/teams/observations/rubric")
    assert len(page.select("tbody tr")) == 5

"""A tutor reminds who is behind, and writes to the group once a week."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.study import actions
from teachnet.study.models import Briefing, CourseEnrolment, Nudge
from tests.factories import a_county, a_school, a_teacher
from tests.study.factories import a_course, a_group, a_learner


@pytest.fixture
def group(app):
    return a_group(a_course(), organisation=a_county())


@pytest.fixture
def learner(group):
    """In the group: `learner("Bai", days=9)` was there nine days ago; without, not at all."""
    school = a_school(group.organisation)

    def learner(name: str, days: int | None = None, **fields):
        studied_at = None if days is None else utcnow() - timedelta(days=days)
        return a_learner(group.course, a_teacher(school, name), group=group, studied_at=studied_at, **fields)

    return learner


def nudges() -> list[tuple]:
    return [(one.enrolment_id, one.text) for one in db.session.scalars(sa.select(Nudge).order_by(Nudge.id))]


def test_who_is_behind_is_chosen_already_and_reads_it_on_their_desk(as_person, group, learner):
    bai, cao, dong = learner("Bai"), learner("Cao", days=9), learner("Dong", days=1)
    tutor = as_person(group.tutor)
    page = tutor.get(f"/study/groups/{group.id}")
    assert [box["value"] for box in page.select("[name=enrolments][checked]")] == [str(bai.id), str(cao.id)]
    assert "Asking in class" in page.select_one("[name=text]").text

    assert tutor.post(f"/study/groups/{group.id}/nudges", enrolments=[bai.id, cao.id], text="Ten minutes").status == 303

    assert nudges() == [(bai.id, "Ten minutes"), (cao.id, "Ten minutes")]
    assert "Your tutor: Ten minutes" in as_person(bai.learner).get("/").text
    assert "Tang reminds you: Ten minutes" in as_person(cao.learner).get(f"/study/courses/{group.course_id}").text
    assert "Ten minutes" not in as_person(dong.learner).get(f"/study/courses/{group.course_id}").text


def test_it_is_gone_once_they_have_studied(as_person, group, learner):
    bai = learner("Bai")
    actions.nudge([bai], "Ten minutes", by=group.tutor)
    bai.studied_at = utcnow() + timedelta(seconds=1)
    db.session.commit()
    reader = as_person(bai.learner)
    assert "Ten minutes" not in reader.get("/").text + reader.get(f"/study/courses/{group.course_id}").text


def test_nobody_is_reminded_every_day(as_person, group, learner):
    bai = learner("Bai")
    tutor = as_person(group.tutor)
    remind = {"url": f"/study/groups/{group.id}/nudges", "enrolments": [bai.id], "text": "Again"}

    assert tutor.post(**remind).status == 303
    assert "All of them were reminded" in tutor.get(f"/study/groups/{group.id}").text
    learner("Cao")
    boxes = tutor.get(f"/study/groups/{group.id}").select("[name=enrolments]")
    assert [box.has_attr("disabled") for box in boxes] == [True, False]
    refused = tutor.post(**remind)
    assert (refused.status, "less than three days ago" in refused.text, len(nudges())) == (409, True, 1)
    with time_machine.travel(utcnow() + timedelta(days=3, minutes=1)):
        assert as_person(group.tutor).post(**remind).status == 303


def test_one_of_another_group_and_nobody_is_reminded(as_person, group, learner):
    bai, stranger = learner("Bai"), a_learner(group.course)
    finished = learner("Dong", days=1, finished_at=utcnow())
    tutor = as_person(group.tutor)
    for wrong in (stranger, finished):
        sent = {"enrolments": [bai.id, wrong.id], "text": "Come"}
        assert tutor.post(f"/study/groups/{group.id}/nudges", **sent).status == 422
    page = tutor.post(f"/study/groups/{group.id}/nudges", enrolments=[bai.id], text=" ")
    assert (page.status, nudges()) == (422, [])
    assert page.select(".error")


def test_two_windows_remind_once(at_once, group, learner):
    bai = learner("Bai")

    def remind(_seen):
        actions.nudge(
            [db.session.get_one(CourseEnrolment, bai.id)], "Come", by=db.session.get_one(Person, group.tutor_id)
        )

    told = at_once(*[(lambda: None, remind)] * 3)
    assert told["done"] == len(nudges()) == 1


def test_a_briefing_begins_with_the_figures_and_is_put_right_until_sunday(as_person, group, learner):
    bai = learner("Bai", days=1)
    learner("Cao")
    with time_machine.travel(date(2026, 12, 7), tick=False):
        tutor = as_person(group.tutor)
        draft = tutor.get(f"/study/groups/{group.id}").select_one("[name=briefing]").text
        assert "1 have not begun yet" in draft
        tutor.post(f"/study/groups/{group.id}/briefing", briefing="**Well** begun")
    with time_machine.travel(date(2026, 12, 12), tick=False):
        tutor = as_person(group.tutor)
        assert tutor.get(f"/study/groups/{group.id}").select_one("[name=briefing]").text.strip() == "**Well** begun"
        tutor.post(f"/study/groups/{group.id}/briefing", briefing="Well done")
    with time_machine.travel(date(2026, 12, 14), tick=False):
        as_person(group.tutor).post(f"/study/groups/{group.id}/briefing", briefing="The next week")
    written = db.session.scalars(sa.select(Briefing).order_by(Briefing.id)).all()
    assert [(one.week_on, one.text) for one in written] == [
        (date(2026, 12, 7), "Well done"),
        (date(2026, 12, 14), "The next week"),
    ]
    page = as_person(bai.learner).get(f"/study/courses/{group.course_id}")
    assert [one.text.strip() for one in page.select("details .prose")] == ["The next week", "Well done"]
    assert as_person(group.tutor).post(f"/study/groups/{group.id}/briefing", briefing="").status == 422


def test_briefings_are_for_the_group_only(as_person, group, learner):
    actions.write_briefing(group, "For us", by=group.tutor)
    db.session.commit()
    alone = a_learner(group.course, a_teacher(name="Far"))
    assert "For us" not in as_person(alone.learner).get(f"/study/courses/{group.course_id}").text
    assert "For us" in as_person(learner("Bai").learner).get(f"/study/courses/{group.course_id}").text

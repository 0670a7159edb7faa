"""The hours of a finished course stand in the ledger of credits, once."""

import pytest
import sqlalchemy as sa
import time_machine

from teachnet.accounts.models import Role
from teachnet.credits import actions as credits
from teachnet.credits.models import AttestedRecord, CreditEntry, Source, Way
from teachnet.db import db, utcnow
from teachnet.jobs import outbox
from teachnet.jobs.worker import work_until_idle
from teachnet.study.models import CourseEnrolment
from tests.factories import a_school, a_teacher, somebody, the_city
from tests.study.factories import a_clip, a_course, a_learner
from tests.study.player import Player, at, beat


@pytest.fixture
def clock(app):
    with time_machine.travel(at(0), tick=False) as clock:
        yield clock


@pytest.fixture
def lin(clock):
    return a_learner(a_course(minutes=90, units=1), a_teacher(a_school(), "Lin")).learner


def finish(player, clock, seconds=1200):
    player.open()
    for second in range(0, seconds, 60):
        clock.shift(60)
        player.send(beat(second // 60, second, second + 60))


def records() -> list[AttestedRecord]:
    return list(db.session.scalars(sa.select(AttestedRecord).order_by(AttestedRecord.id)))


def unit_of(learner):
    return (
        db.session.scalars(sa.select(CourseEnrolment).where(CourseEnrolment.learner_id == learner.id))
        .one()
        .course.units[0]
    )


def test_who_finishes_a_course_has_its_hours(as_person, lin, clock):
    finish(Player(as_person(lin), unit_of(lin)), clock)
    assert records() == []  # not within the beat

    work_until_idle()

    (record,) = records()
    assert (record.person_id, record.source, record.way, record.minutes) == (lin.id, Source.COURSE, Way.VIDEO, 90)
    assert (record.real_minutes, record.title) == (20, "Asking in class")
    assert record.attested_by_id != lin.id
    page = as_person(lin).get("/credits/")
    assert "Asking in class" in page.text


def test_the_same_work_twice_counts_once(as_person, lin, clock):
    finish(Player(as_person(lin), unit_of(lin)), clock)
    work_until_idle()
    enrolment = db.session.scalars(sa.select(CourseEnrolment.id)).one()
    for _time in range(2):
        outbox.send("study.credit", enrolment=enrolment)
    db.session.commit()
    work_until_idle()

    assert len(records()) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CreditEntry)) == len(records()[0].entries)


def test_what_was_taken_back_is_not_counted_again(as_person, lin, clock):
    finish(Player(as_person(lin), unit_of(lin)), clock)
    work_until_idle()
    credits.void(records()[0], by=somebody(Role.CITY_ADMIN, the_city(), "Bai"), reason="Played by another")
    outbox.send("study.credit", enrolment=db.session.scalars(sa.select(CourseEnrolment.id)).one())
    db.session.commit()
    work_until_idle()

    assert [record.is_void for record in records()] == [True]


def test_half_a_course_counts_nothing(as_person, lin, clock):
    a_clip(unit_of(lin).course)
    finish(Player(as_person(lin), unit_of(lin)), clock)
    work_until_idle()
    assert records() == []


def test_nobody_joins_the_course_they_answer_for(as_person, app):
    wang = somebody(Role.RESEARCH_LEAD, the_city(), "Wang")
    a_teacher(a_school(), "Wang")
    course = a_course(author=a_teacher(a_school(), "Zhou"))

    assert as_person(course.author).post(f"/study/courses/{course.id}/enrolment").status == 403
    assert as_person(wang).get(f"/study/courses/{course.id}").status == 200


def test_who_studied_their_own_course_before_keeps_nobody_else_from_their_hours(app):
    """Since then nobody can join it; a record of one's own is refused by the database."""
    course = a_course(author=a_teacher(a_school(), "Zhou"))
    for learner in (course.author, a_teacher(a_school(), "Lin")):
        enrolment = a_learner(course, learner, finished_at=utcnow())
        outbox.send("study.credit", enrolment=enrolment.id)
    db.session.commit()
    work_until_idle()

    assert [record.person.name for record in records()] == ["Lin"]

"""Courses to go on with, what they have brought this year, and the learners a tutor should ring up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_teacher
from teachnet.db import CITY_TIME, db, today
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem
from teachnet.study.models import CourseEnrolment
from teachnet.study.policy import is_tutor
from teachnet.web.filters import month_day


@dataclass(frozen=True)
class Studies:
    """One's courses, with how many units each has, and what one's tutor said of it since one was there."""

    courses: list[tuple[CourseEnrolment, int, str | None]]

    @property
    def minutes_this_year(self) -> int:
        return sum(one.minutes_earned for one, *_rest in self.courses if _finished_in(one, today().year))

    @property
    def minutes_under_way(self) -> int:
        return sum(one.course.minutes for one, *_rest in self.courses if not one.is_finished)


def _finished_in(one: CourseEnrolment, year: int) -> bool:
    return one.finished_at is not None and one.finished_at.astimezone(CITY_TIME).year == year


def studies_of(person: Person) -> Studies:
    rows = db.session.execute(queries.MY_COURSES, {"me": person.id}) if is_teacher(person) else ()
    return Studies([tuple(row) for row in rows])


def due_for(person: Person, studies: Studies) -> Iterator[DeskItem]:
    for enrolment, units, reminded in studies.courses:
        if not enrolment.is_finished and enrolment.course.is_open:
            yield _to_go_on(enrolment, units, reminded)
    if is_tutor(person):
        yield from _to_mark(person)
        yield from _behind_in_groups_of(person)


def _to_go_on(enrolment: CourseEnrolment, units: int, reminded: str | None) -> DeskItem:
    course, group = enrolment.course, enrolment.group
    title = _("Go on with “%(title)s”", title=course.title) if enrolment.units_done else course.title
    text = _("%(done)s of %(units)s units done. What you have studied is kept.", done=enrolment.units_done, units=units)
    if not enrolment.started_at:
        text = ngettext("One unit, at your own pace.", "%(num)d units, at your own pace.", units)
    if reminded:
        text = _("Your tutor: %(text)s", text=reminded)
    action = _("Go on") if enrolment.started_at else _("Begin")
    url = url_for("study.course", course_id=course.id)
    return DeskItem(title, text, action, url, due=group.ends_on if group else None, at_leisure=True)


def _to_mark(person: Person) -> Iterator[DeskItem]:
    for handed_in_at, within_days, count in db.session.execute(queries.TO_MARK, {"me": person.id}):
        title = ngettext("One piece of work to mark", "%(num)d pieces of work to mark", count)
        text = _("The oldest was handed in on %(day)s.", day=month_day(handed_in_at))
        due = handed_in_at + timedelta(days=within_days)
        yield DeskItem(title, text, _("Mark"), url_for("assignments.marking"), due=due.astimezone(CITY_TIME).date())


def _behind_in_groups_of(person: Person) -> Iterator[DeskItem]:
    for group, behind in db.session.execute(queries.MY_GROUPS, {"me": person.id}):
        if behind:
            title = ngettext("One learner has stopped", "%(num)d learners have stopped", behind)
            until = month_day(group.ends_on)
            text = _("%(group)s, until %(day)s. A word from you often helps.", group=group.name, day=until)
            yield DeskItem(title, text, _("See who"), url_for("study.group", group_id=group.id))

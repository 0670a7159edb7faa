"""One's own calendar: sessions, classes one goes to, and the last days of courses and projects.

Calendar programs read it at an address that is a secret of its owner, and good until they set another password.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import joinedload

from teachnet.accounts.models import Person
from teachnet.db import CITY_TIME, db, from_now, today
from teachnet.home import queries
from teachnet.keys import keys
from teachnet.observations.models import ObservedLesson
from teachnet.observations.queries import lessons_about
from teachnet.projects.queries import under_way
from teachnet.research.models import FollowUpVisit
from teachnet.research.queries import visits_about
from teachnet.teams.calendar import happening_of
from teachnet.teams.models import OnlineSession, Team
from teachnet.teams.queries import calendar_of, sessions_of
from teachnet.web.calendar import Happening

KEPT = timedelta(days=90)


def happenings_of(person: Person) -> list[Happening]:
    """In the order of time, with those of the last three months and what was cancelled."""
    found = [
        *_sessions(person),
        *_classes(person),
        *_lessons(person),
        *_deadlines(person),
        *_projects(person),
        *_visits(person),
    ]
    return sorted(found, key=lambda one: (day_of(one.starts), one.lasts_days, one.uid))


def sessions_held_by(team: Team, reader: Person) -> list[Happening]:
    """With those of the last three months and what was cancelled."""
    recent = sessions_of(team, reader).where(OnlineSession.ends_at > from_now(-KEPT))
    return [_session(one) for one in db.session.scalars(recent).unique()]


def coming(happenings: list[Happening]) -> list[tuple[date, list[Happening]]]:
    """By the day it begins, or today for what goes on."""
    days = defaultdict(list)
    for one in happenings:
        if not one.is_cancelled and day_of(one.ends) >= today():
            days[max(day_of(one.starts), today())].append(one)
    return sorted(days.items())


def day_of(when: datetime | date) -> date:
    return when.astimezone(CITY_TIME).date() if isinstance(when, datetime) else when


def token_of(person: Person) -> str:
    return _serializer().dumps([person.id, _secret_since(person)])


def owner_of(token: str) -> Person | None:
    """None when nobody has given it out, or its owner has a new password since, or must not come in any more."""
    try:
        person_id, since = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    person = db.session.get(Person, person_id)
    return person if person and not person.is_disabled and _secret_since(person) == since else None


def _secret_since(person: Person) -> int:
    return int(person.password_set_at.timestamp()) if person.password_set_at else 0


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(keys.derive("calendar feed"))


def _sessions(person: Person) -> Iterator[Happening]:
    yield from (_session(one) for one in db.session.scalars(calendar_of(person)).unique())


def _session(session: OnlineSession) -> Happening:
    return happening_of(session, url_for("teams.session", session_id=session.id, _external=True))


def _classes(person: Person) -> Iterator[Happening]:
    for case in db.session.scalars(queries.MY_CLASSES, {"me": person.id}):
        cohort = case.cohort
        yield Happening(
            uid=f"cohort-{cohort.id}-{person.id}",
            title=cohort.title,
            said="\n".join([cohort.programme.title, cohort.host_organisation.name]),
            address=url_for("training.cohort", cohort_id=cohort.id, _external=True),
            starts=cohort.starts_on,
            ends=cohort.ends_on,
            changed_at=case.moved_at,
            icon="graduation-cap",
        )


def _lessons(person: Person) -> Iterator[Happening]:
    """Those one observes, and those of one's own that are observed."""
    recent = lessons_about(person).where(ObservedLesson.starts_at > from_now(-KEPT))
    for lesson in db.session.scalars(recent.options(joinedload(ObservedLesson.teacher))):
        yield Happening(
            uid=f"lesson-{lesson.id}",
            title=_("Lesson: %(title)s", title=lesson.title),
            said=f"{lesson.teacher.name} · {lesson.pupils}",
            address=url_for("observations.lesson", lesson_id=lesson.id, _external=True),
            starts=lesson.starts_at,
            ends=lesson.starts_at + timedelta(minutes=lesson.minutes),
            changed_at=lesson.called_off_at or lesson.at,
            revision=int(lesson.is_called_off),
            is_cancelled=lesson.is_called_off,
            icon="eye",
        )


def _visits(person: Person) -> Iterator[Happening]:
    """Of the research office, to projects one is in; and those one makes."""
    for visit in db.session.scalars(visits_about(person).where(FollowUpVisit.planned_on > today() - KEPT)):
        yield Happening(
            uid=f"visit-{visit.id}",
            title=_("Visit: %(title)s", title=visit.project.title),
            said=f"{visit.visitor.name} · {visit.project.school.name}",
            address=url_for("research.visit", visit_id=visit.id, _external=True),
            starts=visit.planned_on,
            ends=visit.planned_on,
            changed_at=visit.called_off_at or visit.at,
            revision=int(visit.is_called_off),
            is_cancelled=visit.is_called_off,
            icon="footprints",
        )


def _projects(person: Person) -> Iterator[Happening]:
    for participation in db.session.scalars(under_way(person)):
        project = participation.project
        yield Happening(
            uid=f"project-{participation.id}",
            title=_("Last day of “%(title)s”", title=project.title),
            said=project.organisation.name,
            address=url_for("projects.project", project_id=project.id, _external=True),
            starts=project.closes_on,
            ends=project.closes_on,
            changed_at=participation.joined_at,
            icon="clipboard-check",
        )


def _deadlines(person: Person) -> Iterator[Happening]:
    for enrolment in db.session.scalars(queries.MY_DEADLINES, {"me": person.id}):
        yield Happening(
            uid=f"study-{enrolment.id}",
            title=_("Finish “%(title)s”", title=enrolment.course.title),
            said=_("%(group)s ends on this day.", group=enrolment.group.name),
            address=url_for("study.course", course_id=enrolment.course_id, _external=True),
            starts=enrolment.group.ends_on,
            ends=enrolment.group.ends_on,
            changed_at=enrolment.joined_at,
            icon="monitor-play",
        )

"""Taking part in a course: of one's own will, or many people at once because their office asks for it."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.study import queries
from teachnet.study.models import Course, CourseEnrolment


def join(course: Course, learner: Person) -> CourseEnrolment:
    """Once: a second window of the same learner waits at their row, and is told."""
    _wait_for([learner])
    if db.session.scalars(queries.enrolment_in(course, learner)).first():
        raise Refused(_("You study this course already."))
    if db.session.scalars(queries.studies_another_version(learner, course)).first():
        raise Refused(_("You study another version of this course."))
    enrolment = CourseEnrolment.join(course, learner)
    db.session.add(enrolment)
    return enrolment


def join_all(courses: Iterable[Course], people: Sequence[Person]) -> None:
    """Whoever does not study a course yet, in any version, joins the newest that is open. Who answers for a course does
    not join it. As many statements for three people as for three hundred."""
    _wait_for(people)
    for course in courses:
        versions = db.session.scalars(queries.open_versions_of(course)).all()
        if not versions:
            continue
        study_it = set(db.session.scalars(queries.learners_of_any_version(course, people)))
        db.session.add_all(
            CourseEnrolment.join(versions[0], person)
            for person in people
            if person.id not in study_it and person.id != versions[0].author_id
        )
    db.session.flush()


def _wait_for(people: Iterable[Person]) -> None:
    """Nobody joins in two windows at once, nor while their office has them join."""
    ids = sorted(person.id for person in people)
    rows = sa.select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
    db.session.execute(rows.with_for_update(key_share=True))

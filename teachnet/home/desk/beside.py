"""What stands beside and below the things to do: nothing that is due, but where one stands and what one might like."""

from collections.abc import Sequence

import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_office, is_teacher
from teachnet.db import db
from teachnet.home import queries
from teachnet.training.models import Cohort
from teachnet.training.queries import cohorts_open_for

MOST = 3
MOST_COHORTS = 5


def worth_a_look_for(person: Person) -> Sequence[sa.Row]:
    """The newest of a teacher's own subject and stage."""
    if not is_teacher(person):
        return []
    newest = db.session.scalars(queries.newest_like(person)).all()
    return db.session.execute(queries.tiles(person, newest).limit(MOST)).all() if newest else []


def open_to(person: Person) -> Sequence[Cohort]:
    return db.session.scalars(cohorts_open_for(person).limit(MOST)).all() if is_teacher(person) else []


def cohorts_in_sight_of(person: Person) -> Sequence[sa.Row]:
    """Lines of queries.cohorts_to_fill: what an office has to fill, a county its own line, the city all."""
    if not is_office(person):
        return []
    return db.session.execute(queries.cohorts_to_fill(person).limit(MOST_COHORTS)).all()

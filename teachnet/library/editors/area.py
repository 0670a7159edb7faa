"""What an editor looks after: a county its own, the city all."""

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.accounts.policy import OVERSEERS, scopes
from teachnet.library.models import ResourceVersion


def in_area(person: Person) -> sa.ColumnElement[bool]:
    return ResourceVersion.organisation_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS)))

"""What looks somebody up first: a leader knows the name of whom they take in, and browses nobody."""

from flask_babel import gettext as _

from teachnet.db import db
from teachnet.errors import Refused
from teachnet.research import queries
from teachnet.research.models import ResearchMember, ResearchProject


def take_in(project: ResearchProject, name: str) -> ResearchMember:
    found = db.session.scalars(queries.people_named(project, name)).all()
    if not found:
        raise Refused(_("Nobody called “%(name)s” works in the county.", name=name))
    if len(found) > 1:
        raise Refused(_("Several people are called “%(name)s”: ask the office to help.", name=name))
    return project.take_in(found[0])

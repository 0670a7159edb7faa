"""Rooms given by a list."""

from collections.abc import Mapping

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.db import db
from teachnet.errors import Refused
from teachnet.lodging import queries
from teachnet.lodging.models import Lodging
from teachnet.training.models import Cohort


def give_rooms(cohort: Cohort, wanted: Mapping[int, str], seen: Mapping[int, str]) -> int:
    """Rooms by case id, empty for none; `seen` are those the host had before them. How many changed; of two who write
    at once the second hears whose room the first has changed, and nothing is written."""
    db.session.execute(sa.select(Cohort.id).where(Cohort.id == cohort.id).with_for_update())
    names = {case.id: case.teacher.name for case in db.session.scalars(queries.class_of(cohort))}
    beds = {bed.enrolment_id: bed for bed in db.session.scalars(queries.beds_in(cohort))}
    changed = {case_id: room for case_id, room in wanted.items() if room != seen.get(case_id, "")}
    for case_id, room in changed.items():
        bed = beds.get(case_id)
        if (bed.room if bed else "") != seen.get(case_id, ""):
            now = {"name": names[case_id], "room": bed.room if bed else _("none")}
            raise Refused(_("Somebody else changed the room of %(name)s meanwhile: %(room)s.", **now))
        _put(bed, case_id, room)
    return len(changed)


def _put(bed: Lodging | None, case_id: int, room: str) -> None:
    if bed and room:
        bed.room = room
    elif bed:
        db.session.delete(bed)
    else:
        db.session.add(Lodging(enrolment_id=case_id, room=room))

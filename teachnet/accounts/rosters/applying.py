"""Writing a plan: staged in slices while everybody else works on, then copied in one short transaction.

Half of it is never there. What the database holds by the time of the copy is compared with what the plan was made on;
when they differ nothing is written and the file is to be checked again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from teachnet.accounts.models import Appointment, Person, Role, TransferRequest, TransferState
from teachnet.accounts.names import read_aloud
from teachnet.accounts.rosters import queries
from teachnet.accounts.rosters.cells.id_numbers import birthday
from teachnet.accounts.rosters.columns import NAME
from teachnet.accounts.rosters.models import COPIED, RosterRow, RosterUpload, RowAction
from teachnet.accounts.rosters.planning import AT_ONCE, Fate, Known, Plan, Planned
from teachnet.audit.models import AuditEntry
from teachnet.audit.trail import row_for, shown
from teachnet.db import db, today, utcnow
from teachnet.errors import Refused

SLICE = 1000
ACTIONS = {Fate.NEW: RowAction.NEW, Fate.CHANGED: RowAction.CHANGED, Fate.TRANSFER: RowAction.TRANSFER}
NO_TEXT = {"honour": "", "remark": ""}
UNTOLD = {"name_pinyin", "name_initials", "id_fingerprint", "phone_fingerprint"}  # they follow from others
HELD_BY_TRAIL = tuple((name, Person.__table__.c[name]) for name in COPIED if name not in UNTOLD)


def stage(upload: RosterUpload, plan: Plan) -> Iterator[int]:
    """Put the plan's rows beside the tables, a slice at a time. The caller commits after each, or not at all."""
    clear(upload)
    staging = _Staging(upload.id, _phones_until_now(plan), _organisation_names())
    writes = plan.writes
    for start in range(0, len(writes), SLICE):
        part = [staging.row(planned) for planned in writes[start : start + SLICE]]
        db.session.execute(sa.insert(RosterRow.__table__), part)
        yield start + len(part)


def clear(upload: RosterUpload) -> None:
    db.session.execute(sa.delete(RosterRow).where(RosterRow.upload_id == upload.id))


def copy(upload: RosterUpload) -> None:
    """All of it, in the caller's transaction."""
    _take_turns()
    _require_unmoved(upload)
    try:
        for statement in (_new_people, _changed_people, _appointments, _transfers, _trail, _trail_of_transfers):
            db.session.execute(statement(upload.id))
    except IntegrityError as clash:  # somebody made the same person in these milliseconds
        raise Refused(_("The list of people changed in between. Please check the file again.")) from clash
    db.session.expire_all()


@dataclass
class _Staging:
    upload_id: int
    phones: Mapping[int, str]  # of those whose phone changes, as it was
    names: Mapping[int, str]  # of all organisations

    def __post_init__(self):
        self.read_aloud = cache(read_aloud)  # there are fewer names than people

    def row(self, planned: Planned) -> dict[str, Any]:
        known, values = planned.known, dict.fromkeys(COPIED) | {"id_fingerprint": planned.fingerprint}
        if planned.fate is Fate.NEW:
            values |= NO_TEXT | {"born_on": birthday(planned.values["id_number"])}
        values |= planned.values
        if name := planned.values.get("name"):
            values["name_pinyin"], values["name_initials"] = self.read_aloud(name)
        if planned.fate is Fate.TRANSFER:
            values["name"] = planned.entry.values[NAME]
        return values | {
            "upload_id": self.upload_id,
            "action": ACTIONS[planned.fate],
            "person_id": known and known.row.id,
            "school_id": known and known.open_school_id,
            "sender_id": planned.sender_id,
            "organisation_id": planned.organisation_id,
            "is_appointed": planned.is_appointed,
            "trail": self._told(planned, values),
        }

    def _told(self, planned: Planned, values: Mapping[str, Any]) -> dict[str, list]:
        """{column: [old, new]} with personal data masked, as the session's hook would have written it."""
        at = self.names[planned.organisation_id]
        if planned.fate is Fate.TRANSFER:
            return {"sender": [None, self.names.get(planned.sender_id)], "receiver": [None, at]}
        told = {}
        for name, column in HELD_BY_TRAIL:
            if values[name] not in (None, "") and (old := self._old(planned.known, name)) != values[name]:
                told[name] = [shown(column, old), shown(column, values[name])]
        return told | ({"appointment": [None, at]} if planned.is_appointed else {})

    def _old(self, known: Known | None, name: str) -> Any:
        if known is None:
            return None
        return self.phones.get(known.row.id) if name == "phone" else getattr(known.row, name, None)


def _phones_until_now(plan: Plan) -> dict[int, str]:
    changed = [planned.known.row.id for planned in plan.of_fate(Fate.CHANGED) if "phone" in planned.values]
    return {
        person_id: phone
        for start in range(0, len(changed), AT_ONCE)
        for person_id, phone in db.session.execute(queries.phones_of(changed[start : start + AT_ONCE]))
    }


def _organisation_names() -> dict[int, str]:
    return dict(db.session.execute(queries.all_organisation_names()).all())


def _take_turns() -> None:
    """SQLite lets one writer in at a time; on PostgreSQL two imports would both find a person missing."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(7_370_300)))


def _require_unmoved(upload: RosterUpload) -> None:
    if any(db.session.scalar(moved) for moved in (_made_meanwhile(upload.id), _moved_meanwhile(upload.id))):
        raise Refused(_("The list of people changed in between. Please check the file again."))


def _made_meanwhile(upload_id: int) -> sa.Select:
    return (
        sa.select(sa.func.count())
        .select_from(RosterRow)
        .join(Person, Person.id_fingerprint == RosterRow.id_fingerprint)
        .where(RosterRow.upload_id == upload_id, RosterRow.action == RowAction.NEW)
    )


def _moved_meanwhile(upload_id: int) -> sa.Select:
    teaching = (
        (Appointment.person_id == RosterRow.person_id)
        & (Appointment.role == Role.TEACHER)
        & Appointment.ends_on.is_(None)
    )
    return (
        sa.select(sa.func.count())
        .select_from(RosterRow)
        .outerjoin(Appointment, teaching)
        .where(
            RosterRow.upload_id == upload_id,
            RosterRow.person_id.is_not(None),
            Appointment.organisation_id.is_distinct_from(RosterRow.school_id),
        )
    )


def _new_people(upload_id: int) -> sa.Insert:
    rows = sa.select(*(RosterRow.__table__.c[name] for name in COPIED), _now()).where(
        RosterRow.upload_id == upload_id, RosterRow.action == RowAction.NEW
    )
    return sa.insert(Person).from_select([*COPIED, "made_at"], rows.order_by(RosterRow.id), include_defaults=False)


def _changed_people(upload_id: int) -> sa.Update:
    """What is not staged stays: somebody may have put it right by hand in the meantime."""
    new = {name: sa.func.coalesce(RosterRow.__table__.c[name], Person.__table__.c[name]) for name in COPIED}
    return (
        sa.update(Person)
        .where(
            Person.id == RosterRow.person_id, RosterRow.upload_id == upload_id, RosterRow.action == RowAction.CHANGED
        )
        .values(new)
        .execution_options(synchronize_session=False)
    )


def _appointments(upload_id: int) -> sa.Insert:
    role = sa.literal(Role.TEACHER, Appointment.__table__.c.role.type)
    rows = _with_person(upload_id, Person.id, RosterRow.organisation_id, role, sa.literal(today(), sa.Date))
    columns = ["person_id", "organisation_id", "role", "starts_on"]
    return sa.insert(Appointment).from_select(columns, rows.where(RosterRow.is_appointed), include_defaults=False)


def _transfers(upload_id: int) -> sa.Insert:
    rows = sa.select(
        RosterRow.person_id,
        RosterRow.sender_id,
        RosterRow.organisation_id,
        RosterRow.name,
        RosterUpload.owner_id,
        _now(),
        sa.literal(TransferState.ASKED, TransferRequest.__table__.c.state.type),
        sa.literal(""),
    ).join(RosterUpload)
    rows = rows.where(RosterRow.upload_id == upload_id, RosterRow.action == RowAction.TRANSFER)
    columns = ["person_id", "sender_id", "receiver_id", "name_given", "asked_by_id", "asked_at", "state", "reason"]
    return sa.insert(TransferRequest).from_select(columns, rows, include_defaults=False)


def _trail(upload_id: int) -> sa.Insert:
    rows = _with_person(upload_id, *_entry("person", Person.id))
    return sa.insert(AuditEntry).from_select(_entry_columns(), rows, include_defaults=False)


def _trail_of_transfers(upload_id: int) -> sa.Insert:
    asked = (TransferRequest.person_id == RosterRow.person_id) & (
        TransferRequest.receiver_id == RosterRow.organisation_id
    )
    rows = (
        sa.select(*_entry("transfer_request", TransferRequest.id))
        .select_from(RosterRow)
        .join(TransferRequest, asked & TransferRequest.is_waiting())
        .where(RosterRow.upload_id == upload_id, RosterRow.action == RowAction.TRANSFER)
    )
    return sa.insert(AuditEntry).from_select(_entry_columns(), rows, include_defaults=False)


def _with_person(upload_id: int, *columns) -> sa.Select:
    """New people have an id by now; they are found again by their fingerprint, like those known before."""
    joined = sa.select(*columns).select_from(RosterRow).join(Person, Person.id_fingerprint == RosterRow.id_fingerprint)
    return joined.where(RosterRow.upload_id == upload_id, RosterRow.action != RowAction.TRANSFER)


def _entry(thing: str, thing_id: InstrumentedAttribute[int]) -> list[Any]:
    about = row_for(thing, None, {}) | {"thing_id": thing_id, "changes": RosterRow.trail}
    table = AuditEntry.__table__.c
    return [
        value if isinstance(value, sa.ColumnElement | InstrumentedAttribute) else sa.literal(value, table[name].type)
        for name, value in about.items()
    ]


def _entry_columns() -> list[str]:
    return list(row_for("", None, {}))


def _now() -> sa.ColumnElement:
    return sa.literal(utcnow(), Person.__table__.c.made_at.type)

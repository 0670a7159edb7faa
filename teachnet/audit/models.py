"""Who changed what, when and from where. Rows are only ever added: the database refuses the rest."""

from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column

from teachnet.db import Model, timestamp


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"

    @property
    def label(self):
        return OUTCOME_LABELS[self]

    @property
    def look(self) -> str:
        return {"done": "good", "refused": "bad"}[self]


OUTCOME_LABELS = {Outcome.DONE: _l("Done"), Outcome.REFUSED: _l("Refused")}


class AuditEntry(Model):
    """One change of one thing, or one refusal. `changes` is {column: [old, new]}, personal data masked."""

    is_audited = False

    at: Mapped[timestamp] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)  # no foreign key: the trail outlives the person's row
    actor_name: Mapped[str] = mapped_column(sa.String(100), default="")
    address: Mapped[str] = mapped_column(sa.String(45), default="")
    request_id: Mapped[str] = mapped_column(sa.String(32), default="")
    action: Mapped[str] = mapped_column(sa.String(100))
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.DONE)
    thing: Mapped[str] = mapped_column(sa.String(60), default="")
    thing_id: Mapped[int | None]
    changes: Mapped[dict] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(sa.String(500), default="")

    __table_args__ = (sa.Index("ix__audit_entry__thing", "thing", "thing_id"),)


def only_ever_added(table: sa.Table) -> None:
    """Make both engines refuse UPDATE and DELETE on this table, whoever sends it."""
    for engine, statements in REFUSALS.items():
        for statement in statements:
            ddl = sa.DDL(statement.replace("{table}", table.name)).execute_if(dialect=engine)
            sa.event.listen(table, "after_create", ddl)


REFUSALS = {
    "sqlite": [
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} only grows'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} only grows'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{table} only grows'; END $$",
        "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()",
    ],
}

only_ever_added(AuditEntry.__table__)

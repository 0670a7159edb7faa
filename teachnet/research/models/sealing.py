"""What was handed in or recorded stays as it is: both engines refuse to change it, whoever asks."""

import sqlalchemy as sa

from teachnet.research.models.report import StageReport
from teachnet.research.models.visit import FollowUpVisit

# (table, at what, which rows refuse it)
SEALED = (
    (StageReport, "update", "OLD.state <> 'draft' AND (NEW.text <> OLD.text OR OLD.state <> 'handed_in')"),
    (StageReport, "delete", "OLD.state <> 'draft'"),
    (
        FollowUpVisit,
        "update",
        "OLD.held_on IS NOT NULL AND (NEW.held_on IS NULL OR NEW.seen <> OLD.seen OR NEW.advice <> OLD.advice"
        " OR (OLD.answered_at IS NOT NULL AND NEW.answer <> OLD.answer))",
    ),
)


def on_sqlite(table: str, event: str, refused: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_stays_at_{event} BEFORE {event} ON {table} WHEN {refused}"
        f" BEGIN SELECT RAISE(ABORT, '{table} stays as it is'); END"
    ]


def on_postgresql(table: str, event: str, refused: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{table} stays as it is'; END $$",
        f"CREATE TRIGGER {table}_stays_at_{event} BEFORE {event} ON {table}"
        f" FOR EACH ROW WHEN ({refused}) EXECUTE FUNCTION {table}_stays()",
    ]


for _model, _event, _refused in SEALED:
    _table = _model.__table__
    for _engine, _sealing in (("sqlite", on_sqlite), ("postgresql", on_postgresql)):
        for _statement in _sealing(_table.name, _event, _refused):
            sa.event.listen(_table, "after_create", sa.DDL(_statement).execute_if(dialect=_engine))

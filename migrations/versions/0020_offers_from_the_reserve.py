"""a free place is offered to the first of the reserve, for some days and until a freeze; seats beyond the quota

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BEFORE, AFTER = "'reserve', 'provisional'", "'reserve', 'offered', 'provisional'"
FIRST = ("applied", "returned_to_teacher", "returned_to_school", "county_review", "returned_to_county", "city_review")
LAST = ("admitted", "confirmed", "arrived", "completed", "not_completed", "dropped_out", "removed", "declined")
LAST += ("rejected", "withdrawn")
CHECKED = (("enrolment", "state"), ("enrolment_move", "was"), ("enrolment_move", "became"))
COLUMNS = (
    (
        "enrolment",
        "offered_until",
        "DATE",
        "an_offer_has_a_last_day",
        "state <> 'offered' OR offered_until IS NOT NULL",
    ),
    ("enrolment", "is_exception", "BOOLEAN NOT NULL DEFAULT false", "", ""),
    ("cohort", "promotes_until", "DATE", "frozen_before_it_starts", "promotes_until BETWEEN closes_on AND starts_on"),
    ("cohort", "offer_days", "INTEGER NOT NULL DEFAULT 3", "offers_stand_some_days", "offer_days BETWEEN 1 AND 30"),
)


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def quoted(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


def change_checks(was: str, becomes: str) -> None:
    if is_postgresql():
        for table, column in CHECKED:
            name = f"ck__{table}__{column}_known"
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            known = f"{column} IN ({quoted(FIRST)}, {becomes}, {quoted(LAST)})"
            op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({known})")
        return
    # As in 0011: a CHECK of a table with triggers is changed where SQLite keeps it.
    op.execute("PRAGMA writable_schema = ON")
    change = sa.text("UPDATE sqlite_schema SET sql = replace(sql, :was, :becomes) WHERE name = :name")
    for table in dict(CHECKED):
        op.execute(change.bindparams(was=was, becomes=becomes, name=table))
    op.execute("PRAGMA writable_schema = RESET")


def upgrade():
    change_checks(BEFORE, AFTER)
    for table, column, kind, name, check in COLUMNS:
        checked = f" CONSTRAINT ck__{table}__{name} CHECK ({check})" if name else ""
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}{checked}")
        if is_postgresql() and "DEFAULT" in kind:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")


def downgrade():
    """Whoever is offered a place has it provisionally; history that names offers cannot go back."""
    op.execute("UPDATE enrolment SET state = 'provisional' WHERE state = 'offered'")
    for table, column, _kind, _name, _check in reversed(COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    change_checks(AFTER, BEFORE)

"""a case goes on to the end of its cohort: arrived, completed, not completed, dropped out, removed

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BEFORE = "'confirmed', 'declined'"
AFTER = "'confirmed', 'arrived', 'completed', 'not_completed', 'dropped_out', 'removed', 'declined'"
STATES = ("applied", "returned_to_teacher", "returned_to_school", "county_review", "returned_to_county", "city_review")
STATES += ("reserve", "provisional", "admitted")
CHECKED = (("enrolment", "state"), ("enrolment_move", "was"), ("enrolment_move", "became"))
BACK = (
    "UPDATE enrolment SET state = 'confirmed'"
    " WHERE state IN ('arrived', 'completed', 'not_completed', 'dropped_out', 'removed')"
)


def change_checks(was: str, becomes: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        first = ", ".join(f"'{state}'" for state in STATES)
        for table, column in CHECKED:
            name = f"ck__{table}__{column}_known"
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            known = f"{column} IN ({first}, {becomes}, 'rejected', 'withdrawn')"
            op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({known})")
        return
    # SQLite knows no other way to change a CHECK than to copy the table, which would take the triggers along that keep
    # the history as it is. Its manual gives this one for changes that touch nothing on the disk.
    op.execute("PRAGMA writable_schema = ON")
    change = sa.text("UPDATE sqlite_schema SET sql = replace(sql, :was, :becomes) WHERE name = :name")
    for table in dict(CHECKED):
        op.execute(change.bindparams(was=was, becomes=becomes, name=table))
    op.execute("PRAGMA writable_schema = RESET")


def upgrade():
    change_checks(BEFORE, AFTER)
    op.execute(
        "ALTER TABLE enrolment ADD COLUMN attended_minutes INTEGER"
        " CONSTRAINT ck__enrolment__attended_not_negative CHECK (attended_minutes >= 0)"
    )


def downgrade():
    """Whoever got beyond confirming is confirmed again; history that names later states cannot go back."""
    op.execute(BACK)
    op.execute("ALTER TABLE enrolment DROP COLUMN attended_minutes")
    change_checks(AFTER, BEFORE)

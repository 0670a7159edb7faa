"""a cohort is cancelled, and its people go on in others

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CASE_STATES = ("applied", "returned_to_teacher", "returned_to_school", "county_review", "returned_to_county")
CASE_STATES += ("city_review", "reserve", "offered", "provisional", "admitted", "confirmed", "arrived", "completed")
CASE_STATES += ("not_completed", "dropped_out", "removed", "declined", "rejected", "withdrawn")
COHORT_STATES = ("planned", "announced", "closed")
CHECKED = {
    "cohort": (COHORT_STATES, ("state",)),
    "cohort_move": (COHORT_STATES, ("was", "became")),
    "enrolment": (CASE_STATES, ("state",)),
    "enrolment_move": (CASE_STATES, ("was", "became")),
}
LIVE, ENDED = "uq__enrolment__one_live_case", ("declined", "rejected", "withdrawn")
NEW = "cancelled"
KEY = "fk__enrolment__came_from_id__enrolment"
# As a table made from the models has it; SQLite drops no column that a key of the table names.
KEY_OF_TABLE = f", \n\tCONSTRAINT {KEY} FOREIGN KEY(came_from_id) REFERENCES enrolment (id)"


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def quoted(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


def change_checks(was: tuple[str, ...], becomes: tuple[str, ...]) -> None:
    """`was` and `becomes` are what stands after the states of before."""
    if is_postgresql():
        for table, (states, columns) in CHECKED.items():
            for column in columns:
                name = f"ck__{table}__{column}_known"
                op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
                known = f"CHECK ({column} IN ({quoted(states + becomes)}))"
                op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {known}")
        return
    texts = {table: [f"({quoted(states + more)})" for more in (was, becomes)] for table, (states, _) in CHECKED.items()}
    rewrite([(table, *both) for table, both in texts.items()])


def rewrite(changes: list[tuple[str, str, str]]) -> None:
    """(table, what stands in its definition, what shall). As in 0011: where SQLite keeps it, for it has triggers."""
    op.execute("PRAGMA writable_schema = ON")
    change = sa.text(
        "UPDATE sqlite_schema SET sql = replace(sql, :was, :becomes) WHERE name = :name AND type = 'table'"
    )
    for table, was, becomes in changes:
        op.execute(change.bindparams(was=was, becomes=becomes, name=table))
    op.execute("PRAGMA writable_schema = RESET")


def index_live(ended: tuple[str, ...]) -> None:
    op.drop_index(LIVE, "enrolment")
    live = sa.text(f"state NOT IN ({quoted(ended)})")
    where = {"sqlite_where": live, "postgresql_where": live}
    op.create_index(LIVE, "enrolment", ["teacher_id", "cohort_id"], unique=True, **where)


def upgrade():
    change_checks((), (NEW,))
    index_live((*ENDED, NEW))
    op.execute(f"ALTER TABLE enrolment ADD COLUMN came_from_id INTEGER CONSTRAINT {KEY} REFERENCES enrolment (id)")
    op.create_index(op.f("ix__enrolment_came_from_id"), "enrolment", ["came_from_id"], unique=False)


def downgrade():
    """Whose cohort was cancelled has withdrawn, and the cohort is closed; history that says more cannot go back."""
    op.execute("UPDATE enrolment SET state = 'withdrawn' WHERE state = 'cancelled'")
    op.execute("UPDATE cohort SET state = 'closed' WHERE state = 'cancelled'")
    op.drop_index(op.f("ix__enrolment_came_from_id"), "enrolment")
    if not is_postgresql():
        rewrite([("enrolment", KEY_OF_TABLE, "")])
    op.execute("ALTER TABLE enrolment DROP COLUMN came_from_id")
    index_live(ENDED)
    change_checks((NEW,), ())

"""another round of applications, for the seats nobody used

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER earlier_round_no_update BEFORE UPDATE ON earlier_round "
        "BEGIN SELECT RAISE(ABORT, 'earlier_round only grows'); END",
        "CREATE TRIGGER earlier_round_no_delete BEFORE DELETE ON earlier_round "
        "BEGIN SELECT RAISE(ABORT, 'earlier_round only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION earlier_round_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'earlier_round only grows'; END $$",
        "CREATE TRIGGER earlier_round_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON earlier_round "
        "FOR EACH STATEMENT EXECUTE FUNCTION earlier_round_only_grows()",
    ),
}


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade():
    op.execute("ALTER TABLE cohort ADD COLUMN round INTEGER NOT NULL DEFAULT 1")
    if is_postgresql():
        op.execute("ALTER TABLE cohort ALTER COLUMN round DROP DEFAULT")
    op.create_table(
        "earlier_round",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("county_review_by", sa.Date(), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__earlier_round__cohort_id__cohort")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk__earlier_round__ended_by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__earlier_round")),
        sa.UniqueConstraint("cohort_id", "number", name="uq__earlier_round__once"),
    )
    op.create_index(op.f("ix__earlier_round_cohort_id"), "earlier_round", ["cohort_id"], unique=False)
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_table("earlier_round")
    if is_postgresql():
        op.execute("DROP FUNCTION earlier_round_only_grows")
    op.execute("ALTER TABLE cohort DROP COLUMN round")

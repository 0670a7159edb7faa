"""briefings and nudges

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER nudge_no_update BEFORE UPDATE ON nudge BEGIN SELECT RAISE(ABORT, 'nudge only grows'); END",
        "CREATE TRIGGER nudge_no_delete BEFORE DELETE ON nudge BEGIN SELECT RAISE(ABORT, 'nudge only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION nudge_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'nudge only grows'; END $$",
        "CREATE TRIGGER nudge_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON nudge "
        "FOR EACH STATEMENT EXECUTE FUNCTION nudge_only_grows()",
    ),
}


def upgrade():
    op.create_table(
        "briefing",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__briefing__by_id__person")),
        sa.ForeignKeyConstraint(["group_id"], ["study_group.id"], name=op.f("fk__briefing__group_id__study_group")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__briefing")),
        sa.UniqueConstraint("group_id", "week_on", name=op.f("uq__briefing__group_id")),
    )
    op.create_index(op.f("ix__briefing_by_id"), "briefing", ["by_id"])

    op.create_table(
        "nudge",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__nudge__by_id__person")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["course_enrolment.id"], name=op.f("fk__nudge__enrolment_id__course_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__nudge")),
    )
    op.create_index(op.f("ix__nudge_enrolment_id"), "nudge", ["enrolment_id"])
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_index(op.f("ix__nudge_enrolment_id"), table_name="nudge")

    op.drop_table("nudge")
    op.drop_index(op.f("ix__briefing_by_id"), table_name="briefing")

    op.drop_table("briefing")

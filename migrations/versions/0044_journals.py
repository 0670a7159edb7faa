"""journals

Revision ID: 0044
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER journal_remark_no_update BEFORE UPDATE ON journal_remark BEGIN "
        "SELECT RAISE(ABORT, 'journal_remark only grows'); END",
        "CREATE TRIGGER journal_remark_no_delete BEFORE DELETE ON journal_remark BEGIN "
        "SELECT RAISE(ABORT, 'journal_remark only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION journal_remark_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'journal_remark only grows'; END $$",
        "CREATE TRIGGER journal_remark_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_remark "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_remark_only_grows()",
    ),
}


def upgrade():
    op.create_table(
        "journal_entry",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("is_long_enough", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__journal_entry__says_something")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["course_enrolment.id"], name=op.f("fk__journal_entry__enrolment_id__course_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__journal_entry")),
    )
    op.create_index(op.f("ix__journal_entry_enrolment_id"), "journal_entry", ["enrolment_id"])

    op.create_table(
        "journal_remark",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__journal_remark__by_id__person")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk__journal_remark__entry_id__journal_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__journal_remark")),
    )
    op.create_index(op.f("ix__journal_remark_entry_id"), "journal_remark", ["entry_id"])

    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_index(op.f("ix__journal_remark_entry_id"), table_name="journal_remark")

    op.drop_table("journal_remark")
    op.drop_index(op.f("ix__journal_entry_enrolment_id"), table_name="journal_entry")

    op.drop_table("journal_entry")

"""reports are frozen each month

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KINDS = ("programmes", "enrolling", "arrivals", "quota", "replacements", "hours", "certificates", "budgets", "study")
REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER report_snapshot_no_update BEFORE UPDATE ON report_snapshot "
        "BEGIN SELECT RAISE(ABORT, 'report_snapshot only grows'); END",
        "CREATE TRIGGER report_snapshot_no_delete BEFORE DELETE ON report_snapshot "
        "BEGIN SELECT RAISE(ABORT, 'report_snapshot only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION report_snapshot_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'report_snapshot only grows'; END $$",
        "CREATE TRIGGER report_snapshot_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON report_snapshot "
        "FOR EACH STATEMENT EXECUTE FUNCTION report_snapshot_only_grows()",
    ),
}


def upgrade():
    op.create_table(
        "report_snapshot",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("document_numbers", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name=op.f("ck__report_snapshot__kind_known")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck__report_snapshot__year_is_sensible")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__report_snapshot__organisation_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__report_snapshot")),
        sa.UniqueConstraint("organisation_id", "month", "kind", name="uq__report_snapshot__one_a_month"),
    )
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_table("report_snapshot")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION report_snapshot_only_grows")

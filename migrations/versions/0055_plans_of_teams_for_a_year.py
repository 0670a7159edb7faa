"""Plans of teams for a year

Revision ID: 0055
Revises: 0054
"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "team_plan",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk__team_plan__team_id__team")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk__team_plan__written_by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__team_plan")),
        sa.UniqueConstraint("team_id", "year", name=op.f("uq__team_plan__team_id")),
    )
    op.create_table(
        "plan_target",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('sessions', 'preparations', 'lessons', 'outcomes')", name=op.f("ck__plan_target__kind_known")
        ),
        sa.CheckConstraint("number BETWEEN 1 AND 500", name=op.f("ck__plan_target__is_a_number_of_things")),
        sa.ForeignKeyConstraint(["plan_id"], ["team_plan.id"], name=op.f("fk__plan_target__plan_id__team_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__plan_target")),
        sa.UniqueConstraint("plan_id", "kind", name=op.f("uq__plan_target__plan_id")),
    )


def downgrade():
    op.drop_table("plan_target")
    op.drop_table("team_plan")

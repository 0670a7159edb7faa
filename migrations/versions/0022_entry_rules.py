"""conditions for coming into a cohort

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "entry_rule",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=30), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('most_age', 'least_title', 'least_service', 'same_kind', 'retirement')",
            name=op.f("ck__entry_rule__kind_known"),
        ),
        sa.CheckConstraint(
            "title IN ('full_senior', 'senior', 'first', 'second', 'third')", name=op.f("ck__entry_rule__title_known")
        ),
        sa.CheckConstraint(
            "(kind = 'least_title') = (title IS NOT NULL)", name=op.f("ck__entry_rule__a_title_has_one")
        ),
        sa.CheckConstraint(
            "(kind = 'least_title') = (number IS NULL)", name=op.f("ck__entry_rule__the_others_have_a_number")
        ),
        sa.CheckConstraint("(kind = 'most_age') = (\"on\" IS NOT NULL)", name=op.f("ck__entry_rule__an_age_has_a_day")),
        sa.CheckConstraint("number BETWEEN 0 AND 120", name=op.f("ck__entry_rule__number_is_sensible")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__entry_rule__cohort_id__cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__entry_rule")),
        sa.UniqueConstraint("cohort_id", "kind", name="uq__entry_rule__one_of_each_kind"),
    )


def downgrade():
    op.drop_table("entry_rule")

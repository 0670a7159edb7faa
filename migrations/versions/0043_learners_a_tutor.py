"""learners a tutor

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("study_rules") as table:  # nothing refers to it: SQLite may copy it
        table.add_column(sa.Column("learners_a_tutor", sa.Integer(), nullable=False, server_default="60"))
        table.create_check_constraint(op.f("ck__study_rules__groups_are_humane"), "learners_a_tutor BETWEEN 5 AND 500")


def downgrade():
    with op.batch_alter_table("study_rules") as table:
        table.drop_constraint(op.f("ck__study_rules__groups_are_humane"), type_="check")
        table.drop_column("learners_a_tutor")

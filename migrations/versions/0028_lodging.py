"""who sleeps in which room

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "lodging",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("room <> ''", name=op.f("ck__lodging__a_room_has_a_name")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk__lodging__enrolment_id__enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__lodging")),
        sa.UniqueConstraint("enrolment_id", name="uq__lodging__one_bed_each"),
    )


def downgrade():
    op.drop_table("lodging")

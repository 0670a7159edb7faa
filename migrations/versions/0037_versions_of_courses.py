"""versions of courses

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "course_edition",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck__course_edition__numbers_begin_at_one")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk__course_edition__course_id__course")),
        sa.ForeignKeyConstraint(["family_id"], ["course.id"], name=op.f("fk__course_edition__family_id__course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__course_edition")),
        sa.UniqueConstraint("course_id", name=op.f("uq__course_edition__course_id")),
        sa.UniqueConstraint("family_id", "number", name=op.f("uq__course_edition__family_id")),
    )


def downgrade():
    op.drop_table("course_edition")

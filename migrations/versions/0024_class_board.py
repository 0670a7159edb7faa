"""the board of a class, and what its learners write of their days

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "board_post",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("taken_down_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("file_id IS NOT NULL OR text <> ''", name=op.f("ck__board_post__says_something")),
        sa.CheckConstraint("file_id IS NULL OR file_name <> ''", name=op.f("ck__board_post__a_file_has_a_name")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__board_post__by_id__person")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__board_post__cohort_id__cohort")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__board_post__file_id__stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__board_post")),
    )
    op.create_index(op.f("ix__board_post_cohort_id"), "board_post", ["cohort_id"], unique=False)
    op.create_index(op.f("ix__board_post_file_id"), "board_post", ["file_id"], unique=False)
    op.create_table(
        "reflection",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck__reflection__says_something")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk__reflection__enrolment_id__enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__reflection")),
        sa.UniqueConstraint("enrolment_id", "day", name="uq__reflection__one_a_day"),
    )
    op.create_index("ix__reflection__day", "reflection", ["day"], unique=False)


def downgrade():
    op.drop_table("reflection")
    op.drop_table("board_post")

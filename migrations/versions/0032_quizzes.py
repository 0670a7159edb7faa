"""quizzes

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "question_pool",
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk__question_pool__author_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__question_pool")),
    )
    op.create_index(op.f("ix__question_pool_author_id"), "question_pool", ["author_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("stem", sa.String(length=1000), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('single', 'multiple', 'true_false', 'ordering', 'short')", name=op.f("ck__question__kind_known")
        ),
        sa.CheckConstraint("points BETWEEN 1 AND 20", name=op.f("ck__question__points_are_humane")),
        sa.ForeignKeyConstraint(["pool_id"], ["question_pool.id"], name=op.f("fk__question__pool_id__question_pool")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__question")),
    )
    op.create_index(op.f("ix__question_pool_id"), "question", ["pool_id"], unique=False)
    op.create_table(
        "quiz",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("draws", sa.Integer(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("most_attempts", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("draws BETWEEN 1 AND 100", name=op.f("ck__quiz__draws_are_humane")),
        sa.CheckConstraint("most_attempts BETWEEN 0 AND 20", name=op.f("ck__quiz__attempts_are_humane")),
        sa.CheckConstraint("pass_percent BETWEEN 1 AND 100", name=op.f("ck__quiz__pass_is_a_share")),
        sa.ForeignKeyConstraint(["pool_id"], ["question_pool.id"], name=op.f("fk__quiz__pool_id__question_pool")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk__quiz__unit_id__unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__quiz")),
        sa.UniqueConstraint("unit_id", name=op.f("uq__quiz__unit_id")),
    )
    op.create_index(op.f("ix__quiz_pool_id"), "quiz", ["pool_id"], unique=False)
    op.create_table(
        "quiz_attempt",
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("most_points", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("most_points > 0", name=op.f("ck__quiz_attempt__something_can_be_won")),
        sa.CheckConstraint("points BETWEEN 0 AND most_points", name=op.f("ck__quiz_attempt__points_are_possible")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["course_enrolment.id"], name=op.f("fk__quiz_attempt__enrolment_id__course_enrolment")
        ),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk__quiz_attempt__quiz_id__quiz")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__quiz_attempt")),
        sa.UniqueConstraint("quiz_id", "enrolment_id", "number", name=op.f("uq__quiz_attempt__quiz_id")),
    )
    op.create_index(op.f("ix__quiz_attempt_enrolment_id"), "quiz_attempt", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix__quiz_attempt_quiz_id"), "quiz_attempt", ["quiz_id"], unique=False)
    op.create_index(
        "uq__quiz_attempt__one_open",
        "quiz_attempt",
        ["quiz_id", "enrolment_id"],
        unique=True,
        sqlite_where=sa.text("handed_in_at IS NULL"),
        postgresql_where=sa.text("handed_in_at IS NULL"),
    )


def downgrade():
    op.drop_index(
        "uq__quiz_attempt__one_open",
        "quiz_attempt",
        sqlite_where=sa.text("handed_in_at IS NULL"),
        postgresql_where=sa.text("handed_in_at IS NULL"),
    )
    op.drop_index(op.f("ix__quiz_attempt_quiz_id"), "quiz_attempt")
    op.drop_index(op.f("ix__quiz_attempt_enrolment_id"), "quiz_attempt")
    op.drop_table("quiz_attempt")
    op.drop_index(op.f("ix__quiz_pool_id"), "quiz")
    op.drop_table("quiz")
    op.drop_index(op.f("ix__question_pool_id"), "question")
    op.drop_table("question")
    op.drop_index(op.f("ix__question_pool_author_id"), "question_pool")
    op.drop_table("question_pool")

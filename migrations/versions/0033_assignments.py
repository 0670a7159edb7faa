"""assignments

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER mark_no_update BEFORE UPDATE ON mark BEGIN SELECT RAISE(ABORT, 'mark only grows'); END",
        "CREATE TRIGGER mark_no_delete BEFORE DELETE ON mark BEGIN SELECT RAISE(ABORT, 'mark only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION mark_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'mark only grows'; END $$",
        "CREATE TRIGGER mark_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON mark "
        "FOR EACH STATEMENT EXECUTE FUNCTION mark_only_grows()",
    ),
}


def upgrade():
    op.create_table(
        "quick_comment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__quick_comment__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__quick_comment")),
        sa.UniqueConstraint("person_id", "text", name=op.f("uq__quick_comment__person_id")),
    )
    op.create_table(
        "assignment",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("most_versions", sa.Integer(), nullable=False),
        sa.Column("mark_within_days", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("mark_within_days BETWEEN 1 AND 60", name=op.f("ck__assignment__days_are_humane")),
        sa.CheckConstraint("most_versions BETWEEN 1 AND 10", name=op.f("ck__assignment__versions_are_humane")),
        sa.CheckConstraint("pass_percent BETWEEN 1 AND 100", name=op.f("ck__assignment__pass_is_a_share")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk__assignment__unit_id__unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__assignment")),
        sa.UniqueConstraint("unit_id", name=op.f("uq__assignment__unit_id")),
    )
    op.create_table(
        "rubric_row",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("most BETWEEN 1 AND 100", name=op.f("ck__rubric_row__points_are_humane")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk__rubric_row__assignment_id__assignment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__rubric_row")),
        sa.UniqueConstraint("assignment_id", "position", name=op.f("uq__rubric_row__assignment_id")),
    )
    op.create_table(
        "submission",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("alike_id", sa.Integer(), nullable=True),
        sa.Column("alike_percent", sa.Integer(), nullable=True),
        sa.Column("sketch", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(percent IS NULL) = (state = 'waiting')", name=op.f("ck__submission__marked_when_it_does_not_wait")
        ),
        sa.CheckConstraint("file_id IS NULL OR file_name <> ''", name=op.f("ck__submission__a_file_has_a_name")),
        sa.CheckConstraint("state IN ('waiting', 'passed', 'returned')", name=op.f("ck__submission__state_known")),
        sa.CheckConstraint("text <> '' OR file_id IS NOT NULL", name=op.f("ck__submission__says_something")),
        sa.ForeignKeyConstraint(["alike_id"], ["submission.id"], name=op.f("fk__submission__alike_id__submission")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk__submission__assignment_id__assignment")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["course_enrolment.id"], name=op.f("fk__submission__enrolment_id__course_enrolment")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__submission__file_id__stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__submission")),
        sa.UniqueConstraint("assignment_id", "enrolment_id", "number", name=op.f("uq__submission__assignment_id")),
    )
    op.create_index(op.f("ix__submission_alike_id"), "submission", ["alike_id"], unique=False)
    op.create_index(op.f("ix__submission_enrolment_id"), "submission", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix__submission_file_id"), "submission", ["file_id"], unique=False)
    op.create_index(op.f("ix__submission_state"), "submission", ["state"], unique=False)
    op.create_index(
        "uq__submission__one_waiting",
        "submission",
        ["assignment_id", "enrolment_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "mark",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.Column("is_sampled", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("total >= 0", name=op.f("ck__mark__total_is_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__mark__by_id__person")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk__mark__submission_id__submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__mark")),
    )
    op.create_index(op.f("ix__mark_submission_id"), "mark", ["submission_id"], unique=False)
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_index(op.f("ix__mark_submission_id"), "mark")
    op.drop_table("mark")
    op.drop_index(
        "uq__submission__one_waiting",
        "submission",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(op.f("ix__submission_state"), "submission")
    op.drop_index(op.f("ix__submission_file_id"), "submission")
    op.drop_index(op.f("ix__submission_enrolment_id"), "submission")
    op.drop_index(op.f("ix__submission_alike_id"), "submission")
    op.drop_table("submission")
    op.drop_table("rubric_row")
    op.drop_table("assignment")
    op.drop_table("quick_comment")

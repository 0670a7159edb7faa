"""public notices of those to be admitted, and the objections to them

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


# Their rows are only ever added; both engines refuse the rest.
ONLY_GROW = ("notice_line", "objection_move")
ON_SQLITE = """
    CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} only grows'); END
"""
ON_POSTGRESQL = """
    CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} only grows'; END $$;
    CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()
"""


def is_postgresql():
    return op.get_bind().dialect.name == "postgresql"


def refuse_changes():
    for table in ONLY_GROW:
        if is_postgresql():
            op.execute(ON_POSTGRESQL.format(table=table))
        else:
            for verb in ("update", "delete"):
                op.execute(ON_SQLITE.format(table=table, verb=verb))


def upgrade():
    op.create_table(
        "objection_sent",
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__objection_sent")),
    )
    with op.batch_alter_table("objection_sent", schema=None) as batch_op:
        batch_op.create_index("ix__objection_sent__from_where", ["address", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix__objection_sent_at"), ["at"], unique=False)

    op.create_table(
        "notice",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("telephone", sa.String(length=200), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("readable_days", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("readable_until", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_for", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name=op.f("ck__notice__closed_by_somebody")),
        sa.CheckConstraint("withdrawn_for = '' OR closed_at IS NOT NULL", name=op.f("ck__notice__withdrawn_is_closed")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck__notice__begins_before_it_ends")),
        sa.CheckConstraint("last_day <= readable_until", name=op.f("ck__notice__readable_while_it_runs")),
        sa.CheckConstraint("people > 0", name=op.f("ck__notice__somebody_is_on_it")),
        sa.CheckConstraint("readable_days >= 0", name=op.f("ck__notice__readable_after_it_ends")),
        sa.CheckConstraint("working_days >= 5", name=op.f("ck__notice__five_working_days_at_least")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk__notice__closed_by_id__person")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__notice__cohort_id__cohort")),
        sa.ForeignKeyConstraint(["published_by_id"], ["person.id"], name=op.f("fk__notice__published_by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__notice_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__notice_last_day"), ["last_day"], unique=False)
        batch_op.create_index(
            "uq__notice__one_open_for_a_cohort",
            ["cohort_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "notice_line",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("school_name", sa.String(length=200), nullable=False),
        sa.Column("county_name", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__notice_line__stage_known"),
        ),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__notice_line__subject_known"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk__notice_line__enrolment_id__enrolment")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk__notice_line__notice_id__notice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__notice_line")),
        sa.UniqueConstraint("notice_id", "enrolment_id", name="uq__notice_line__a_case_once"),
        sa.UniqueConstraint("notice_id", "position", name="uq__notice_line__one_at_a_position"),
    )
    with op.batch_alter_table("notice_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__notice_line_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "objection",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("reference_hash", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('received', 'examined', 'upheld', 'not_upheld')", name=op.f("ck__objection__state_known")
        ),
        sa.CheckConstraint(
            "state NOT IN ('upheld', 'not_upheld') OR length(answer) > 0",
            name=op.f("ck__objection__a_decision_has_an_answer"),
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__objection__has_text")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__objection__by_id__person")),
        sa.ForeignKeyConstraint(["line_id"], ["notice_line.id"], name=op.f("fk__objection__line_id__notice_line")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk__objection__notice_id__notice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__objection")),
        sa.UniqueConstraint("reference_hash", name=op.f("uq__objection__reference_hash")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__objection_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__objection_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__objection_notice_id"), ["notice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__objection_state"), ["state"], unique=False)

    op.create_table(
        "objection_move",
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('received', 'examined', 'upheld', 'not_upheld')", name=op.f("ck__objection_move__became_known")
        ),
        sa.CheckConstraint(
            "was IN ('received', 'examined', 'upheld', 'not_upheld')", name=op.f("ck__objection_move__was_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__objection_move__by_id__person")),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["objection.id"], name=op.f("fk__objection_move__objection_id__objection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__objection_move")),
    )
    with op.batch_alter_table("objection_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__objection_move_objection_id"), ["objection_id"], unique=False)

    # Not in a batch: SQLite would make the table anew, with its triggers and partial indexes, for a column it can add.
    op.add_column("cohort", sa.Column("is_on_notice", sa.Boolean(), nullable=False, server_default=sa.false()))
    refuse_changes()


def downgrade():
    op.drop_column("cohort", "is_on_notice")

    with op.batch_alter_table("objection_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__objection_move_objection_id"))

    op.drop_table("objection_move")
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__objection_state"))
        batch_op.drop_index(batch_op.f("ix__objection_notice_id"))
        batch_op.drop_index(batch_op.f("ix__objection_line_id"))
        batch_op.drop_index(batch_op.f("ix__objection_by_id"))

    op.drop_table("objection")
    with op.batch_alter_table("notice_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__notice_line_enrolment_id"))

    op.drop_table("notice_line")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__notice__one_open_for_a_cohort",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__notice_last_day"))
        batch_op.drop_index(batch_op.f("ix__notice_cohort_id"))

    op.drop_table("notice")
    with op.batch_alter_table("objection_sent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__objection_sent_at"))
        batch_op.drop_index("ix__objection_sent__from_where")

    op.drop_table("objection_sent")
    if is_postgresql():  # which keeps functions when their tables go
        for table in ONLY_GROW:
            op.execute(f"DROP FUNCTION {table}_only_grows()")

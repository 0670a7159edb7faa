"""Lessons that colleagues observe

Revision ID: 0050
Revises: 0049
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


HANDED_IN = "SELECT 1 FROM observation_sheet WHERE id = {row}.sheet_id AND handed_in_at IS NOT NULL"
ROWS = {"insert": "NEW", "update": "OLD", "delete": "OLD"}
SEALED = ("lesson_mark", "lesson_remark", "lesson_level")
OF_THE_SHEET = {
    "sqlite": [
        "CREATE TRIGGER observation_sheet_stays BEFORE UPDATE ON observation_sheet"
        " WHEN OLD.handed_in_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'this sheet is handed in'); END"
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION observation_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF OLD.handed_in_at IS NOT NULL THEN RAISE EXCEPTION 'this sheet is handed in'; END IF;"
        " RETURN NEW; END $$",
        "CREATE TRIGGER observation_sheet_stays BEFORE UPDATE ON observation_sheet"
        " FOR EACH ROW EXECUTE FUNCTION observation_sheet_stays()",
    ],
}


def upgrade():
    op.create_table(
        "rubric_line",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("level_1", sa.String(length=160), nullable=False),
        sa.Column("level_2", sa.String(length=160), nullable=False),
        sa.Column("level_3", sa.String(length=160), nullable=False),
        sa.Column("level_4", sa.String(length=160), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__rubric_line")),
    )
    op.create_table(
        "observed_lesson",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("planned_by_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("pupils", sa.String(length=60), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("called_off_at", sa.DateTime(), nullable=True),
        sa.Column("sharing", sa.String(length=30), nullable=False),
        sa.Column("reply", sa.String(length=2000), nullable=False),
        sa.Column("replied_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "sharing IN ('observers', 'team', 'region')", name=op.f("ck__observed_lesson__sharing_known")
        ),
        sa.CheckConstraint("minutes BETWEEN 5 AND 240", name=op.f("ck__observed_lesson__is_as_long_as_lessons_are")),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["person.id"], name=op.f("fk__observed_lesson__planned_by_id__person")
        ),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk__observed_lesson__teacher_id__person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk__observed_lesson__team_id__team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__observed_lesson")),
    )
    op.create_index(op.f("ix__observed_lesson_starts_at"), "observed_lesson", ["starts_at"])
    op.create_index(op.f("ix__observed_lesson_teacher_id"), "observed_lesson", ["teacher_id"])
    op.create_index(op.f("ix__observed_lesson_team_id"), "observed_lesson", ["team_id"])

    op.create_table(
        "observation_sheet",
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("observer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=True),
        sa.Column("length_ms", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(length=2000), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length_ms > 0", name=op.f("ck__observation_sheet__has_a_length")),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["observed_lesson.id"], name=op.f("fk__observation_sheet__lesson_id__observed_lesson")
        ),
        sa.ForeignKeyConstraint(
            ["observer_id"], ["person.id"], name=op.f("fk__observation_sheet__observer_id__person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__observation_sheet")),
        sa.UniqueConstraint("lesson_id", "observer_id", name=op.f("uq__observation_sheet__lesson_id")),
    )
    op.create_index(op.f("ix__observation_sheet_observer_id"), "observation_sheet", ["observer_id"])

    op.create_table(
        "lesson_level",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck__lesson_level__is_one_of_four")),
        sa.ForeignKeyConstraint(["line_id"], ["rubric_line.id"], name=op.f("fk__lesson_level__line_id__rubric_line")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["observation_sheet.id"], name=op.f("fk__lesson_level__sheet_id__observation_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__lesson_level")),
        sa.UniqueConstraint("sheet_id", "line_id", name=op.f("uq__lesson_level__sheet_id")),
    )
    op.create_index(op.f("ix__lesson_level_line_id"), "lesson_level", ["line_id"])

    op.create_table(
        "lesson_mark",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("is_taken_back", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('teacher', 'pupils', 'groups', 'alone', 'other', 'recall', 'understanding', 'open', 'probe', 'wait', 'response')",
            name=op.f("ck__lesson_mark__kind_known"),
        ),
        sa.CheckConstraint("at_ms BETWEEN 0 AND 14400000", name=op.f("ck__lesson_mark__is_within_a_lesson")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["observation_sheet.id"], name=op.f("fk__lesson_mark__sheet_id__observation_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__lesson_mark")),
        sa.UniqueConstraint("sheet_id", "key", name=op.f("uq__lesson_mark__sheet_id")),
    )
    op.create_table(
        "lesson_remark",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("starts_ms", sa.Integer(), nullable=False),
        sa.Column("ends_ms", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("reach", sa.String(length=30), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "reach IN ('private', 'teacher', 'observers', 'all')", name=op.f("ck__lesson_remark__reach_known")
        ),
        sa.CheckConstraint("ends_ms > starts_ms", name=op.f("ck__lesson_remark__ends_after_it_starts")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__lesson_remark__has_text")),
        sa.CheckConstraint("starts_ms BETWEEN 0 AND 14400000", name=op.f("ck__lesson_remark__is_within_a_lesson")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["observation_sheet.id"], name=op.f("fk__lesson_remark__sheet_id__observation_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__lesson_remark")),
        sa.UniqueConstraint("sheet_id", "key", name=op.f("uq__lesson_remark__sheet_id")),
    )

    engine = op.get_bind().dialect.name
    for table in SEALED:
        for statement in on_sqlite(table) if engine == "sqlite" else on_postgresql(table):
            op.execute(statement)
    for statement in OF_THE_SHEET[engine]:
        op.execute(statement)


def downgrade():
    op.drop_table("lesson_remark")
    op.drop_table("lesson_mark")
    op.drop_index(op.f("ix__lesson_level_line_id"), table_name="lesson_level")

    op.drop_table("lesson_level")
    op.drop_index(op.f("ix__observation_sheet_observer_id"), table_name="observation_sheet")

    op.drop_table("observation_sheet")
    op.drop_index(op.f("ix__observed_lesson_team_id"), table_name="observed_lesson")
    op.drop_index(op.f("ix__observed_lesson_teacher_id"), table_name="observed_lesson")
    op.drop_index(op.f("ix__observed_lesson_starts_at"), table_name="observed_lesson")

    op.drop_table("observed_lesson")
    op.drop_table("rubric_line")
    if op.get_bind().dialect.name == "postgresql":
        for table in SEALED:
            op.execute(f"DROP FUNCTION {table}_of_open_sheet()")
        op.execute("DROP FUNCTION observation_sheet_stays()")


def on_sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_of_open_sheet_{what} BEFORE {what} ON {table}"
        f" WHEN EXISTS ({HANDED_IN.format(row=row)}) BEGIN SELECT RAISE(ABORT, 'this sheet is handed in'); END"
        for what, row in ROWS.items()
    ]


def on_postgresql(table: str) -> list[str]:
    function = f"{table}_of_open_sheet"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'INSERT' AND EXISTS ({HANDED_IN.format(row='NEW')})"
        f" OR TG_OP <> 'INSERT' AND EXISTS ({HANDED_IN.format(row='OLD')})"
        " THEN RAISE EXCEPTION 'this sheet is handed in'; END IF; RETURN COALESCE(NEW, OLD); END $$",
        f"CREATE TRIGGER {function} BEFORE INSERT OR UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]

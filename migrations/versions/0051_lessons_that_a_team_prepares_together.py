"""Lessons that a team prepares together

Revision ID: 0051
Revises: 0050
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


GROWING = ("phase_move", "plan_version")
AGREED = (
    "SELECT 1 FROM plan_section AS section JOIN lesson_plan AS plan ON plan.id = section.plan_id"
    " JOIN joint_preparation AS preparation ON preparation.id = plan.preparation_id"
    " WHERE section.id = NEW.section_id AND plan.owner_id IS NULL AND preparation.phase IN ('agreed', 'closed')"
)
SEALED = {
    "sqlite": [
        f"CREATE TRIGGER plan_version_of_open_plan BEFORE INSERT ON plan_version WHEN EXISTS ({AGREED})"
        " BEGIN SELECT RAISE(ABORT, 'this plan is agreed'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION plan_version_of_open_plan() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF EXISTS ({AGREED}) THEN RAISE EXCEPTION 'this plan is agreed'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER plan_version_of_open_plan BEFORE INSERT ON plan_version"
        " FOR EACH ROW EXECUTE FUNCTION plan_version_of_open_plan()",
    ],
}


def upgrade():
    op.create_table(
        "joint_preparation",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=120), nullable=False),
        sa.Column("drafter_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=30), nullable=False),
        sa.Column("own_due_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('drafting', 'discussing', 'agreed', 'closed')", name=op.f("ck__joint_preparation__phase_known")
        ),
        sa.ForeignKeyConstraint(["drafter_id"], ["person.id"], name=op.f("fk__joint_preparation__drafter_id__person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk__joint_preparation__team_id__team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__joint_preparation")),
    )
    op.create_index(op.f("ix__joint_preparation_drafter_id"), "joint_preparation", ["drafter_id"])
    op.create_index(op.f("ix__joint_preparation_team_id"), "joint_preparation", ["team_id"])

    op.create_table(
        "lesson_plan",
        sa.Column("preparation_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(), nullable=True),
        sa.Column("reflection", sa.String(length=4000), nullable=False),
        sa.Column("reflected_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk__lesson_plan__owner_id__person")),
        sa.ForeignKeyConstraint(
            ["preparation_id"],
            ["joint_preparation.id"],
            name=op.f("fk__lesson_plan__preparation_id__joint_preparation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__lesson_plan")),
        sa.UniqueConstraint("preparation_id", "owner_id", name=op.f("uq__lesson_plan__preparation_id")),
    )
    op.create_index(op.f("ix__lesson_plan_owner_id"), "lesson_plan", ["owner_id"])
    op.create_index(op.f("ix__lesson_plan_preparation_id"), "lesson_plan", ["preparation_id"])
    op.create_index(
        "uq__lesson_plan__one_shared",
        "lesson_plan",
        ["preparation_id"],
        unique=True,
        sqlite_where=sa.text("owner_id IS NULL"),
        postgresql_where=sa.text("owner_id IS NULL"),
    )

    op.create_table(
        "phase_move",
        sa.Column("preparation_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=True),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('drafting', 'discussing', 'agreed', 'closed')", name=op.f("ck__phase_move__became_known")
        ),
        sa.CheckConstraint(
            "was IN ('drafting', 'discussing', 'agreed', 'closed')", name=op.f("ck__phase_move__was_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__phase_move__by_id__person")),
        sa.ForeignKeyConstraint(
            ["preparation_id"], ["joint_preparation.id"], name=op.f("fk__phase_move__preparation_id__joint_preparation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__phase_move")),
    )
    op.create_index(op.f("ix__phase_move_preparation_id"), "phase_move", ["preparation_id"])

    op.create_table(
        "plan_section",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=8000), nullable=False),
        sa.Column("runs", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_by_id", sa.Integer(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["copied_from_id"], ["plan_section.id"], name=op.f("fk__plan_section__copied_from_id__plan_section")
        ),
        sa.ForeignKeyConstraint(["last_by_id"], ["person.id"], name=op.f("fk__plan_section__last_by_id__person")),
        sa.ForeignKeyConstraint(["plan_id"], ["lesson_plan.id"], name=op.f("fk__plan_section__plan_id__lesson_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__plan_section")),
    )
    op.create_index(op.f("ix__plan_section_plan_id"), "plan_section", ["plan_id"])

    op.create_table(
        "passage_note",
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("passage", sa.String(length=1000), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("replacement", sa.String(length=1000), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck__passage_note__decided_when_no_longer_open")
        ),
        sa.CheckConstraint(
            "state <> 'accepted' OR replacement IS NOT NULL",
            name=op.f("ck__passage_note__only_suggestions_are_taken_over"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'settled')", name=op.f("ck__passage_note__state_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__passage_note__by_id__person")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk__passage_note__decided_by_id__person")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["plan_section.id"], name=op.f("fk__passage_note__section_id__plan_section")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__passage_note")),
    )
    op.create_index(op.f("ix__passage_note_by_id"), "passage_note", ["by_id"])
    op.create_index(op.f("ix__passage_note_section_id"), "passage_note", ["section_id"])

    op.create_table(
        "plan_version",
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=8000), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__plan_version__by_id__person")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["plan_section.id"], name=op.f("fk__plan_version__section_id__plan_section")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__plan_version")),
        sa.UniqueConstraint("section_id", "version", name=op.f("uq__plan_version__section_id")),
    )

    engine = op.get_bind().dialect.name
    for table in GROWING:
        for statement in only_ever_added(table)[engine]:
            op.execute(statement)
    for statement in SEALED[engine]:
        op.execute(statement)


def downgrade():
    op.drop_table("plan_version")
    op.drop_index(op.f("ix__passage_note_section_id"), table_name="passage_note")
    op.drop_index(op.f("ix__passage_note_by_id"), table_name="passage_note")

    op.drop_table("passage_note")
    op.drop_index(op.f("ix__plan_section_plan_id"), table_name="plan_section")

    op.drop_table("plan_section")
    op.drop_index(op.f("ix__phase_move_preparation_id"), table_name="phase_move")

    op.drop_table("phase_move")
    op.drop_index("uq__lesson_plan__one_shared", table_name="lesson_plan")
    op.drop_index(op.f("ix__lesson_plan_preparation_id"), table_name="lesson_plan")
    op.drop_index(op.f("ix__lesson_plan_owner_id"), table_name="lesson_plan")

    op.drop_table("lesson_plan")
    op.drop_index(op.f("ix__joint_preparation_team_id"), table_name="joint_preparation")
    op.drop_index(op.f("ix__joint_preparation_drafter_id"), table_name="joint_preparation")

    op.drop_table("joint_preparation")
    if op.get_bind().dialect.name == "postgresql":
        for table in GROWING:
            op.execute(f"DROP FUNCTION {table}_only_grows()")
        op.execute("DROP FUNCTION plan_version_of_open_plan()")


def only_ever_added(table: str) -> dict[str, list[str]]:
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END",
        ],
        "postgresql": [
            f"CREATE OR REPLACE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} only grows'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()",
        ],
    }

"""interactive packages: SCORM 1.2 and 2004

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

KINDS_OF_UNITS = ("text", "pdf", "video", "link", "quiz", "assignment")
KINDS_OF_FILES = ("video", "audio", "pdf", "document", "slides", "sheet", "image", "text")


def upgrade():
    op.create_table(
        "package",
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("standard", sa.String(length=30), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("brought_by_id", sa.Integer(), nullable=False),
        sa.Column("brought_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("standard IN ('scorm_12', 'scorm_2004')", name=op.f("ck__package__standard_known")),
        sa.ForeignKeyConstraint(["brought_by_id"], ["person.id"], name=op.f("fk__package__brought_by_id__person")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__package__file_id__stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__package")),
    )
    op.create_index(op.f("ix__package_brought_by_id"), "package", ["brought_by_id"])
    op.create_index(op.f("ix__package_file_id"), "package", ["file_id"])

    op.create_table(
        "package_unit",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.Column("speaks", sa.Boolean(), nullable=False),
        sa.Column("launch_data", sa.Text(), nullable=False),
        sa.Column("passed_from", sa.Double(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["package_id"], ["package.id"], name=op.f("fk__package_unit__package_id__package")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk__package_unit__unit_id__unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__package_unit")),
        sa.UniqueConstraint("unit_id", name=op.f("uq__package_unit__unit_id")),
    )
    op.create_index(op.f("ix__package_unit_package_id"), "package_unit", ["package_id"])

    op.create_table(
        "package_run",
        sa.Column("package_unit_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("percent", sa.Double(), nullable=True),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('begun', 'worked_through', 'failed')", name=op.f("ck__package_run__state_known")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["course_enrolment.id"], name=op.f("fk__package_run__enrolment_id__course_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["package_unit_id"], ["package_unit.id"], name=op.f("fk__package_run__package_unit_id__package_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__package_run")),
        sa.UniqueConstraint("package_unit_id", "enrolment_id", name=op.f("uq__package_run__package_unit_id")),
    )
    op.create_index(op.f("ix__package_run_enrolment_id"), "package_run", ["enrolment_id"])

    op.add_column("unit_progress", sa.Column("worked_through_at", sa.DateTime(), nullable=True))
    know("unit", "kind", KINDS_OF_UNITS, (*KINDS_OF_UNITS, "package"))
    know("stored_file", "kind", KINDS_OF_FILES, (*KINDS_OF_FILES, "package"))


def downgrade():
    op.drop_column("unit_progress", "worked_through_at")

    op.drop_index(op.f("ix__package_run_enrolment_id"), table_name="package_run")

    op.drop_table("package_run")
    op.drop_index(op.f("ix__package_unit_package_id"), table_name="package_unit")

    op.drop_table("package_unit")
    op.drop_index(op.f("ix__package_file_id"), table_name="package")
    op.drop_index(op.f("ix__package_brought_by_id"), table_name="package")

    op.drop_table("package")
    know("unit", "kind", (*KINDS_OF_UNITS, "package"), KINDS_OF_UNITS)
    know("stored_file", "kind", (*KINDS_OF_FILES, "package"), KINDS_OF_FILES)


def know(table: str, column: str, was: tuple[str, ...], becomes: tuple[str, ...]) -> None:
    """On SQLite as in 0011: where it keeps the definition, for tables with triggers cannot be copied."""
    texts = [f"({column} IN (" + ", ".join(f"'{one}'" for one in known) + "))" for known in (was, becomes)]
    if op.get_bind().dialect.name == "postgresql":
        name = f"ck__{table}__{column}_known"
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK {texts[1]}")
        return
    op.execute("PRAGMA writable_schema = ON")
    change = sa.text(
        "UPDATE sqlite_schema SET sql = replace(sql, :was, :becomes) WHERE name = :name AND type = 'table'"
    )
    op.execute(change.bindparams(was=texts[0], becomes=texts[1], name=table))
    op.execute("PRAGMA writable_schema = RESET")

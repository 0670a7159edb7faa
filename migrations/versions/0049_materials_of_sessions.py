"""materials of sessions

Revision ID: 0049
Revises: 0048
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

EVENTS = ("step", "question", "hand", "poll", "message")
SHOWN = "fk__session_room__material_id__session_material"


def upgrade():
    op.create_table(
        "session_material",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=30), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("use IN ('material', 'recording', 'outcome')", name=op.f("ck__session_material__use_known")),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk__session_material__added_by_id__person")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk__session_material__resource_id__resource")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__session_material__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__session_material")),
        sa.UniqueConstraint("session_id", "resource_id", name=op.f("uq__session_material__session_id")),
    )
    op.create_index(op.f("ix__session_material_resource_id"), "session_material", ["resource_id"])

    with op.batch_alter_table("session_room") as table:  # nothing refers to it: SQLite may copy it
        table.add_column(sa.Column("material_id", sa.Integer(), nullable=True))
        table.create_foreign_key(SHOWN, "session_material", ["material_id"], ["id"], ondelete="SET NULL")
    know("room_event", "kind", EVENTS, ("step", "question", "hand", "shown", "poll", "message"))


def downgrade():
    op.execute("DELETE FROM room_event WHERE kind = 'shown'")
    know("room_event", "kind", ("step", "question", "hand", "shown", "poll", "message"), EVENTS)
    with op.batch_alter_table("session_room") as table:
        table.drop_constraint(SHOWN, type_="foreignkey")
        table.drop_column("material_id")
    op.drop_index(op.f("ix__session_material_resource_id"), table_name="session_material")

    op.drop_table("session_material")


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

"""courses studied in order; units that are pages elsewhere, or done by what one does

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

KINDS = ("text", "pdf", "video")
NEW = ("link", "quiz", "assignment")


def know_kinds(was: tuple[str, ...], becomes: tuple[str, ...]) -> None:
    """On SQLite as in 0011: where it keeps the definition."""
    texts = ["(kind IN (" + ", ".join(f"'{one}'" for one in known) + "))" for known in (was, becomes)]
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE unit DROP CONSTRAINT ck__unit__kind_known")
        op.execute(f"ALTER TABLE unit ADD CONSTRAINT ck__unit__kind_known CHECK {texts[1]}")
        return
    op.execute("PRAGMA writable_schema = ON")
    change = "UPDATE sqlite_schema SET sql = replace(sql, :was, :becomes) WHERE name = 'unit' AND type = 'table'"
    op.execute(sa.text(change).bindparams(was=texts[0], becomes=texts[1]))
    op.execute("PRAGMA writable_schema = RESET")


def upgrade():
    know_kinds(KINDS, KINDS + NEW)
    op.add_column("course", sa.Column("in_order", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("unit", sa.Column("address", sa.String(length=500), server_default="", nullable=False))
    op.add_column("unit", sa.Column("is_set_up", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade():
    """A page elsewhere and an activity become readings that say nothing yet."""
    op.execute("UPDATE unit SET kind = 'text' WHERE kind IN ('link', 'quiz', 'assignment')")
    op.drop_column("unit", "is_set_up")
    op.drop_column("unit", "address")
    op.drop_column("course", "in_order")
    know_kinds(KINDS + NEW, KINDS)

"""invitations into teams, and studios

Revision ID: 0053
Revises: 0052
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

STATES = ("applied", "member", "declined", "left")
WITH_INVITED = ("applied", "invited", "member", "declined", "left")
KINDS = "CHECK (kind IN ('subject', 'studio'))"
COLUMNS = (("membership", "state"), ("membership_move", "was"), ("membership_move", "became"))


def upgrade():
    for table, column in COLUMNS:
        know(table, column, STATES, WITH_INVITED)
    named = f"CONSTRAINT ck__team__kind_known {KINDS}"
    op.execute(f"ALTER TABLE team ADD COLUMN kind VARCHAR(30) DEFAULT 'subject' NOT NULL {named}")


def downgrade():
    """Whoever is invited has left; the steps of memberships keep the word, for they are never written again."""
    op.execute("UPDATE membership SET state = 'left' WHERE state = 'invited'")
    know("membership", "state", WITH_INVITED, STATES)
    if op.get_bind().dialect.name == "sqlite":  # which drops no column that a condition speaks of, not even its own
        op.execute("PRAGMA writable_schema = ON")
        change = sa.text("UPDATE sqlite_schema SET sql = replace(sql, :kinds, 'CHECK (1)') WHERE name = 'team'")
        op.execute(change.bindparams(kinds=KINDS))
        op.execute("PRAGMA writable_schema = RESET")
    op.drop_column("team", "kind")


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

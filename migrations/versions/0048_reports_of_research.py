"""reports of research

Revision ID: 0048
Revises: 0047
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


KINDS = (
    "programmes", "enrolling", "arrivals", "quota", "replacements", "hours", "certificates", "budgets", "study",
    "study_subjects", "study_stages", "study_areas",
)  # fmt: skip
NEW = ("teams", "research")


def upgrade():
    know("report_snapshot", "kind", KINDS, (*KINDS, *NEW))


def downgrade():
    know("report_snapshot", "kind", (*KINDS, *NEW), KINDS)


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

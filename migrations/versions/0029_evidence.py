"""practice in enterprises and skill certificates of dual-qualified teachers

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLE = "evidence"
CHECKS = {
    "kind_known": "kind IN ('practice', 'certificate')",
    "state_known": "state IN ('waiting', 'confirmed', 'refused', 'withdrawn')",
    "practice_has_both_days": "kind <> 'practice' OR ends_on IS NOT NULL",
    "a_certificate_is_somebodys": "kind <> 'certificate' OR issuer <> ''",
    "begins_before_it_ends": "begins_on <= ends_on",
    "decided_by_somebody": "(state IN ('confirmed', 'refused')) = (decided_by_id IS NOT NULL)",
    "nobody_decides_their_own": "decided_by_id <> person_id",
}
KEYS = {"person_id": "person", "school_id": "organisation", "file_id": "stored_file", "decided_by_id": "person"}
INDEXED = ("file_id", "person_id", "school_id", "state")


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("issuer", sa.String(length=100), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_note", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.CheckConstraint(check, name=op.f(f"ck__evidence__{name}")) for name, check in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk__evidence__{column}__{table}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__evidence")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix__evidence_{column}"), TABLE, [column], unique=False)


def downgrade():
    op.drop_table(TABLE)

"""the documents of a programme

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TABLE = "programme_document"


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("taken_down_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__programme_document__by_id__person")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk__programme_document__file_id__stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk__programme_document__programme_id__programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__programme_document")),
    )
    op.create_index(op.f("ix__programme_document_file_id"), TABLE, ["file_id"], unique=False)
    op.create_index(op.f("ix__programme_document_programme_id"), TABLE, ["programme_id"], unique=False)


def downgrade():
    op.drop_table(TABLE)

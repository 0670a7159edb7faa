"""indexes in the order in which long lists are read

Revision ID: 0003
Revises: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix__person__by_name", "person", ["name_pinyin", "id"]),
    ("ix__resource_version__newest", "resource_version", ["visibility", "published_at"]),
    ("ix__resource_version__newest_of_field", "resource_version", ["stage", "subject", "published_at"]),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _columns in reversed(INDEXES):
        op.drop_index(name, table)

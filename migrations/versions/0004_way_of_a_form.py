"""where a form led is not known before it is answered

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("intent") as table:
        table.alter_column("led_to", existing_type=sa.String(2000), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE intent SET led_to = '' WHERE led_to IS NULL")
    with op.batch_alter_table("intent") as table:
        table.alter_column("led_to", existing_type=sa.String(2000), nullable=False)

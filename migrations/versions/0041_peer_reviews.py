"""peer reviews

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


MOST = "CHECK (peers BETWEEN 0 AND 5)"


def upgrade():
    op.create_table(
        "peer_review",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("allotted_at", sa.DateTime(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (percent IS NULL)", name=op.f("ck__peer_review__done_with_a_share")),
        sa.CheckConstraint("done_at IS NULL OR begun_at IS NOT NULL", name=op.f("ck__peer_review__begun_before_done")),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["course_enrolment.id"], name=op.f("fk__peer_review__reviewer_id__course_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk__peer_review__submission_id__submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__peer_review")),
        sa.UniqueConstraint("submission_id", "reviewer_id", name=op.f("uq__peer_review__submission_id")),
    )
    op.create_index(op.f("ix__peer_review_reviewer_id"), "peer_review", ["reviewer_id"])

    named = f"CONSTRAINT ck__assignment__peers_are_humane {MOST}"
    op.execute(f"ALTER TABLE assignment ADD COLUMN peers INTEGER DEFAULT 0 NOT NULL {named}")


def downgrade():
    if op.get_bind().dialect.name == "sqlite":  # which drops no column that a condition speaks of, not even its own
        op.execute("PRAGMA writable_schema = ON")
        change = sa.text("UPDATE sqlite_schema SET sql = replace(sql, :most, 'CHECK (1)') WHERE name = 'assignment'")
        op.execute(change.bindparams(most=MOST))
        op.execute("PRAGMA writable_schema = RESET")
    op.drop_column("assignment", "peers")

    op.drop_index(op.f("ix__peer_review_reviewer_id"), table_name="peer_review")

    op.drop_table("peer_review")

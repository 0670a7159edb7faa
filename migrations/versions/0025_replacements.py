"""one comes instead of another

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ASKED = sa.text("state = 'asked'")


def upgrade():
    op.create_table(
        "replacement",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_note", sa.String(length=500), nullable=False),
        sa.Column("instead_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'approved', 'refused')", name=op.f("ck__replacement__state_known")),
        sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name=op.f("ck__replacement__decided_once")),
        sa.CheckConstraint(
            "(state = 'approved') = (instead_id IS NOT NULL)", name=op.f("ck__replacement__approved_with_a_case")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck__replacement__for_a_reason")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk__replacement__asked_by_id__person")),
        sa.ForeignKeyConstraint(["case_id"], ["enrolment.id"], name=op.f("fk__replacement__case_id__enrolment")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk__replacement__decided_by_id__person")),
        sa.ForeignKeyConstraint(["instead_id"], ["enrolment.id"], name=op.f("fk__replacement__instead_id__enrolment")),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk__replacement__teacher_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__replacement")),
        sa.UniqueConstraint("instead_id", name=op.f("uq__replacement__instead_id")),
    )
    op.create_index(op.f("ix__replacement_case_id"), "replacement", ["case_id"], unique=False)
    op.create_index(op.f("ix__replacement_state"), "replacement", ["state"], unique=False)
    op.create_index(op.f("ix__replacement_teacher_id"), "replacement", ["teacher_id"], unique=False)
    op.create_index(
        "uq__replacement__one_asked",
        "replacement",
        ["case_id"],
        unique=True,
        sqlite_where=ASKED,
        postgresql_where=ASKED,
    )


def downgrade():
    op.drop_table("replacement")

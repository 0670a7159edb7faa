"""rooms and inspections of the bases

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "inspection",
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("inspectors", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=2000), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(inspectors) > 0", name=op.f("ck__inspection__has_inspectors")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck__inspection__year_known")),
        sa.ForeignKeyConstraint(["base_id"], ["organisation.id"], name=op.f("fk__inspection__base_id__organisation")),
        sa.ForeignKeyConstraint(["written_by_id"], ["person.id"], name=op.f("fk__inspection__written_by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__inspection")),
        sa.UniqueConstraint("base_id", "year", name="uq__inspection__one_a_year"),
    )
    op.create_table(
        "room",
        sa.Column("base_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("equipment", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck__room__has_name")),
        sa.CheckConstraint("seats > 0", name=op.f("ck__room__has_seats")),
        sa.ForeignKeyConstraint(["base_id"], ["organisation.id"], name=op.f("fk__room__base_id__organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__room")),
        sa.UniqueConstraint("base_id", "name", name="uq__room__one_name_in_a_base"),
    )
    op.create_table(
        "finding",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("grade", sa.String(length=30), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("rectified_at", sa.DateTime(), nullable=True),
        sa.Column("rectified_by_id", sa.Integer(), nullable=True),
        sa.Column("rectified_note", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(grade = 'insufficient') = (due_on IS NOT NULL)", name=op.f("ck__finding__due_when_insufficient")
        ),
        sa.CheckConstraint("grade IN ('good', 'sufficient', 'insufficient')", name=op.f("ck__finding__grade_known")),
        sa.CheckConstraint(
            "(rectified_at IS NULL) = (rectified_by_id IS NULL)", name=op.f("ck__finding__rectified_by_somebody")
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__finding__has_text")),
        sa.CheckConstraint(
            "rectified_at IS NULL OR due_on IS NOT NULL", name=op.f("ck__finding__only_what_is_due_is_done")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk__finding__inspection_id__inspection")
        ),
        sa.ForeignKeyConstraint(["rectified_by_id"], ["person.id"], name=op.f("fk__finding__rectified_by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__finding_inspection_id"), ["inspection_id"], unique=False)


def downgrade():
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__finding_inspection_id"))

    op.drop_table("finding")
    op.drop_table("room")
    op.drop_table("inspection")

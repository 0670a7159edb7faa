"""Communities of schools

Revision ID: 0052
Revises: 0051
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "community",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("coordinator_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=1000), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coordinator_id"], ["person.id"], name=op.f("fk__community__coordinator_id__person")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["organisation.id"], name=op.f("fk__community__region_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__community")),
        sa.UniqueConstraint("region_id", "name", name=op.f("uq__community__region_id")),
    )
    op.create_index(op.f("ix__community_coordinator_id"), "community", ["coordinator_id"])
    op.create_index(op.f("ix__community_region_id"), "community", ["region_id"])

    op.create_table(
        "community_activity",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=1000), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=True),
        sa.Column("reported_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_note", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'reported') = (decided_at IS NULL)",
            name=op.f("ck__community_activity__decided_when_no_longer_reported"),
        ),
        sa.CheckConstraint(
            "kind IN ('session', 'lesson', 'exchange')", name=op.f("ck__community_activity__kind_known")
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR decided_by_id <> reported_by_id",
            name=op.f("ck__community_activity__confirmed_by_another"),
        ),
        sa.CheckConstraint(
            "state IN ('reported', 'confirmed', 'declined', 'withdrawn')",
            name=op.f("ck__community_activity__state_known"),
        ),
        sa.CheckConstraint("giver_id <> receiver_id", name=op.f("ck__community_activity__is_given_to_another")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk__community_activity__community_id__community")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk__community_activity__decided_by_id__person")
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["organisation.id"], name=op.f("fk__community_activity__giver_id__organisation")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["organisation.id"], name=op.f("fk__community_activity__receiver_id__organisation")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["person.id"], name=op.f("fk__community_activity__reported_by_id__person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__community_activity")),
    )
    op.create_index(op.f("ix__community_activity_community_id"), "community_activity", ["community_id"])
    op.create_index(op.f("ix__community_activity_giver_id"), "community_activity", ["giver_id"])
    op.create_index(op.f("ix__community_activity_receiver_id"), "community_activity", ["receiver_id"])

    op.create_table(
        "community_school",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("part IN ('core', 'partner')", name=op.f("ck__community_school__part_known")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk__community_school__community_id__community")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk__community_school__school_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__community_school")),
    )
    op.create_index(op.f("ix__community_school_community_id"), "community_school", ["community_id"])
    op.create_index(op.f("ix__community_school_school_id"), "community_school", ["school_id"])
    op.create_index(
        "uq__community_school__stands",
        "community_school",
        ["community_id", "school_id"],
        unique=True,
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )

    op.create_table(
        "obligation",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("owed_by", sa.String(length=30), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('session', 'lesson', 'exchange')", name=op.f("ck__obligation__kind_known")),
        sa.CheckConstraint("owed_by IN ('core', 'partner', 'each')", name=op.f("ck__obligation__owed_by_known")),
        sa.CheckConstraint("times BETWEEN 1 AND 40", name=op.f("ck__obligation__is_a_number_of_times")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk__obligation__community_id__community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__obligation")),
        sa.UniqueConstraint("community_id", "term", "kind", "owed_by", name=op.f("uq__obligation__community_id")),
    )


def downgrade():
    op.drop_table("obligation")
    op.drop_index("uq__community_school__stands", table_name="community_school")
    op.drop_index(op.f("ix__community_school_school_id"), table_name="community_school")
    op.drop_index(op.f("ix__community_school_community_id"), table_name="community_school")

    op.drop_table("community_school")
    op.drop_index(op.f("ix__community_activity_receiver_id"), table_name="community_activity")
    op.drop_index(op.f("ix__community_activity_giver_id"), table_name="community_activity")
    op.drop_index(op.f("ix__community_activity_community_id"), table_name="community_activity")

    op.drop_table("community_activity")
    op.drop_index(op.f("ix__community_region_id"), table_name="community")
    op.drop_index(op.f("ix__community_coordinator_id"), table_name="community")

    op.drop_table("community")

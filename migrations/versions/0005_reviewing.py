"""second opinions, takeovers, fingerprints, media faults, retired micro-skills

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SINCE_WHEN_IN_REVIEW = """
    UPDATE resource_version SET reviewer_acted_at = (
        SELECT max(at) FROM resource_move WHERE version_id = resource_version.id AND became = 'in_review'
    ) WHERE state = 'in_review'
"""


def upgrade():
    # First, for second_opinion refers to it. Neither column nor index makes SQLite copy the table.
    op.add_column("resource_version", sa.Column("reviewer_acted_at", sa.DateTime(), nullable=True))
    op.create_index(
        "uq__resource_version__whose_and_where",
        "resource_version",
        ["id", "author_id", "organisation_id"],
        unique=True,
    )
    op.execute(SINCE_WHEN_IN_REVIEW)
    op.create_index("ix__resource_move__decided", "resource_move", ["became", "at"])
    op.add_column("micro_skill", sa.Column("retired_at", sa.DateTime(), nullable=True))
    op.create_table(
        "media_fault",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('missing', 'damaged', 'unreadable')", name=op.f("ck__media_fault__kind_known")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk__media_fault__file_id__stored_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__media_fault")),
        sa.UniqueConstraint("file_id", name=op.f("uq__media_fault__file_id")),
    )
    op.create_table(
        "fingerprint",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("simhash", sa.BigInteger(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["resource_version.id"], name=op.f("fk__fingerprint__leader_id__resource_version")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["resource_version.id"], name=op.f("fk__fingerprint__version_id__resource_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__fingerprint")),
        sa.UniqueConstraint("version_id", name=op.f("uq__fingerprint__version_id")),
    )
    with op.batch_alter_table("fingerprint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__fingerprint_leader_id"), ["leader_id"], unique=False)

    op.create_table(
        "second_opinion",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("asked_school_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("recommendation", sa.String(length=30), nullable=True),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL AND recommendation IS NOT NULL AND words <> '')",
            name=op.f("ck__second_opinion__answered_in_words"),
        ),
        sa.CheckConstraint(
            "recommendation IN ('publish', 'return')", name=op.f("ck__second_opinion__recommendation_known")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'answered', 'passed_on', 'lapsed')", name=op.f("ck__second_opinion__state_known")
        ),
        sa.CheckConstraint("asked_id <> asker_id", name=op.f("ck__second_opinion__is_asked_of_somebody_else")),
        sa.CheckConstraint("asked_id <> author_id", name=op.f("ck__second_opinion__nobody_judges_their_own")),
        sa.CheckConstraint(
            "asked_school_id <> organisation_id", name=op.f("ck__second_opinion__nobody_judges_their_school")
        ),
        sa.ForeignKeyConstraint(["asked_id"], ["person.id"], name=op.f("fk__second_opinion__asked_id__person")),
        sa.ForeignKeyConstraint(
            ["asked_school_id"], ["organisation.id"], name=op.f("fk__second_opinion__asked_school_id__organisation")
        ),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk__second_opinion__asker_id__person")),
        sa.ForeignKeyConstraint(
            ["version_id", "author_id", "organisation_id"],
            ["resource_version.id", "resource_version.author_id", "resource_version.organisation_id"],
            name="fk__second_opinion__whose_and_where",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__second_opinion")),
    )
    with op.batch_alter_table("second_opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__second_opinion_asked_id"), ["asked_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__second_opinion_version_id"), ["version_id"], unique=False)
        batch_op.create_index(
            "uq__second_opinion__one_asked",
            ["version_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )


def downgrade():
    for table in ("second_opinion", "fingerprint", "media_fault"):
        op.drop_table(table)
    op.drop_column("micro_skill", "retired_at")
    op.drop_index("ix__resource_move__decided", "resource_move")
    op.drop_index("uq__resource_version__whose_and_where", "resource_version")
    op.drop_column("resource_version", "reviewer_acted_at")

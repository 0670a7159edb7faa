"""what a resource holds

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "preparation",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("why", sa.String(length=30), nullable=True),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'failed') = (why IS NOT NULL)", name=op.f("ck__preparation__failed_says_why")),
        sa.CheckConstraint(
            "picture_id IS NULL OR (what = 'picture' AND state = 'done')",
            name=op.f("ck__preparation__picture_when_done"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'working', 'done', 'failed')", name=op.f("ck__preparation__state_known")
        ),
        sa.CheckConstraint("what IN ('picture', 'length', 'text')", name=op.f("ck__preparation__what_known")),
        sa.CheckConstraint(
            "why IN ('broken', 'too_much', 'missing', 'given_up')", name=op.f("ck__preparation__why_known")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk__preparation__file_id__stored_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["stored_file.id"], name=op.f("fk__preparation__picture_id__stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__preparation")),
        sa.UniqueConstraint("file_id", "what", name=op.f("uq__preparation__file_id")),
    )
    with op.batch_alter_table("preparation", schema=None) as batch_op:
        batch_op.create_index("ix__preparation__state", ["state", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix__preparation_picture_id"), ["picture_id"], unique=False)

    op.create_table(
        "resumable_upload",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("seen_as", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("refused_for", sa.String(length=30), nullable=True),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'refused') = (refused_for IS NOT NULL)", name=op.f("ck__resumable_upload__refused_says_why")
        ),
        sa.CheckConstraint(
            "refused_for IN ('empty', 'type_not_allowed', 'content_mismatch', 'bad_name', 'macros', 'encrypted', 'external_template', 'active_content', 'embedded_object', 'unsafe_xml', 'archive_unsafe', 'too_large_when_unpacked', 'too_many_pixels', 'too_many_frames', 'trailing_data', 'playlist', 'corrupt')",
            name=op.f("ck__resumable_upload__refused_for_known"),
        ),
        sa.CheckConstraint(
            "state = 'receiving' OR received = size", name=op.f("ck__resumable_upload__looked_at_when_whole")
        ),
        sa.CheckConstraint(
            "state IN ('receiving', 'examining', 'ready', 'refused')", name=op.f("ck__resumable_upload__state_known")
        ),
        sa.CheckConstraint("received BETWEEN 0 AND size", name=op.f("ck__resumable_upload__never_more_than_all")),
        sa.CheckConstraint("size > 0", name=op.f("ck__resumable_upload__not_empty")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__resumable_upload__person_id__person")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk__resumable_upload__upload_id__upload"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__resumable_upload")),
    )
    with op.batch_alter_table("resumable_upload", schema=None) as batch_op:
        batch_op.create_index("ix__resumable_upload__of_person", ["person_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix__resumable_upload_upload_id"), ["upload_id"], unique=False)

    op.create_table(
        "piece",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("kept_as", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length > 0", name=op.f("ck__piece__not_empty")),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["resumable_upload.id"],
            name=op.f("fk__piece__upload_id__resumable_upload"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__piece")),
        sa.UniqueConstraint("kept_as", name=op.f("uq__piece__kept_as")),
        sa.UniqueConstraint("upload_id", "start", name=op.f("uq__piece__upload_id")),
    )
    with op.batch_alter_table("resource_file", schema=None) as batch_op:
        batch_op.create_unique_constraint("uq__resource_file__once_in_a_version", ["version_id", "file_id"])
        batch_op.create_check_constraint(op.f("ck__resource_file__not_too_many"), "position < 12")


def downgrade():
    with op.batch_alter_table("resource_file", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck__resource_file__not_too_many"), type_="check")
        batch_op.drop_constraint("uq__resource_file__once_in_a_version", type_="unique")

    op.drop_table("piece")
    with op.batch_alter_table("resumable_upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__resumable_upload_upload_id"))
        batch_op.drop_index("ix__resumable_upload__of_person")

    op.drop_table("resumable_upload")
    with op.batch_alter_table("preparation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__preparation_picture_id"))
        batch_op.drop_index("ix__preparation__state")

    op.drop_table("preparation")

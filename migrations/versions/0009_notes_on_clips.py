"""notes on clips, and the chapters of a version

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "note",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("starts_ms", sa.Integer(), nullable=False),
        sa.Column("ends_ms", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=True),
        sa.Column("reach", sa.String(length=30), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(reach = 'team') = (team_id IS NOT NULL)", name=op.f("ck__note__a_team_for_team_notes")),
        sa.CheckConstraint("reach IN ('private', 'team', 'everyone')", name=op.f("ck__note__reach_known")),
        sa.CheckConstraint("ends_ms > starts_ms", name=op.f("ck__note__ends_after_it_starts")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__note__has_text")),
        sa.CheckConstraint("starts_ms >= 0", name=op.f("ck__note__starts_on_the_clip")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk__note__author_id__person")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__note__file_id__stored_file")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk__note__resource_id__resource")),
        sa.ForeignKeyConstraint(["skill_id"], ["micro_skill.id"], name=op.f("fk__note__skill_id__micro_skill")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk__note__team_id__team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index("ix__note__of_a_person", ["author_id", "id"], unique=False)
        batch_op.create_index("ix__note__on_a_clip", ["resource_id", "file_id", "starts_ms"], unique=False)
        batch_op.create_index(batch_op.f("ix__note_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__note_skill_id"), ["skill_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__note_team_id"), ["team_id"], unique=False)

    op.create_table(
        "note_reply",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__note_reply__has_text")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk__note_reply__author_id__person")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk__note_reply__note_id__note")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__note_reply")),
    )
    with op.batch_alter_table("note_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__note_reply_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__note_reply_note_id"), ["note_id"], unique=False)

    # Not in a batch: SQLite would make the table anew, with its triggers and partial indexes, for a column it can add.
    op.add_column("resource_version", sa.Column("chapters", sa.JSON(), nullable=False, server_default="[]"))


def downgrade():
    op.drop_column("resource_version", "chapters")

    with op.batch_alter_table("note_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__note_reply_note_id"))
        batch_op.drop_index(batch_op.f("ix__note_reply_author_id"))

    op.drop_table("note_reply")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__note_team_id"))
        batch_op.drop_index(batch_op.f("ix__note_skill_id"))
        batch_op.drop_index(batch_op.f("ix__note_file_id"))
        batch_op.drop_index("ix__note__on_a_clip")
        batch_op.drop_index("ix__note__of_a_person")

    op.drop_table("note")

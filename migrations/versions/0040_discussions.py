"""discussions

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

KINDS_OF_UNITS = ("text", "pdf", "video", "link", "quiz", "assignment", "package")


def upgrade():
    op.create_table(
        "discussion",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("least_characters", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("answers BETWEEN 0 AND 10", name=op.f("ck__discussion__answers_are_humane")),
        sa.CheckConstraint("least_characters BETWEEN 1 AND 1000", name=op.f("ck__discussion__length_is_humane")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk__discussion__unit_id__unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__discussion")),
        sa.UniqueConstraint("unit_id", name=op.f("uq__discussion__unit_id")),
    )
    op.create_table(
        "post",
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("says_enough", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_because", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(hidden_at IS NULL) = (hidden_by_id IS NULL) AND (hidden_at IS NULL OR hidden_because <> '')",
            name=op.f("ck__post__hidden_by_somebody_with_a_reason"),
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__post__says_something")),
        sa.ForeignKeyConstraint(["answers_id"], ["post.id"], name=op.f("fk__post__answers_id__post")),
        sa.ForeignKeyConstraint(["discussion_id"], ["discussion.id"], name=op.f("fk__post__discussion_id__discussion")),
        sa.ForeignKeyConstraint(["group_id"], ["study_group.id"], name=op.f("fk__post__group_id__study_group")),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["person.id"], name=op.f("fk__post__hidden_by_id__person")),
        sa.ForeignKeyConstraint(["writer_id"], ["person.id"], name=op.f("fk__post__writer_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__post")),
    )
    op.create_index("ix__post__of_group", "post", ["discussion_id", "group_id", "id"])
    op.create_index(op.f("ix__post_answers_id"), "post", ["answers_id"])
    op.create_index(op.f("ix__post_group_id"), "post", ["group_id"])
    op.create_index(op.f("ix__post_writer_id"), "post", ["writer_id"])
    know("unit", "kind", KINDS_OF_UNITS, (*KINDS_OF_UNITS, "discussion"))


def downgrade():
    op.drop_index(op.f("ix__post_writer_id"), table_name="post")
    op.drop_index(op.f("ix__post_group_id"), table_name="post")
    op.drop_index(op.f("ix__post_answers_id"), table_name="post")
    op.drop_index("ix__post__of_group", table_name="post")

    op.drop_table("post")
    op.drop_table("discussion")
    know("unit", "kind", (*KINDS_OF_UNITS, "discussion"), KINDS_OF_UNITS)


def know(table: str, column: str, was: tuple[str, ...], becomes: tuple[str, ...]) -> None:
    """On SQLite as in 0011: where it keeps the definition, for tables with triggers cannot be copied."""
    texts = [f"({column} IN (" + ", ".join(f"'{one}'" for one in known) + "))" for known in (was, becomes)]
    if op.get_bind().dialect.name == "postgresql":
        name = f"ck__{table}__{column}_known"
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK {texts[1]}")
        return
    op.execute("PRAGMA writable_schema = ON")
    change = sa.text(
        "UPDATE sqlite_schema SET sql = replace(sql, :was, :becomes) WHERE name = :name AND type = 'table'"
    )
    op.execute(change.bindparams(was=texts[0], becomes=texts[1], name=table))
    op.execute("PRAGMA writable_schema = RESET")

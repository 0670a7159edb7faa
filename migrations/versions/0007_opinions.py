"""what readers say and do: ratings, comments, collections, adoptions, visits

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Its rows are only ever added; both engines refuse the rest.
ON_SQLITE = """
    CREATE TRIGGER comment_move_no_{verb} BEFORE {verb} ON comment_move
    BEGIN SELECT RAISE(ABORT, 'comment_move only grows'); END
"""
ON_POSTGRESQL = """
    CREATE FUNCTION comment_move_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'comment_move only grows'; END $$;
    CREATE TRIGGER comment_move_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON comment_move
    FOR EACH STATEMENT EXECUTE FUNCTION comment_move_only_grows()
"""


def refuse_changes():
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ON_POSTGRESQL)
    else:
        for verb in ("update", "delete"):
            op.execute(ON_SQLITE.format(verb=verb))


def upgrade():
    op.create_table(
        "visit_mark",
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__visit_mark")),
        sa.UniqueConstraint("mark", name=op.f("uq__visit_mark__mark")),
    )
    with op.batch_alter_table("visit_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__visit_mark_made_at"), ["made_at"], unique=False)

    op.create_table(
        "visit_spool",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("folded", sa.BigInteger(), nullable=False),
        sa.Column("folded_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__visit_spool")),
        sa.UniqueConstraint("name", name=op.f("uq__visit_spool__name")),
    )
    with op.batch_alter_table("visit_spool", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__visit_spool_folded_at"), ["folded_at"], unique=False)

    op.create_table(
        "collection",
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("sharing", sa.String(length=30), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("sharing IN ('private', 'school', 'city')", name=op.f("ck__collection__sharing_known")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck__collection__has_title")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__collection__organisation_id__organisation")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk__collection__owner_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__collection")),
        sa.UniqueConstraint("owner_id", "title", name="uq__collection__one_title_each"),
    )
    with op.batch_alter_table("collection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__collection_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "adoption",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("class_name", sa.String(length=40), nullable=False),
        sa.Column("taught_on", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("what_happened", sa.String(length=2000), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(file_id IS NULL) = (file_name = '')", name=op.f("ck__adoption__a_file_has_its_name")),
        sa.CheckConstraint("length(class_name) > 0", name=op.f("ck__adoption__has_class")),
        sa.CheckConstraint("length(what_happened) > 0", name=op.f("ck__adoption__says_what_happened")),
        sa.CheckConstraint("taught_on <= told_on", name=op.f("ck__adoption__not_in_the_future")),
        sa.CheckConstraint("teacher_id <> author_id", name=op.f("ck__adoption__nobody_adopts_their_own")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__adoption__file_id__stored_file")),
        sa.ForeignKeyConstraint(
            ["resource_id", "author_id", "organisation_id"],
            ["resource.id", "resource.author_id", "resource.organisation_id"],
            name="fk__adoption__whose_and_where",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk__adoption__school_id__organisation")),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk__adoption__teacher_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__adoption")),
    )
    with op.batch_alter_table("adoption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__adoption_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__adoption_resource_id"), ["resource_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__adoption_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__adoption_teacher_id"), ["teacher_id"], unique=False)
        batch_op.create_index(
            "uq__adoption__one_lesson_once",
            ["resource_id", "teacher_id", "class_name", "taught_on"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "collection_item",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk__collection_item__collection_id__collection")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk__collection_item__resource_id__resource")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__collection_item")),
        sa.UniqueConstraint("collection_id", "resource_id", name="uq__collection_item__once"),
    )
    with op.batch_alter_table("collection_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__collection_item_resource_id"), ["resource_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('shown', 'hidden', 'withdrawn')", name=op.f("ck__comment__state_known")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__comment__says_something")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk__comment__resource_id__resource")),
        sa.ForeignKeyConstraint(["writer_id"], ["person.id"], name=op.f("fk__comment__writer_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__comment")),
        sa.UniqueConstraint("id", "writer_id", name="uq__comment__whose"),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix__comment__of_resource", ["resource_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix__comment_writer_id"), ["writer_id"], unique=False)

    op.create_table(
        "rating",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("person_id <> author_id", name=op.f("ck__rating__nobody_rates_their_own")),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck__rating__one_to_five")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__rating__person_id__person")),
        sa.ForeignKeyConstraint(
            ["resource_id", "author_id", "organisation_id"],
            ["resource.id", "resource.author_id", "resource.organisation_id"],
            name="fk__rating__whose_and_where",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__rating")),
        sa.UniqueConstraint("resource_id", "person_id", name=op.f("uq__rating__resource_id")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__rating_person_id"), ["person_id"], unique=False)

    op.create_table(
        "visit_count",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("views >= 0 AND downloads >= 0", name=op.f("ck__visit_count__not_negative")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], name=op.f("fk__visit_count__resource_id__resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__visit_count")),
        sa.UniqueConstraint("resource_id", "day", name="uq__visit_count__one_a_day"),
    )
    with op.batch_alter_table("visit_count", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__visit_count_day"), ["day"], unique=False)

    op.create_table(
        "comment_move",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(became = 'withdrawn') = (by_id = writer_id)", name=op.f("ck__comment_move__editors_judge_others")
        ),
        sa.CheckConstraint("became <> 'hidden' OR reason <> ''", name=op.f("ck__comment_move__hiding_has_a_reason")),
        sa.CheckConstraint("became IN ('shown', 'hidden', 'withdrawn')", name=op.f("ck__comment_move__became_known")),
        sa.CheckConstraint("was IN ('shown', 'hidden', 'withdrawn')", name=op.f("ck__comment_move__was_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__comment_move__by_id__person")),
        sa.ForeignKeyConstraint(
            ["comment_id", "writer_id"], ["comment.id", "comment.writer_id"], name="fk__comment_move__whose"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__comment_move")),
    )
    with op.batch_alter_table("comment_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__comment_move_comment_id"), ["comment_id"], unique=False)

    op.create_table(
        "comment_report",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck__comment_report__decided_has_a_moment")
        ),
        sa.CheckConstraint(
            "reason IN ('insult', 'personal_data', 'advertising', 'off_topic', 'wrong')",
            name=op.f("ck__comment_report__reason_known"),
        ),
        sa.CheckConstraint("state IN ('open', 'upheld', 'dismissed')", name=op.f("ck__comment_report__state_known")),
        sa.CheckConstraint("by_id <> writer_id", name=op.f("ck__comment_report__nobody_reports_themself")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__comment_report__by_id__person")),
        sa.ForeignKeyConstraint(
            ["comment_id", "writer_id"], ["comment.id", "comment.writer_id"], name="fk__comment_report__whose"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk__comment_report__decided_by_id__person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__comment_report")),
        sa.UniqueConstraint("comment_id", "by_id", name=op.f("uq__comment_report__comment_id")),
    )
    with op.batch_alter_table("comment_report", schema=None) as batch_op:
        batch_op.create_index("ix__comment_report__queue", ["state", "made_at"], unique=False)

    refuse_changes()


def downgrade():
    with op.batch_alter_table("comment_report", schema=None) as batch_op:
        batch_op.drop_index("ix__comment_report__queue")

    op.drop_table("comment_report")
    with op.batch_alter_table("comment_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__comment_move_comment_id"))

    op.drop_table("comment_move")
    with op.batch_alter_table("visit_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__visit_count_day"))

    op.drop_table("visit_count")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__rating_person_id"))

    op.drop_table("rating")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__comment_writer_id"))
        batch_op.drop_index("ix__comment__of_resource")

    op.drop_table("comment")
    with op.batch_alter_table("collection_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__collection_item_resource_id"))

    op.drop_table("collection_item")
    with op.batch_alter_table("adoption", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__adoption__one_lesson_once",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__adoption_teacher_id"))
        batch_op.drop_index(batch_op.f("ix__adoption_school_id"))
        batch_op.drop_index(batch_op.f("ix__adoption_resource_id"))
        batch_op.drop_index(batch_op.f("ix__adoption_file_id"))

    op.drop_table("adoption")
    with op.batch_alter_table("collection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__collection_organisation_id"))

    op.drop_table("collection")
    with op.batch_alter_table("visit_spool", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__visit_spool_folded_at"))

    op.drop_table("visit_spool")
    with op.batch_alter_table("visit_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__visit_mark_made_at"))

    op.drop_table("visit_mark")
    if op.get_bind().dialect.name == "postgresql":  # which keeps functions when their tables go
        op.execute("DROP FUNCTION comment_move_only_grows()")

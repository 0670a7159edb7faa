"""minutes

Revision ID: 0045
Revises: 0044
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


APPROVED = (
    "SELECT 1 FROM minutes_approval AS approval JOIN minutes_entry AS entry"
    " ON entry.session_id = approval.session_id WHERE entry.id = NEW.entry_id AND approval.reopened_at IS NULL"
)
REFUSALS = {
    "sqlite": (
        f"CREATE TRIGGER minutes_version_of_open_minutes BEFORE INSERT ON minutes_version WHEN EXISTS ({APPROVED})"
        " BEGIN SELECT RAISE(ABORT, 'these minutes are approved'); END",
        "CREATE TRIGGER minutes_version_no_update BEFORE UPDATE ON minutes_version BEGIN "
        "SELECT RAISE(ABORT, 'minutes_version only grows'); END",
        "CREATE TRIGGER minutes_version_no_delete BEFORE DELETE ON minutes_version BEGIN "
        "SELECT RAISE(ABORT, 'minutes_version only grows'); END",
        "CREATE TRIGGER action_move_no_update BEFORE UPDATE ON action_move BEGIN "
        "SELECT RAISE(ABORT, 'action_move only grows'); END",
        "CREATE TRIGGER action_move_no_delete BEFORE DELETE ON action_move BEGIN "
        "SELECT RAISE(ABORT, 'action_move only grows'); END",
        "CREATE TRIGGER carried_item_no_update BEFORE UPDATE ON carried_item BEGIN "
        "SELECT RAISE(ABORT, 'carried_item only grows'); END",
        "CREATE TRIGGER carried_item_no_delete BEFORE DELETE ON carried_item BEGIN "
        "SELECT RAISE(ABORT, 'carried_item only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION minutes_version_of_open_minutes() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF EXISTS ({APPROVED})"
        " THEN RAISE EXCEPTION 'these minutes are approved'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER minutes_version_of_open_minutes BEFORE INSERT ON minutes_version"
        " FOR EACH ROW EXECUTE FUNCTION minutes_version_of_open_minutes()",
        "CREATE OR REPLACE FUNCTION minutes_version_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'minutes_version only grows'; END $$",
        "CREATE TRIGGER minutes_version_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON minutes_version "
        "FOR EACH STATEMENT EXECUTE FUNCTION minutes_version_only_grows()",
        "CREATE OR REPLACE FUNCTION action_move_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'action_move only grows'; END $$",
        "CREATE TRIGGER action_move_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON action_move "
        "FOR EACH STATEMENT EXECUTE FUNCTION action_move_only_grows()",
        "CREATE OR REPLACE FUNCTION carried_item_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'carried_item only grows'; END $$",
        "CREATE TRIGGER carried_item_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON carried_item "
        "FOR EACH STATEMENT EXECUTE FUNCTION carried_item_only_grows()",
    ),
}


def upgrade():
    op.create_table(
        "action_item",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'done', 'dropped')", name=op.f("ck__action_item__state_known")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk__action_item__owner_id__person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__action_item__session_id__online_session")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk__action_item__team_id__team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__action_item")),
    )
    op.create_index(op.f("ix__action_item_owner_id"), "action_item", ["owner_id"])
    op.create_index(op.f("ix__action_item_session_id"), "action_item", ["session_id"])
    op.create_index(op.f("ix__action_item_team_id"), "action_item", ["team_id"])

    op.create_table(
        "minutes_entry",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_by_id", sa.Integer(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('note', 'decision')", name=op.f("ck__minutes_entry__kind_known")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck__minutes_entry__says_something")),
        sa.ForeignKeyConstraint(["last_by_id"], ["person.id"], name=op.f("fk__minutes_entry__last_by_id__person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__minutes_entry__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__minutes_entry")),
    )
    op.create_index(op.f("ix__minutes_entry_session_id"), "minutes_entry", ["session_id"])

    op.create_table(
        "action_move",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=True),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("became IN ('open', 'done', 'dropped')", name=op.f("ck__action_move__became_known")),
        sa.CheckConstraint("was IN ('open', 'done', 'dropped')", name=op.f("ck__action_move__was_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__action_move__by_id__person")),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk__action_move__item_id__action_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__action_move")),
    )
    op.create_index(op.f("ix__action_move_item_id"), "action_move", ["item_id"])

    op.create_table(
        "carried_item",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["action_item.id"], name=op.f("fk__carried_item__item_id__action_item")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__carried_item__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__carried_item")),
        sa.UniqueConstraint("item_id", "session_id", name=op.f("uq__carried_item__item_id")),
    )
    op.create_index(op.f("ix__carried_item_session_id"), "carried_item", ["session_id"])

    op.create_table(
        "minutes_version",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('note', 'decision')", name=op.f("ck__minutes_version__kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__minutes_version__by_id__person")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["minutes_entry.id"], name=op.f("fk__minutes_version__entry_id__minutes_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__minutes_version")),
        sa.UniqueConstraint("entry_id", "version", name=op.f("uq__minutes_version__entry_id")),
    )
    op.create_table(
        "minutes_approval",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(), nullable=True),
        sa.Column("reopened_because", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reopened_by_id IS NULL)", name=op.f("ck__minutes_approval__reopened_by_somebody")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__minutes_approval__by_id__person")),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"], ["person.id"], name=op.f("fk__minutes_approval__reopened_by_id__person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__minutes_approval__session_id__online_session")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["minutes_version.id"], name=op.f("fk__minutes_approval__version_id__minutes_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__minutes_approval")),
    )
    op.create_index(op.f("ix__minutes_approval_session_id"), "minutes_approval", ["session_id"])
    op.create_index(
        "uq__minutes_approval__stands",
        "minutes_approval",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text("reopened_at IS NULL"),
        postgresql_where=sa.text("reopened_at IS NULL"),
    )

    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_index("uq__minutes_approval__stands", table_name="minutes_approval")
    op.drop_index(op.f("ix__minutes_approval_session_id"), table_name="minutes_approval")

    op.drop_table("minutes_approval")
    op.drop_table("minutes_version")
    op.drop_index(op.f("ix__carried_item_session_id"), table_name="carried_item")

    op.drop_table("carried_item")
    op.drop_index(op.f("ix__action_move_item_id"), table_name="action_move")

    op.drop_table("action_move")
    op.drop_index(op.f("ix__minutes_entry_session_id"), table_name="minutes_entry")

    op.drop_table("minutes_entry")
    op.drop_index(op.f("ix__action_item_team_id"), table_name="action_item")
    op.drop_index(op.f("ix__action_item_session_id"), table_name="action_item")
    op.drop_index(op.f("ix__action_item_owner_id"), table_name="action_item")

    op.drop_table("action_item")

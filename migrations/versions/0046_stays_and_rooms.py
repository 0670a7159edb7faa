"""stays and rooms

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

SOURCES = ("enrolment", "claim", "course")


REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER confirmed_stay_no_update BEFORE UPDATE ON confirmed_stay BEGIN "
        "SELECT RAISE(ABORT, 'confirmed_stay only grows'); END",
        "CREATE TRIGGER confirmed_stay_no_delete BEFORE DELETE ON confirmed_stay BEGIN "
        "SELECT RAISE(ABORT, 'confirmed_stay only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION confirmed_stay_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'confirmed_stay only grows'; END $$",
        "CREATE TRIGGER confirmed_stay_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON confirmed_stay "
        "FOR EACH STATEMENT EXECUTE FUNCTION confirmed_stay_only_grows()",
    ),
}


def upgrade():
    op.create_table(
        "session_rules",
        sa.Column("least_share", sa.Integer(), nullable=False),
        sa.Column("silence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck__session_rules__only_one")),
        sa.CheckConstraint("least_share BETWEEN 1 AND 100", name=op.f("ck__session_rules__is_a_share")),
        sa.CheckConstraint("silence BETWEEN 1 AND 30", name=op.f("ck__session_rules__silence_is_short")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__session_rules")),
    )
    op.create_table(
        "quick_vote",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__quick_vote__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__quick_vote")),
    )
    op.create_index(op.f("ix__quick_vote_session_id"), "quick_vote", ["session_id"])

    op.create_table(
        "raised_hand",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("lowered_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__raised_hand__person_id__person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__raised_hand__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__raised_hand")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq__raised_hand__session_id")),
    )
    op.create_table(
        "room_event",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('step', 'question', 'hand', 'poll', 'message')", name=op.f("ck__room_event__kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__room_event__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__room_event")),
    )
    op.create_index("ix__room_event__of_session", "room_event", ["session_id", "id"])
    op.create_index(op.f("ix__room_event_at"), "room_event", ["at"])

    op.create_table(
        "room_message",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__room_message__by_id__person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__room_message__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__room_message")),
    )
    op.create_index(op.f("ix__room_message_session_id"), "room_message", ["session_id"])

    op.create_table(
        "room_question",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'now', 'answered', 'hidden')", name=op.f("ck__room_question__state_known")
        ),
        sa.CheckConstraint("votes >= 0", name=op.f("ck__room_question__votes_are_counted")),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk__room_question__asker_id__person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__room_question__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__room_question")),
    )
    op.create_index(op.f("ix__room_question_session_id"), "room_question", ["session_id"])

    op.create_table(
        "session_confirmation",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("least_share", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("because", sa.String(length=500), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_because", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__session_confirmation__by_id__person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__session_confirmation__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__session_confirmation")),
    )
    op.create_index(op.f("ix__session_confirmation_session_id"), "session_confirmation", ["session_id"])
    op.create_index(
        "uq__session_confirmation__stands",
        "session_confirmation",
        ["session_id"],
        unique=True,
        sqlite_where=sa.text("taken_back_at IS NULL"),
        postgresql_where=sa.text("taken_back_at IS NULL"),
    )

    op.create_table(
        "session_room",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(position IS NULL) = (since IS NULL)", name=op.f("ck__session_room__a_step_has_its_moment")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__session_room__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__session_room")),
        sa.UniqueConstraint("session_id", name=op.f("uq__session_room__session_id")),
    )
    op.create_table(
        "stay",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("source IN ('room', 'call')", name=op.f("ck__stay__source_known")),
        sa.CheckConstraint("ended_at >= began_at", name=op.f("ck__stay__ends_after_it_began")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__stay__person_id__person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__stay__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__stay")),
        sa.UniqueConstraint("session_id", "person_id", "source", "began_at", name=op.f("uq__stay__session_id")),
    )
    op.create_index(op.f("ix__stay_person_id"), "stay", ["person_id"])

    op.create_table(
        "confirmed_stay",
        sa.Column("confirmation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck__confirmed_stay__has_seconds")),
        sa.ForeignKeyConstraint(
            ["confirmation_id"],
            ["session_confirmation.id"],
            name=op.f("fk__confirmed_stay__confirmation_id__session_confirmation"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__confirmed_stay__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__confirmed_stay")),
        sa.UniqueConstraint("confirmation_id", "person_id", name=op.f("uq__confirmed_stay__confirmation_id")),
    )
    op.create_index(op.f("ix__confirmed_stay_person_id"), "confirmed_stay", ["person_id"])

    op.create_table(
        "quick_vote_answer",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__quick_vote_answer__person_id__person")),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["quick_vote.id"], name=op.f("fk__quick_vote_answer__vote_id__quick_vote")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__quick_vote_answer")),
        sa.UniqueConstraint("vote_id", "person_id", name=op.f("uq__quick_vote_answer__vote_id")),
    )
    op.create_table(
        "room_question_vote",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__room_question_vote__person_id__person")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["room_question.id"], name=op.f("fk__room_question_vote__question_id__room_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__room_question_vote")),
        sa.UniqueConstraint("question_id", "person_id", name=op.f("uq__room_question_vote__question_id")),
    )

    know("attested_record", "source", SOURCES, (*SOURCES, "session"))
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_table("room_question_vote")
    op.drop_table("quick_vote_answer")
    op.drop_index(op.f("ix__confirmed_stay_person_id"), table_name="confirmed_stay")

    op.drop_table("confirmed_stay")
    op.drop_index(op.f("ix__stay_person_id"), table_name="stay")

    op.drop_table("stay")
    op.drop_table("session_room")
    op.drop_index("uq__session_confirmation__stands", table_name="session_confirmation")
    op.drop_index(op.f("ix__session_confirmation_session_id"), table_name="session_confirmation")

    op.drop_table("session_confirmation")
    op.drop_index(op.f("ix__room_question_session_id"), table_name="room_question")

    op.drop_table("room_question")
    op.drop_index(op.f("ix__room_message_session_id"), table_name="room_message")

    op.drop_table("room_message")
    op.drop_index(op.f("ix__room_event_at"), table_name="room_event")
    op.drop_index("ix__room_event__of_session", table_name="room_event")

    op.drop_table("room_event")
    op.drop_table("raised_hand")
    op.drop_index(op.f("ix__quick_vote_session_id"), table_name="quick_vote")

    op.drop_table("quick_vote")
    op.drop_table("session_rules")
    know("attested_record", "source", (*SOURCES, "session"), SOURCES)


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

"""ceilings of study, questions of presence

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


SOURCES = ("enrolment", "claim")
NEW = "course"
VERDICTS = ("counted", "again", "too_fast", "paused", "past_end", "scattered", "other_session")
WITH_CEILING = ("counted", "again", "too_fast", "ceiling", "paused", "past_end", "scattered", "other_session")
FINISHED = """
    INSERT INTO outbox_row (topic, payload, made_at, due_at, attempts, error)
    SELECT 'study.credit', {payload}, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, ''
    FROM course_enrolment WHERE finished_at IS NOT NULL ORDER BY id
"""


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def know(table: str, column: str, was: tuple[str, ...], becomes: tuple[str, ...]) -> None:
    """On SQLite as in 0011: where it keeps the definition, for tables with triggers cannot be copied."""
    texts = [f"({column} IN (" + ", ".join(f"'{one}'" for one in known) + "))" for known in (was, becomes)]
    if is_postgresql():
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


def upgrade():
    know("attested_record", "source", SOURCES, (*SOURCES, NEW))
    know("watch_beat", "verdict", VERDICTS, WITH_CEILING)
    # Who finished a course before there was a ledger of its hours gets them now.
    payload = "json_build_object('enrolment', id)" if is_postgresql() else "json_object('enrolment', id)"
    op.execute(FINISHED.format(payload=payload))
    op.create_table(
        "study_rules",
        sa.Column("most_an_hour", sa.Integer(), nullable=False),
        sa.Column("most_a_day", sa.Integer(), nullable=False),
        sa.Column("ask_after", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ask_after BETWEEN 0 AND 120", name=op.f("ck__study_rules__asking_is_humane")),
        sa.CheckConstraint("id = 1", name=op.f("ck__study_rules__only_one")),
        sa.CheckConstraint("most_a_day BETWEEN 30 AND 1440", name=op.f("ck__study_rules__a_day_is_humane")),
        sa.CheckConstraint("most_an_hour BETWEEN 30 AND 240", name=op.f("ck__study_rules__an_hour_is_humane")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__study_rules")),
    )
    op.create_table(
        "study_hour",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hour", sa.DateTime(), nullable=False),
        sa.Column("credited_ms", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("credited_ms >= 0", name=op.f("ck__study_hour__credited_is_not_negative")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__study_hour__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__study_hour")),
        sa.UniqueConstraint("person_id", "hour", name=op.f("uq__study_hour__person_id")),
    )
    op.create_index(op.f("ix__study_hour_hour"), "study_hour", ["hour"], unique=False)

    op.create_table(
        "presence_prompt",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("vouches_ms", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["watch_session.id"], name=op.f("fk__presence_prompt__session_id__watch_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__presence_prompt")),
        sa.UniqueConstraint("code", name=op.f("uq__presence_prompt__code")),
    )
    op.create_index(op.f("ix__presence_prompt_asked_at"), "presence_prompt", ["asked_at"], unique=False)
    op.create_index(op.f("ix__presence_prompt_session_id"), "presence_prompt", ["session_id"], unique=False)

    op.add_column("watch_session", sa.Column("since_asked", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("watch_session", sa.Column("ask_after", sa.Integer(), server_default="0", nullable=False))
    op.add_column("watch_session", sa.Column("asked_at", sa.DateTime(), nullable=True))


def downgrade():
    """Hours of courses that stand in the ledger cannot go back: PostgreSQL refuses."""
    op.drop_column("watch_session", "asked_at")
    op.drop_column("watch_session", "ask_after")
    op.drop_column("watch_session", "since_asked")

    op.drop_index(op.f("ix__presence_prompt_session_id"), "presence_prompt")
    op.drop_index(op.f("ix__presence_prompt_asked_at"), "presence_prompt")

    op.drop_table("presence_prompt")
    op.drop_index(op.f("ix__study_hour_hour"), "study_hour")

    op.drop_table("study_hour")
    op.drop_table("study_rules")
    op.execute("DELETE FROM outbox_row WHERE topic = 'study.credit'")
    op.execute("UPDATE watch_beat SET verdict = 'too_fast' WHERE verdict = 'ceiling'")
    know("watch_beat", "verdict", WITH_CEILING, VERDICTS)
    know("attested_record", "source", (*SOURCES, NEW), SOURCES)

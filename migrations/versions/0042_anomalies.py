"""anomalies

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER anomaly_move_no_update BEFORE UPDATE ON anomaly_move BEGIN "
        "SELECT RAISE(ABORT, 'anomaly_move only grows'); END",
        "CREATE TRIGGER anomaly_move_no_delete BEFORE DELETE ON anomaly_move BEGIN "
        "SELECT RAISE(ABORT, 'anomaly_move only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION anomaly_move_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'anomaly_move only grows'; END $$",
        "CREATE TRIGGER anomaly_move_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON anomaly_move "
        "FOR EACH STATEMENT EXECUTE FUNCTION anomaly_move_only_grows()",
    ),
}


def upgrade():
    op.create_table(
        "anomaly_rules",
        sa.Column("people_a_device", sa.Integer(), nullable=False),
        sa.Column("hours_a_day", sa.Integer(), nullable=False),
        sa.Column("too_fast_beats", sa.Integer(), nullable=False),
        sa.Column("missed_percent", sa.Integer(), nullable=False),
        sa.Column("same_percent", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours_a_day BETWEEN 8 AND 24", name=op.f("ck__anomaly_rules__hours_are_sensible")),
        sa.CheckConstraint("id = 1", name=op.f("ck__anomaly_rules__only_one")),
        sa.CheckConstraint("missed_percent BETWEEN 30 AND 100", name=op.f("ck__anomaly_rules__missed_are_sensible")),
        sa.CheckConstraint("people_a_device BETWEEN 2 AND 50", name=op.f("ck__anomaly_rules__people_are_sensible")),
        sa.CheckConstraint("same_percent BETWEEN 30 AND 100", name=op.f("ck__anomaly_rules__same_is_sensible")),
        sa.CheckConstraint("too_fast_beats BETWEEN 5 AND 10000", name=op.f("ck__anomaly_rules__beats_are_sensible")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__anomaly_rules")),
    )
    op.create_table(
        "anomaly",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("taken_back", sa.JSON(), nullable=False),
        sa.Column("upheld_at", sa.DateTime(), nullable=True),
        sa.Column("upheld_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(upheld_at IS NULL) = (state IN ('open', 'cleared'))", name=op.f("ck__anomaly__upheld_at_a_moment")
        ),
        sa.CheckConstraint(
            "kind IN ('device', 'too_fast', 'round_the_clock', 'unanswered', 'same_text')",
            name=op.f("ck__anomaly__kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'cleared', 'upheld', 'appealed', 'confirmed', 'overturned')",
            name=op.f("ck__anomaly__state_known"),
        ),
        sa.CheckConstraint(
            "(upheld_at IS NULL) = (upheld_by_id IS NULL)", name=op.f("ck__anomaly__upheld_by_somebody")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__anomaly__person_id__person")),
        sa.ForeignKeyConstraint(["upheld_by_id"], ["person.id"], name=op.f("fk__anomaly__upheld_by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__anomaly")),
        sa.UniqueConstraint("person_id", "kind", "week_on", name=op.f("uq__anomaly__person_id")),
    )
    op.create_index(op.f("ix__anomaly_state"), "anomaly", ["state"])

    op.create_table(
        "anomaly_move",
        sa.Column("anomaly_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('open', 'cleared', 'upheld', 'appealed', 'confirmed', 'overturned')",
            name=op.f("ck__anomaly_move__became_known"),
        ),
        sa.CheckConstraint(
            "was IN ('open', 'cleared', 'upheld', 'appealed', 'confirmed', 'overturned')",
            name=op.f("ck__anomaly_move__was_known"),
        ),
        sa.ForeignKeyConstraint(["anomaly_id"], ["anomaly.id"], name=op.f("fk__anomaly_move__anomaly_id__anomaly")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__anomaly_move__by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__anomaly_move")),
    )
    op.create_index(op.f("ix__anomaly_move_anomaly_id"), "anomaly_move", ["anomaly_id"])

    op.add_column("watch_session", sa.Column("device", sa.String(length=64), nullable=True))
    where = {f"{engine}_where": sa.text("verdict = 'too_fast'") for engine in ("sqlite", "postgresql")}
    op.create_index("ix__watch_beat__too_fast", "watch_beat", ["arrived_at"], **where)
    op.create_index(op.f("ix__watch_session_started_at"), "watch_session", ["started_at"])

    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_index("ix__watch_beat__too_fast", table_name="watch_beat")
    op.drop_index(op.f("ix__watch_session_started_at"), table_name="watch_session")
    op.drop_column("watch_session", "device")

    op.drop_index(op.f("ix__anomaly_move_anomaly_id"), table_name="anomaly_move")

    op.drop_table("anomaly_move")
    op.drop_index(op.f("ix__anomaly_state"), table_name="anomaly")

    op.drop_table("anomaly")
    op.drop_table("anomaly_rules")

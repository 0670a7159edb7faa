"""quota lines for groups of teachers, hard or soft; the ledger of seats; how a large quota is spread

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KNOWN = {
    "stage": "preschool primary junior senior vocational special",
    "subject": "morality_law chinese mathematics english history geography science physics chemistry biology information_science physical_education music art "
    "labour practice politics information_technology general_technology health language society arts mental_health special_education school_management class_teacher",
    "school_type": "urban rural",
}
BY_GROUP, ONE_FOR_EACH_GROUP = ["cohort_id", "county_id", "group_key"], "uq__quota_line__one_for_each_group"
BY_COUNTY, ONE_FOR_EACH_COUNTY = ["cohort_id", "county_id"], "uq__quota_line__one_for_each_county"
GROUP_KEY = "coalesce(stage, '') || '.' || coalesce(subject, '') || '.' || coalesce(school_type, '')"
COPY = "CREATE TEMPORARY TABLE quota_line_kept AS SELECT cohort_id, county_id, seats, used, id FROM quota_line"
COPY_BACK = "INSERT INTO quota_line (cohort_id, county_id, seats, used, id) SELECT * FROM quota_line_kept"
# Back to one line for each county, the first of them, with the seats of all.
ONE_LINE = (
    "UPDATE enrolment SET line_id = (SELECT min(first.id) FROM quota_line AS first, quota_line AS own"
    " WHERE own.id = enrolment.line_id AND first.cohort_id = own.cohort_id AND first.county_id = own.county_id)",
    "UPDATE quota_line SET seats = (SELECT sum(every.seats) FROM quota_line AS every"
    " WHERE every.cohort_id = quota_line.cohort_id AND every.county_id = quota_line.county_id)",
    "UPDATE quota_line SET used = (SELECT count(*) FROM enrolment WHERE line_id = quota_line.id AND state IN"
    " ('returned_to_county', 'city_review', 'provisional', 'admitted', 'confirmed', 'arrived', 'completed',"
    " 'not_completed', 'dropped_out', 'removed'))",
    "DELETE FROM quota_line WHERE id NOT IN (SELECT min(id) FROM quota_line GROUP BY cohort_id, county_id)",
)
REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER seat_move_no_update BEFORE UPDATE ON seat_move "
        "BEGIN SELECT RAISE(ABORT, 'seat_move only grows'); END",
        "CREATE TRIGGER seat_move_no_delete BEFORE DELETE ON seat_move "
        "BEGIN SELECT RAISE(ABORT, 'seat_move only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION seat_move_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'seat_move only grows'; END $$",
        "CREATE TRIGGER seat_move_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON seat_move "
        "FOR EACH STATEMENT EXECUTE FUNCTION seat_move_only_grows()",
    ),
}


def is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def group_columns() -> list[sa.Column]:
    return [
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("school_type", sa.String(length=30), nullable=True),
        sa.Column("is_hard", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("group_key", sa.String(length=100), sa.Computed(GROUP_KEY, persisted=True), nullable=False),
    ]


def known() -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(
            f"{column} IN ({', '.join(map(repr, values.split()))})", name=op.f(f"ck__quota_line__{column}_known")
        )
        for column, values in KNOWN.items()
    ]


def line_table(*more: sa.schema.SchemaItem) -> None:
    op.create_table(
        "quota_line",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck__quota_line__seats_not_negative")),
        sa.CheckConstraint("used BETWEEN 0 AND seats", name=op.f("ck__quota_line__used_within_seats")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__quota_line__cohort_id__cohort")),
        sa.ForeignKeyConstraint(
            ["county_id"], ["organisation.id"], name=op.f("fk__quota_line__county_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__quota_line")),
        *more,
    )
    op.create_index(op.f("ix__quota_line_county_id"), "quota_line", ["county_id"], unique=False)


def make_anew(*more: sa.schema.SchemaItem) -> None:
    """SQLite cannot drop a UNIQUE. Cases point to these rows: they are looked for at the commit, and are back by then."""
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(COPY)
    op.drop_table("quota_line")
    line_table(*more)
    op.execute(COPY_BACK)
    op.execute("DROP TABLE quota_line_kept")


def upgrade():
    if is_postgresql():
        op.drop_constraint(ONE_FOR_EACH_COUNTY, "quota_line", type_="unique")
        for column in group_columns():
            op.add_column("quota_line", column)
        for check in known():
            op.create_check_constraint(check.name, "quota_line", check.sqltext)
        op.alter_column("quota_line", "is_hard", server_default=None)
        op.create_unique_constraint(ONE_FOR_EACH_GROUP, "quota_line", BY_GROUP)
    else:
        make_anew(*group_columns(), *known(), sa.UniqueConstraint(*BY_GROUP, name=ONE_FOR_EACH_GROUP))

    op.create_table(
        "spread_rule",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("from_seats", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_seats > 0 AND most > 0", name=op.f("ck__spread_rule__numbers_are_positive")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__spread_rule__cohort_id__cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__spread_rule")),
        sa.UniqueConstraint("cohort_id", "from_seats", name="uq__spread_rule__one_for_each_size"),
    )
    op.create_table(
        "seat_move",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats <> 0", name=op.f("ck__seat_move__something_moves")),
        sa.CheckConstraint(
            "reason IN ('allotted', 'lent', 'exception', 'reclaimed', 'reoffered')",
            name=op.f("ck__seat_move__reason_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__seat_move__by_id__person")),
        sa.ForeignKeyConstraint(["line_id"], ["quota_line.id"], name=op.f("fk__seat_move__line_id__quota_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__seat_move")),
    )
    op.create_index(op.f("ix__seat_move_line_id"), "seat_move", ["line_id"], unique=False)
    # What the lines had before there was a ledger opens it.
    op.execute(
        "INSERT INTO seat_move (line_id, seats, reason, document_number, note, at)"
        " SELECT id, seats, 'allotted', '', '', CURRENT_TIMESTAMP FROM quota_line WHERE seats > 0"
    )
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    """The lines of a county become one again, which its cases then stand in."""
    op.drop_table("seat_move")
    op.drop_table("spread_rule")
    for statement in ONE_LINE:
        op.execute(statement)
    if is_postgresql():
        op.execute("DROP FUNCTION seat_move_only_grows")
        op.drop_constraint(ONE_FOR_EACH_GROUP, "quota_line", type_="unique")
        for column in reversed(group_columns()):
            op.drop_column("quota_line", column.name)
        op.create_unique_constraint(ONE_FOR_EACH_COUNTY, "quota_line", BY_COUNTY)
    else:
        make_anew(sa.UniqueConstraint(*BY_COUNTY, name=ONE_FOR_EACH_COUNTY))

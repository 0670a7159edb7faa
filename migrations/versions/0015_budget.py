"""the budget of a cohort: standards, caps, plans, lecture fees, expenses, settlement

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# Their rows are only ever added; both engines refuse the rest.
GROWING = ("budget_move", "expense")
ON_SQLITE = """
    CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} only grows'); END
"""
ON_POSTGRESQL = """
    CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} only grows'; END $$;
    CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()
"""


def refuse_changes(table):
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ON_POSTGRESQL.format(table=table))
    else:
        for verb in ("update", "delete"):
            op.execute(ON_SQLITE.format(table=table, verb=verb))


def upgrade():
    op.create_table(
        "cost_standard",
        sa.Column("training_class", sa.String(length=30), nullable=False),
        sa.Column("rate_fen", sa.BigInteger(), nullable=False),
        sa.Column("beyond_after", sa.Integer(), nullable=False),
        sa.Column("beyond_percent", sa.Integer(), nullable=False),
        sa.Column("travel_days", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "training_class IN ('first', 'second', 'third')", name=op.f("ck__cost_standard__training_class_known")
        ),
        sa.CheckConstraint("beyond_after > 0", name=op.f("ck__cost_standard__some_days_in_full")),
        sa.CheckConstraint("beyond_percent BETWEEN 0 AND 100", name=op.f("ck__cost_standard__percent_is_one")),
        sa.CheckConstraint("rate_fen > 0", name=op.f("ck__cost_standard__rate_is_positive")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck__cost_standard__starts_before_it_ends")),
        sa.CheckConstraint("travel_days BETWEEN 0 AND 2", name=op.f("ck__cost_standard__at_most_two_travel_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__cost_standard")),
        sa.UniqueConstraint("training_class", "starts_on", name="uq__cost_standard__one_for_a_class"),
    )
    op.create_table(
        "fee_cap",
        sa.Column("rank", sa.String(length=30), nullable=False),
        sa.Column("hour_fen", sa.BigInteger(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("rank IN ('associate', 'full', 'academician')", name=op.f("ck__fee_cap__rank_known")),
        sa.CheckConstraint("hour_fen > 0", name=op.f("ck__fee_cap__fee_is_positive")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck__fee_cap__starts_before_it_ends")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__fee_cap")),
        sa.UniqueConstraint("rank", "starts_on", name="uq__fee_cap__one_for_a_rank"),
    )
    op.create_table(
        "cohort_budget",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("extra_days", sa.Integer(), nullable=False),
        sa.Column("ceiling_fen", sa.BigInteger(), nullable=False),
        sa.Column("planned_fen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("people_there", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'settled') = (people_there IS NOT NULL)", name=op.f("ck__cohort_budget__settled_counts_people")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'approved', 'settled')",
            name=op.f("ck__cohort_budget__state_known"),
        ),
        sa.CheckConstraint(
            "approved_by_id <> submitted_by_id", name=op.f("ck__cohort_budget__nobody_approves_their_own")
        ),
        sa.CheckConstraint("days BETWEEN 1 AND 400", name=op.f("ck__cohort_budget__days_are_sensible")),
        sa.CheckConstraint("extra_days BETWEEN 0 AND 2", name=op.f("ck__cohort_budget__at_most_two_extra_days")),
        sa.CheckConstraint("people BETWEEN 1 AND 5000", name=op.f("ck__cohort_budget__people_are_sensible")),
        sa.CheckConstraint(
            "planned_fen BETWEEN 0 AND ceiling_fen", name=op.f("ck__cohort_budget__planned_within_ceiling")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk__cohort_budget__approved_by_id__person")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__cohort_budget__cohort_id__cohort")),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["cost_standard.id"], name=op.f("fk__cohort_budget__standard_id__cost_standard")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["person.id"], name=op.f("fk__cohort_budget__submitted_by_id__person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__cohort_budget")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq__cohort_budget__cohort_id")),
    )
    with op.batch_alter_table("cohort_budget", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__cohort_budget_standard_id"), ["standard_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__cohort_budget_state"), ["state"], unique=False)

    op.create_table(
        "budget_line",
        sa.Column("budget_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("planned_fen", sa.BigInteger(), nullable=False),
        sa.Column("spent_fen", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "category IN ('lodging', 'meals', 'venue', 'lectures', 'other')",
            name=op.f("ck__budget_line__category_known"),
        ),
        sa.CheckConstraint(
            "source IN ('central', 'provincial', 'city', 'county')", name=op.f("ck__budget_line__source_known")
        ),
        sa.CheckConstraint("planned_fen > 0", name=op.f("ck__budget_line__planned_is_positive")),
        sa.CheckConstraint("spent_fen BETWEEN 0 AND planned_fen", name=op.f("ck__budget_line__spent_within_planned")),
        sa.ForeignKeyConstraint(
            ["budget_id"], ["cohort_budget.id"], name=op.f("fk__budget_line__budget_id__cohort_budget")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__budget_line")),
        sa.UniqueConstraint("budget_id", "source", "category", name="uq__budget_line__one_for_each"),
    )
    op.create_table(
        "budget_move",
        sa.Column("budget_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('draft', 'submitted', 'returned', 'approved', 'settled')",
            name=op.f("ck__budget_move__became_known"),
        ),
        sa.CheckConstraint(
            "was IN ('draft', 'submitted', 'returned', 'approved', 'settled')", name=op.f("ck__budget_move__was_known")
        ),
        sa.ForeignKeyConstraint(
            ["budget_id"], ["cohort_budget.id"], name=op.f("fk__budget_move__budget_id__cohort_budget")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__budget_move__by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__budget_move")),
    )
    with op.batch_alter_table("budget_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__budget_move_budget_id"), ["budget_id"], unique=False)

    op.create_table(
        "proof_tick",
        sa.Column("budget_id", sa.Integer(), nullable=False),
        sa.Column("proof", sa.String(length=30), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "proof IN ('plan', 'notice', 'attendance', 'receipts', 'fees')", name=op.f("ck__proof_tick__proof_known")
        ),
        sa.ForeignKeyConstraint(
            ["budget_id"], ["cohort_budget.id"], name=op.f("fk__proof_tick__budget_id__cohort_budget")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__proof_tick__by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__proof_tick")),
        sa.UniqueConstraint("budget_id", "proof", name="uq__proof_tick__one_for_a_paper"),
    )
    op.create_table(
        "expense",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("payee", sa.String(length=100), nullable=False),
        sa.Column("voucher", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(amount_fen < 0) = (corrects_id IS NOT NULL)", name=op.f("ck__expense__only_corrections_come_back")
        ),
        sa.CheckConstraint("amount_fen <> 0", name=op.f("ck__expense__some_money")),
        sa.CheckConstraint("length(payee) > 0", name=op.f("ck__expense__has_payee")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__expense__by_id__person")),
        sa.ForeignKeyConstraint(["corrects_id"], ["expense.id"], name=op.f("fk__expense__corrects_id__expense")),
        sa.ForeignKeyConstraint(["line_id"], ["budget_line.id"], name=op.f("fk__expense__line_id__budget_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__expense")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq__expense__corrects_id")),
    )
    with op.batch_alter_table("expense", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__expense_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__expense_spent_on"), ["spent_on"], unique=False)

    op.create_table(
        "lecture_fee",
        sa.Column("expense_id", sa.Integer(), nullable=False),
        sa.Column("cap_id", sa.Integer(), nullable=False),
        sa.Column("lecturer", sa.String(length=60), nullable=False),
        sa.Column("taught_on", sa.Date(), nullable=False),
        sa.Column("half_day", sa.String(length=30), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("tax_fen", sa.BigInteger(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "half_day IN ('morning', 'afternoon', 'evening')", name=op.f("ck__lecture_fee__half_day_known")
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck__lecture_fee__fee_is_positive")),
        sa.CheckConstraint("length(lecturer) > 0", name=op.f("ck__lecture_fee__has_lecturer")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 240", name=op.f("ck__lecture_fee__at_most_four_hours")),
        sa.CheckConstraint("tax_fen >= 0", name=op.f("ck__lecture_fee__tax_not_negative")),
        sa.ForeignKeyConstraint(["cap_id"], ["fee_cap.id"], name=op.f("fk__lecture_fee__cap_id__fee_cap")),
        sa.ForeignKeyConstraint(["expense_id"], ["expense.id"], name=op.f("fk__lecture_fee__expense_id__expense")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__lecture_fee")),
        sa.UniqueConstraint("expense_id", name=op.f("uq__lecture_fee__expense_id")),
    )
    with op.batch_alter_table("lecture_fee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__lecture_fee_cap_id"), ["cap_id"], unique=False)
        batch_op.create_index(
            "uq__lecture_fee__paid_once",
            ["lecturer", "taught_on", "half_day"],
            unique=True,
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )

    op.create_table(
        "lecture_cohort",
        sa.Column("fee_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__lecture_cohort__cohort_id__cohort")),
        sa.ForeignKeyConstraint(["fee_id"], ["lecture_fee.id"], name=op.f("fk__lecture_cohort__fee_id__lecture_fee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__lecture_cohort")),
        sa.UniqueConstraint("fee_id", "cohort_id", name="uq__lecture_cohort__named_once"),
    )
    with op.batch_alter_table("lecture_cohort", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__lecture_cohort_cohort_id"), ["cohort_id"], unique=False)

    for table in GROWING:
        refuse_changes(table)


def downgrade():
    with op.batch_alter_table("lecture_cohort", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__lecture_cohort_cohort_id"))

    op.drop_table("lecture_cohort")
    with op.batch_alter_table("lecture_fee", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__lecture_fee__paid_once",
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__lecture_fee_cap_id"))

    op.drop_table("lecture_fee")
    with op.batch_alter_table("expense", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__expense_spent_on"))
        batch_op.drop_index(batch_op.f("ix__expense_line_id"))

    op.drop_table("expense")
    op.drop_table("proof_tick")
    with op.batch_alter_table("budget_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__budget_move_budget_id"))

    op.drop_table("budget_move")
    op.drop_table("budget_line")
    with op.batch_alter_table("cohort_budget", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__cohort_budget_state"))
        batch_op.drop_index(batch_op.f("ix__cohort_budget_standard_id"))

    op.drop_table("cohort_budget")
    op.drop_table("fee_cap")
    op.drop_table("cost_standard")
    if op.get_bind().dialect.name == "postgresql":
        for table in GROWING:
            op.execute(f"DROP FUNCTION {table}_only_grows()")

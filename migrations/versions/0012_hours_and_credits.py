"""hours and credits

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Rows of these are only ever added; a closed year takes no entry and stays closed. Both engines refuse the rest.
GROWING = ("claim_move", "credit_entry")
ON_SQLITE = [
    "CREATE TRIGGER credit_entry_of_an_open_year BEFORE INSERT ON credit_entry"
    " WHEN EXISTS (SELECT 1 FROM credit_year WHERE year = NEW.year AND closed_at IS NOT NULL)"
    " BEGIN SELECT RAISE(ABORT, 'this year is closed'); END",
    "CREATE TRIGGER credit_year_stays_closed BEFORE UPDATE ON credit_year WHEN OLD.closed_at IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'a closed year stays closed'); END",
    "CREATE TRIGGER credit_year_is_kept BEFORE DELETE ON credit_year"
    " BEGIN SELECT RAISE(ABORT, 'a closed year stays closed'); END",
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
        for table in GROWING
        for verb in ("update", "delete")
    ),
]
ON_POSTGRESQL = [
    "CREATE FUNCTION credit_entry_of_an_open_year() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN IF EXISTS (SELECT 1 FROM credit_year WHERE year = NEW.year AND closed_at IS NOT NULL)"
    " THEN RAISE EXCEPTION 'this year is closed'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER credit_entry_of_an_open_year BEFORE INSERT ON credit_entry"
    " FOR EACH ROW EXECUTE FUNCTION credit_entry_of_an_open_year()",
    "CREATE FUNCTION credit_year_stays_closed() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN IF OLD.closed_at IS NOT NULL OR TG_OP = 'DELETE'"
    " THEN RAISE EXCEPTION 'a closed year stays closed'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER credit_year_stays_closed BEFORE UPDATE OR DELETE ON credit_year"
    " FOR EACH ROW EXECUTE FUNCTION credit_year_stays_closed()",
    *(
        f"CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{table} only grows'; END $$"
        for table in GROWING
    ),
    *(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()"
        for table in GROWING
    ),
]
FUNCTIONS = ("credit_entry_of_an_open_year", "credit_year_stays_closed", *(f"{table}_only_grows" for table in GROWING))


def upgrade():
    op.create_table(
        "attested_record",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=30), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("real_minutes", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("attested_by_id", sa.Integer(), nullable=False),
        sa.Column("attested_at", sa.DateTime(), nullable=False),
        sa.Column("voided_by_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_because", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "voided_at IS NULL OR voided_because <> ''", name=op.f("ck__attested_record__voided_for_a_reason")
        ),
        sa.CheckConstraint(
            "level IN ('national', 'province', 'city', 'county', 'school')",
            name=op.f("ck__attested_record__level_known"),
        ),
        sa.CheckConstraint("source IN ('enrolment', 'claim')", name=op.f("ck__attested_record__source_known")),
        sa.CheckConstraint(
            "way IN ('face_to_face', 'video', 'research', 'degree', 'other')",
            name=op.f("ck__attested_record__way_known"),
        ),
        sa.CheckConstraint(
            "(voided_at IS NULL) = (voided_by_id IS NULL)", name=op.f("ck__attested_record__voided_by_somebody")
        ),
        sa.CheckConstraint("begins_on <= ends_on", name=op.f("ck__attested_record__begins_before_it_ends")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck__attested_record__minutes_not_negative")),
        sa.CheckConstraint("person_id <> attested_by_id", name=op.f("ck__attested_record__nobody_attests_their_own")),
        sa.CheckConstraint("planned_minutes > 0", name=op.f("ck__attested_record__something_was_planned")),
        sa.CheckConstraint("real_minutes >= 0", name=op.f("ck__attested_record__real_minutes_not_negative")),
        sa.ForeignKeyConstraint(
            ["attested_by_id"], ["person.id"], name=op.f("fk__attested_record__attested_by_id__person")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__attested_record__organisation_id__organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__attested_record__person_id__person")),
        sa.ForeignKeyConstraint(
            ["voided_by_id"], ["person.id"], name=op.f("fk__attested_record__voided_by_id__person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__attested_record")),
    )
    with op.batch_alter_table("attested_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__attested_record_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__attested_record_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq__attested_record__once",
            ["person_id", "source", "source_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "claim",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organiser", sa.String(length=100), nullable=False),
        sa.Column("way", sa.String(length=30), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("moved_note", sa.String(length=500), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level IN ('national', 'province', 'city', 'county', 'school')", name=op.f("ck__claim__level_known")
        ),
        sa.CheckConstraint(
            "state IN ('school_review', 'county_review', 'returned', 'attested', 'rejected', 'withdrawn')",
            name=op.f("ck__claim__state_known"),
        ),
        sa.CheckConstraint(
            "way IN ('face_to_face', 'video', 'research', 'degree', 'other')", name=op.f("ck__claim__way_known")
        ),
        sa.CheckConstraint("begins_on <= ends_on", name=op.f("ck__claim__begins_before_it_ends")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck__claim__some_time")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__claim__file_id__stored_file")),
        sa.ForeignKeyConstraint(["moved_by_id"], ["person.id"], name=op.f("fk__claim__moved_by_id__person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__claim__person_id__person")),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk__claim__school_id__organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index("ix__claim__queue", ["state", "moved_at"], unique=False)
        batch_op.create_index(batch_op.f("ix__claim_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__claim_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__claim_school_id"), ["school_id"], unique=False)

    op.create_table(
        "credit_account",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__credit_account__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__credit_account")),
        sa.UniqueConstraint("person_id", name=op.f("uq__credit_account__person_id")),
    )
    op.create_table(
        "credit_year",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL)", name=op.f("ck__credit_year__closed_by_somebody")
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name=op.f("fk__credit_year__closed_by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__credit_year")),
        sa.UniqueConstraint("year", name=op.f("uq__credit_year__year")),
    )
    op.create_table(
        "rule_set",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("until_year", sa.Integer(), nullable=True),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("cycle_years", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("cycle_years BETWEEN 1 AND 10", name=op.f("ck__rule_set__a_cycle_of_years")),
        sa.CheckConstraint("first_year <= from_year", name=op.f("ck__rule_set__the_cycle_has_begun")),
        sa.CheckConstraint("from_year BETWEEN 2000 AND 2100", name=op.f("ck__rule_set__a_year_of_ours")),
        sa.CheckConstraint("until_year >= from_year", name=op.f("ck__rule_set__ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__rule_set__organisation_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__rule_set")),
        sa.UniqueConstraint("organisation_id", "from_year", name="uq__rule_set__one_begins"),
    )
    with op.batch_alter_table("rule_set", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__rule_set_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "claim_move",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=True),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('school_review', 'county_review', 'returned', 'attested', 'rejected', 'withdrawn')",
            name=op.f("ck__claim_move__became_known"),
        ),
        sa.CheckConstraint(
            "was IN ('school_review', 'county_review', 'returned', 'attested', 'rejected', 'withdrawn')",
            name=op.f("ck__claim_move__was_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__claim_move__by_id__person")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk__claim_move__claim_id__claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__claim_move")),
    )
    with op.batch_alter_table("claim_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__claim_move_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "credit_entry",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=30), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("takes_back_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "way IN ('face_to_face', 'video', 'research', 'degree', 'other')", name=op.f("ck__credit_entry__way_known")
        ),
        sa.CheckConstraint(
            "(takes_back_id IS NULL AND minutes >= 0 AND credits >= 0) OR (takes_back_id IS NOT NULL AND minutes <= 0 AND credits <= 0)",
            name=op.f("ck__credit_entry__only_counter_entries_take"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__credit_entry__by_id__person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__credit_entry__person_id__person")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["attested_record.id"], name=op.f("fk__credit_entry__record_id__attested_record")
        ),
        sa.ForeignKeyConstraint(
            ["takes_back_id"], ["credit_entry.id"], name=op.f("fk__credit_entry__takes_back_id__credit_entry")
        ),
        sa.ForeignKeyConstraint(["year"], ["credit_year.year"], name=op.f("fk__credit_entry__year__credit_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__credit_entry")),
        sa.UniqueConstraint("takes_back_id", name=op.f("uq__credit_entry__takes_back_id")),
    )
    with op.batch_alter_table("credit_entry", schema=None) as batch_op:
        batch_op.create_index("ix__credit_entry__of_person", ["person_id", "year"], unique=False)
        batch_op.create_index(batch_op.f("ix__credit_entry_year"), ["year"], unique=False)
        batch_op.create_index(
            "uq__credit_entry__each_counting_once",
            ["record_id", "edition"],
            unique=True,
            sqlite_where=sa.text("takes_back_id IS NULL"),
            postgresql_where=sa.text("takes_back_id IS NULL"),
        )

    op.create_table(
        "credit_rule",
        sa.Column("rule_set_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=30), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=True),
        sa.Column("minutes_per_credit", sa.Integer(), nullable=False),
        sa.Column("most_per_item", sa.Integer(), nullable=True),
        sa.Column("most_per_year", sa.Integer(), nullable=True),
        sa.Column("most_per_cycle", sa.Integer(), nullable=True),
        sa.Column("absent_percent", sa.Integer(), nullable=True),
        sa.Column("needs_pass", sa.Boolean(), nullable=False),
        sa.Column("most_per_real_hour", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level IN ('national', 'province', 'city', 'county', 'school')", name=op.f("ck__credit_rule__level_known")
        ),
        sa.CheckConstraint(
            "way IN ('face_to_face', 'video', 'research', 'degree', 'other')", name=op.f("ck__credit_rule__way_known")
        ),
        sa.CheckConstraint("absent_percent BETWEEN 1 AND 100", name=op.f("ck__credit_rule__absence_is_a_share")),
        sa.CheckConstraint("minutes_per_credit > 0", name=op.f("ck__credit_rule__an_hour_is_worth_something")),
        sa.CheckConstraint("most_per_cycle > 0", name=op.f("ck__credit_rule__cycle_cap_positive")),
        sa.CheckConstraint("most_per_item > 0", name=op.f("ck__credit_rule__item_cap_positive")),
        sa.CheckConstraint("most_per_real_hour BETWEEN 1 AND 24", name=op.f("ck__credit_rule__an_hour_has_its_hours")),
        sa.CheckConstraint("most_per_year > 0", name=op.f("ck__credit_rule__year_cap_positive")),
        sa.ForeignKeyConstraint(["rule_set_id"], ["rule_set.id"], name=op.f("fk__credit_rule__rule_set_id__rule_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__credit_rule")),
        sa.UniqueConstraint("rule_set_id", "way", "level", name="uq__credit_rule__one_for_each_level"),
    )
    with op.batch_alter_table("credit_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__credit_rule_rule_set_id"), ["rule_set_id"], unique=False)
        batch_op.create_index(
            "uq__credit_rule__one_for_any_level",
            ["rule_set_id", "way"],
            unique=True,
            sqlite_where=sa.text("level IS NULL"),
            postgresql_where=sa.text("level IS NULL"),
        )

    op.create_table(
        "requirement",
        sa.Column("rule_set_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=30), nullable=True),
        sa.Column("span", sa.String(length=30), nullable=False),
        sa.Column("measure", sa.String(length=30), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("measure IN ('hours', 'credits')", name=op.f("ck__requirement__measure_known")),
        sa.CheckConstraint("span IN ('year', 'cycle')", name=op.f("ck__requirement__span_known")),
        sa.CheckConstraint(
            "way IN ('face_to_face', 'video', 'research', 'degree', 'other')", name=op.f("ck__requirement__way_known")
        ),
        sa.CheckConstraint("least > 0", name=op.f("ck__requirement__asks_for_something")),
        sa.ForeignKeyConstraint(["rule_set_id"], ["rule_set.id"], name=op.f("fk__requirement__rule_set_id__rule_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__requirement")),
    )
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__requirement_rule_set_id"), ["rule_set_id"], unique=False)

    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def downgrade():
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__requirement_rule_set_id"))

    op.drop_table("requirement")
    with op.batch_alter_table("credit_rule", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__credit_rule__one_for_any_level",
            sqlite_where=sa.text("level IS NULL"),
            postgresql_where=sa.text("level IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__credit_rule_rule_set_id"))

    op.drop_table("credit_rule")
    with op.batch_alter_table("credit_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__credit_entry__each_counting_once",
            sqlite_where=sa.text("takes_back_id IS NULL"),
            postgresql_where=sa.text("takes_back_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__credit_entry_year"))
        batch_op.drop_index("ix__credit_entry__of_person")

    op.drop_table("credit_entry")
    with op.batch_alter_table("claim_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__claim_move_claim_id"))

    op.drop_table("claim_move")
    with op.batch_alter_table("rule_set", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__rule_set_organisation_id"))

    op.drop_table("rule_set")
    op.drop_table("credit_year")
    op.drop_table("credit_account")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__claim_school_id"))
        batch_op.drop_index(batch_op.f("ix__claim_person_id"))
        batch_op.drop_index(batch_op.f("ix__claim_file_id"))
        batch_op.drop_index("ix__claim__queue")

    op.drop_table("claim")
    with op.batch_alter_table("attested_record", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__attested_record__once",
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__attested_record_person_id"))
        batch_op.drop_index(batch_op.f("ix__attested_record_organisation_id"))

    op.drop_table("attested_record")
    if op.get_bind().dialect.name == "postgresql":  # which keeps functions when their tables go
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")

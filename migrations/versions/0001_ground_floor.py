"""ground floor

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Rows of these tables are only ever added; both engines refuse the rest.
ONLY_GROW = [
    "audit_entry",
    "programme_move",
    "cohort_move",
    "course_move",
    "membership_move",
    "resource_move",
    "enrolment_move",
]
ON_SQLITE = """
    CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} only grows'); END
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
        "audit_entry",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=100), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("thing", sa.String(length=60), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'refused')", name=op.f("ck__audit_entry__outcome_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix__audit_entry__thing", ["thing", "thing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__audit_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__audit_entry_at"), ["at"], unique=False)

    op.create_table(
        "intent",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(length=64), nullable=False),
        sa.Column("led_to", sa.String(length=2000), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__intent")),
        sa.UniqueConstraint("token", name=op.f("uq__intent__token")),
    )
    with op.batch_alter_table("intent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__intent_at"), ["at"], unique=False)

    op.create_table(
        "micro_skill",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("other_names", sa.JSON(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck__micro_skill__no_own_parent")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["micro_skill.id"], name=op.f("fk__micro_skill__parent_id__micro_skill")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__micro_skill")),
        sa.UniqueConstraint("code", name=op.f("uq__micro_skill__code")),
        sa.UniqueConstraint("parent_id", "name", name="uq__micro_skill__one_name_under_a_parent"),
    )
    with op.batch_alter_table("micro_skill", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__micro_skill_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("lineage", sa.String(length=400), nullable=False),
        sa.Column("county_id", sa.Integer(), nullable=True),
        sa.Column("gb_code", sa.String(length=12), nullable=True),
        sa.Column("is_rural", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('city', 'county', 'zone', 'school', 'base')", name=op.f("ck__organisation__kind_known")
        ),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck__organisation__no_own_parent")),
        sa.ForeignKeyConstraint(
            ["county_id"], ["organisation.id"], name=op.f("fk__organisation__county_id__organisation")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk__organisation__parent_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__organisation")),
        sa.UniqueConstraint("code", name=op.f("uq__organisation__code")),
        sa.UniqueConstraint("name", name=op.f("uq__organisation__name")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__organisation_county_id"), ["county_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__organisation_lineage"), ["lineage"], unique=False)
        batch_op.create_index(batch_op.f("ix__organisation_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "outbox_row",
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("taken_until", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("given_up_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__outbox_row")),
    )
    with op.batch_alter_table("outbox_row", schema=None) as batch_op:
        batch_op.create_index(
            "ix__outbox_row__waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND given_up_at IS NULL"),
        )

    op.create_table(
        "person",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_pinyin", sa.String(length=200), nullable=False),
        sa.Column("name_initials", sa.String(length=30), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=True),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("id_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("gender", sa.String(length=30), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("title", sa.String(length=30), nullable=True),
        sa.Column("honour", sa.String(length=100), nullable=False),
        sa.Column("started_work_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("password_set_at", sa.DateTime(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("gender IN ('female', 'male')", name=op.f("ck__person__gender_known")),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__person__stage_known"),
        ),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__person__subject_known"),
        ),
        sa.CheckConstraint(
            "title IN ('full_senior', 'senior', 'first', 'second', 'third')", name=op.f("ck__person__title_known")
        ),
        sa.CheckConstraint("username = lower(username)", name=op.f("ck__person__username_is_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__person")),
        sa.UniqueConstraint("id_fingerprint", name=op.f("uq__person__id_fingerprint")),
        sa.UniqueConstraint("username", name=op.f("uq__person__username")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__person_name_initials"), ["name_initials"], unique=False)
        batch_op.create_index(batch_op.f("ix__person_phone_fingerprint"), ["phone_fingerprint"], unique=False)

    op.create_table(
        "programme",
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('backbone', 'distinguished', 'dual_qualified', 'all_staff')",
            name=op.f("ck__programme__kind_known"),
        ),
        sa.CheckConstraint("state IN ('draft', 'approved', 'closed')", name=op.f("ck__programme__state_known")),
        sa.CheckConstraint("hours BETWEEN 1 AND 2000", name=op.f("ck__programme__hours_are_sensible")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck__programme__year_is_sensible")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__programme")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__programme_state"), ["state"], unique=False)

    op.create_table(
        "sign_in_failure",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index("ix__sign_in_failure__who", ["account", "address", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix__sign_in_failure_at"), ["at"], unique=False)

    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('video', 'audio', 'pdf', 'document', 'slides', 'sheet', 'image', 'text')",
            name=op.f("ck__stored_file__kind_known"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck__stored_file__sha256_is_whole")),
        sa.CheckConstraint("size > 0", name=op.f("ck__stored_file__not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__stored_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq__stored_file__sha256")),
    )
    op.create_table(
        "appointment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('teacher', 'school_admin', 'county_admin', 'city_admin', 'host', 'tutor', 'research_lead', 'reviewer', 'auditor')",
            name=op.f("ck__appointment__role_known"),
        ),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__appointment__stage_known"),
        ),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__appointment__subject_known"),
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck__appointment__ends_after_start")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__appointment__organisation_id__organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__appointment__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__appointment_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__appointment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq__appointment__one_open_of_a_kind",
            ["person_id", "organisation_id", "role"],
            unique=True,
            sqlite_where=sa.text("ends_on IS NULL"),
            postgresql_where=sa.text("ends_on IS NULL"),
        )
        batch_op.create_index(
            "uq__appointment__one_open_school",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("ends_on IS NULL AND role = 'teacher'"),
            postgresql_where=sa.text("ends_on IS NULL AND role = 'teacher'"),
        )

    op.create_table(
        "cohort",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("allocated", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("county_review_by", sa.Date(), nullable=False),
        sa.Column("confirm_by", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("host_organisation_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__cohort__stage_known"),
        ),
        sa.CheckConstraint("state IN ('planned', 'announced', 'closed')", name=op.f("ck__cohort__state_known")),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__cohort__subject_known"),
        ),
        sa.CheckConstraint("allocated BETWEEN 0 AND seats", name=op.f("ck__cohort__allocated_within_seats")),
        sa.CheckConstraint("closes_on <= county_review_by", name=op.f("ck__cohort__closes_before_the_review_ends")),
        sa.CheckConstraint("confirm_by <= starts_on", name=op.f("ck__cohort__confirmed_before_it_starts")),
        sa.CheckConstraint("county_review_by <= confirm_by", name=op.f("ck__cohort__reviewed_before_confirmed")),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck__cohort__opens_before_it_closes")),
        sa.CheckConstraint("seats > 0", name=op.f("ck__cohort__seats_are_positive")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck__cohort__starts_before_it_ends")),
        sa.ForeignKeyConstraint(["host_id"], ["person.id"], name=op.f("fk__cohort__host_id__person")),
        sa.ForeignKeyConstraint(
            ["host_organisation_id"], ["organisation.id"], name=op.f("fk__cohort__host_organisation_id__organisation")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk__cohort__programme_id__programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__cohort")),
    )
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__cohort_host_id"), ["host_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__cohort_host_organisation_id"), ["host_organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__cohort_opens_on"), ["opens_on"], unique=False)
        batch_op.create_index(batch_op.f("ix__cohort_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__cohort_starts_on"), ["starts_on"], unique=False)
        batch_op.create_index(batch_op.f("ix__cohort_state"), ["state"], unique=False)

    op.create_table(
        "course",
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("summary", sa.String(length=2000), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("needed_percent", sa.Integer(), nullable=False),
        sa.Column("fastest_percent", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('required', 'elective')", name=op.f("ck__course__kind_known")),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__course__stage_known"),
        ),
        sa.CheckConstraint("state IN ('draft', 'published', 'closed')", name=op.f("ck__course__state_known")),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__course__subject_known"),
        ),
        sa.CheckConstraint("fastest_percent BETWEEN 100 AND 400", name=op.f("ck__course__fastest_is_humane")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck__course__minutes_are_positive")),
        sa.CheckConstraint("needed_percent BETWEEN 1 AND 100", name=op.f("ck__course__needed_is_a_share")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk__course__author_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__course")),
    )
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__course_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__course_state"), ["state"], unique=False)

    op.create_table(
        "one_time_code",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk__one_time_code__made_by_id__person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__one_time_code__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__one_time_code")),
    )
    with op.batch_alter_table("one_time_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__one_time_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "programme_move",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("became IN ('draft', 'approved', 'closed')", name=op.f("ck__programme_move__became_known")),
        sa.CheckConstraint("was IN ('draft', 'approved', 'closed')", name=op.f("ck__programme_move__was_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__programme_move__by_id__person")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk__programme_move__programme_id__programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__programme_move")),
    )
    with op.batch_alter_table("programme_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__programme_move_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "resource",
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk__resource__author_id__person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__resource__organisation_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__resource")),
        sa.UniqueConstraint("id", "author_id", "organisation_id", name="uq__resource__whose_and_where"),
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__resource_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__resource_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "roster_upload",
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.String(length=30), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("problem IN ('moved', 'not_allowed')", name=op.f("ck__roster_upload__problem_known")),
        sa.CheckConstraint(
            "state IN ('checked', 'waiting', 'applying', 'applied', 'failed')",
            name=op.f("ck__roster_upload__state_known"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk__roster_upload__owner_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__roster_upload")),
    )
    with op.batch_alter_table("roster_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__roster_upload_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix__roster_upload_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "sign_in_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__sign_in_session__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__sign_in_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq__sign_in_session__token_hash")),
    )
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__sign_in_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "team",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=1000), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__team__stage_known"),
        ),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__team__subject_known"),
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk__team__lead_id__person")),
        sa.ForeignKeyConstraint(["region_id"], ["organisation.id"], name=op.f("fk__team__region_id__organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__team")),
        sa.UniqueConstraint("region_id", "name", name=op.f("uq__team__region_id")),
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__team_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__team_region_id"), ["region_id"], unique=False)

    op.create_table(
        "transfer_request",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("name_given", sa.String(length=100), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name=op.f("ck__transfer_request__decided_with_a_moment")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'accepted', 'declined', 'withdrawn')", name=op.f("ck__transfer_request__state_known")
        ),
        sa.CheckConstraint("sender_id <> receiver_id", name=op.f("ck__transfer_request__goes_elsewhere")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk__transfer_request__asked_by_id__person")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk__transfer_request__decided_by_id__person")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__transfer_request__person_id__person")),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["organisation.id"], name=op.f("fk__transfer_request__receiver_id__organisation")
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["organisation.id"], name=op.f("fk__transfer_request__sender_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__transfer_request")),
    )
    with op.batch_alter_table("transfer_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__transfer_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__transfer_request_receiver_id"), ["receiver_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__transfer_request_sender_id"), ["sender_id"], unique=False)
        batch_op.create_index(
            "uq__transfer_request__one_asked",
            ["person_id", "receiver_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )

    op.create_table(
        "upload",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__upload__file_id__stored_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__upload__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__upload_person_id"), ["person_id"], unique=False)

    op.create_table(
        "cohort_move",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("became IN ('planned', 'announced', 'closed')", name=op.f("ck__cohort_move__became_known")),
        sa.CheckConstraint("was IN ('planned', 'announced', 'closed')", name=op.f("ck__cohort_move__was_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__cohort_move__by_id__person")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__cohort_move__cohort_id__cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__cohort_move")),
    )
    with op.batch_alter_table("cohort_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__cohort_move_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "course_move",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("became IN ('draft', 'published', 'closed')", name=op.f("ck__course_move__became_known")),
        sa.CheckConstraint("was IN ('draft', 'published', 'closed')", name=op.f("ck__course_move__was_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__course_move__by_id__person")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk__course_move__course_id__course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__course_move")),
    )
    with op.batch_alter_table("course_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__course_move_course_id"), ["course_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('applied', 'member', 'declined', 'left')", name=op.f("ck__membership__state_known")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__membership__person_id__person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk__membership__team_id__team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__membership")),
        sa.UniqueConstraint("team_id", "person_id", name=op.f("uq__membership__team_id")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__membership_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__membership_team_id"), ["team_id"], unique=False)

    op.create_table(
        "online_session",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("purpose", sa.String(length=2000), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=30), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_because", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("audience IN ('team', 'region')", name=op.f("ck__online_session__audience_known")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck__online_session__ends_after_start")),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck__online_session__has_seats")),
        sa.ForeignKeyConstraint(["host_id"], ["person.id"], name=op.f("fk__online_session__host_id__person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk__online_session__team_id__team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__online_session")),
    )
    with op.batch_alter_table("online_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__online_session_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix__online_session_team_id"), ["team_id"], unique=False)

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
        sa.UniqueConstraint("cohort_id", "county_id", name="uq__quota_line__one_for_each_county"),
    )
    with op.batch_alter_table("quota_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__quota_line_county_id"), ["county_id"], unique=False)

    op.create_table(
        "resource_version",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("licence", sa.String(length=30), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("pupils_recognisable", sa.Boolean(), nullable=False),
        sa.Column("consent_reference", sa.String(length=200), nullable=False),
        sa.Column("visibility", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("approved_digest", sa.String(length=64), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("reviewer_school_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('clip', 'plan', 'slides', 'other')", name=op.f("ck__resource_version__kind_known")
        ),
        sa.CheckConstraint(
            "licence IN ('by', 'by_nc', 'by_nc_nd', 'city_only')", name=op.f("ck__resource_version__licence_known")
        ),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__resource_version__stage_known"),
        ),
        sa.CheckConstraint(
            "state <> 'published' OR (approved_digest IS NOT NULL AND approved_digest = digest)",
            name=op.f("ck__resource_version__published_as_approved"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR NOT pupils_recognisable OR consent_reference <> ''",
            name=op.f("ck__resource_version__has_consent"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'in_review', 'returned', 'published', 'replaced', 'withdrawn')",
            name=op.f("ck__resource_version__state_known"),
        ),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__resource_version__subject_known"),
        ),
        sa.CheckConstraint(
            "visibility IN ('school', 'county', 'city', 'public')", name=op.f("ck__resource_version__visibility_known")
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck__resource_version__has_title")),
        sa.CheckConstraint("reviewer_id <> author_id", name=op.f("ck__resource_version__nobody_reviews_their_own")),
        sa.CheckConstraint(
            "reviewer_school_id <> organisation_id", name=op.f("ck__resource_version__nobody_reviews_their_school")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id", "author_id", "organisation_id"],
            ["resource.id", "resource.author_id", "resource.organisation_id"],
            name="fk__resource_version__whose_and_where",
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk__resource_version__resource_id__resource")
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"], name=op.f("fk__resource_version__reviewer_id__person")),
        sa.ForeignKeyConstraint(
            ["reviewer_school_id"],
            ["organisation.id"],
            name=op.f("fk__resource_version__reviewer_school_id__organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["skill_id"], ["micro_skill.id"], name=op.f("fk__resource_version__skill_id__micro_skill")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__resource_version")),
        sa.UniqueConstraint("resource_id", "number", name=op.f("uq__resource_version__resource_id")),
    )
    with op.batch_alter_table("resource_version", schema=None) as batch_op:
        batch_op.create_index("ix__resource_version__queue", ["state", "subject", "submitted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix__resource_version_published_at"), ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix__resource_version_resource_id"), ["resource_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__resource_version_reviewer_id"), ["reviewer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__resource_version_skill_id"), ["skill_id"], unique=False)
        batch_op.create_index(
            "uq__resource_version__one_open",
            ["resource_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'submitted', 'in_review', 'returned')"),
            postgresql_where=sa.text("state IN ('draft', 'submitted', 'in_review', 'returned')"),
        )
        batch_op.create_index(
            "uq__resource_version__one_published",
            ["resource_id"],
            unique=True,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )

    op.create_table(
        "roster_row",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("sender_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("is_appointed", sa.Boolean(), nullable=False),
        sa.Column("trail", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=True),
        sa.Column("name_pinyin", sa.String(length=200), nullable=True),
        sa.Column("name_initials", sa.String(length=30), nullable=True),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("id_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("gender", sa.String(length=30), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("title", sa.String(length=30), nullable=True),
        sa.Column("honour", sa.String(length=100), nullable=True),
        sa.Column("started_work_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("action IN ('new', 'changed', 'transfer')", name=op.f("ck__roster_row__action_known")),
        sa.CheckConstraint("gender IN ('female', 'male')", name=op.f("ck__roster_row__gender_known")),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__roster_row__stage_known"),
        ),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__roster_row__subject_known"),
        ),
        sa.CheckConstraint(
            "title IN ('full_senior', 'senior', 'first', 'second', 'third')", name=op.f("ck__roster_row__title_known")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__roster_row__organisation_id__organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__roster_row__person_id__person")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk__roster_row__school_id__organisation")
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["organisation.id"], name=op.f("fk__roster_row__sender_id__organisation")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["roster_upload.id"],
            name=op.f("fk__roster_row__upload_id__roster_upload"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__roster_row")),
    )
    with op.batch_alter_table("roster_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__roster_row_id_fingerprint"), ["id_fingerprint"], unique=False)
        batch_op.create_index(batch_op.f("ix__roster_row_upload_id"), ["upload_id"], unique=False)

    op.create_table(
        "study_group",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("tutor_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck__study_group__ends_after_start")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk__study_group__course_id__course")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__study_group__organisation_id__organisation")
        ),
        sa.ForeignKeyConstraint(["tutor_id"], ["person.id"], name=op.f("fk__study_group__tutor_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__study_group")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq__study_group__organisation_id")),
    )
    with op.batch_alter_table("study_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__study_group_course_id"), ["course_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__study_group_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__study_group_tutor_id"), ["tutor_id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("has_body", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('text', 'pdf', 'video')", name=op.f("ck__unit__kind_known")),
        sa.CheckConstraint("seconds BETWEEN 1 AND 86400", name=op.f("ck__unit__seconds_are_humane")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk__unit__course_id__course")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__unit__file_id__stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__unit")),
        sa.UniqueConstraint("course_id", "position", name=op.f("uq__unit__course_id")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__unit_file_id"), ["file_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck__agenda_item__takes_time")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["online_session.id"],
            name=op.f("fk__agenda_item__session_id__online_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__agenda_item_session_id"), ["session_id"], unique=False)

    op.create_table(
        "course_enrolment",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("studied_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("units_done", sa.Integer(), nullable=False),
        sa.Column("credited_ms", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "units_done >= 0 AND credited_ms >= 0", name=op.f("ck__course_enrolment__sums_are_not_negative")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk__course_enrolment__course_id__course")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["study_group.id"], name=op.f("fk__course_enrolment__group_id__study_group")
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["person.id"], name=op.f("fk__course_enrolment__learner_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__course_enrolment")),
        sa.UniqueConstraint("course_id", "learner_id", name=op.f("uq__course_enrolment__course_id")),
    )
    with op.batch_alter_table("course_enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__course_enrolment_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__course_enrolment_learner_id"), ["learner_id"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("nominated_by_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("reserve_rank", sa.Integer(), nullable=True),
        sa.Column("moved_by_id", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("moved_note", sa.String(length=500), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'reserve') = (reserve_rank IS NOT NULL)", name=op.f("ck__enrolment__only_reserves_have_a_rank")
        ),
        sa.CheckConstraint(
            "state IN ('applied', 'returned_to_teacher', 'returned_to_school', 'county_review', 'returned_to_county', 'city_review', 'reserve', 'provisional', 'admitted', 'confirmed', 'declined', 'rejected', 'withdrawn')",
            name=op.f("ck__enrolment__state_known"),
        ),
        sa.CheckConstraint("nominated_by_id <> teacher_id", name=op.f("ck__enrolment__nobody_nominates_themself")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__enrolment__cohort_id__cohort")),
        sa.ForeignKeyConstraint(["line_id"], ["quota_line.id"], name=op.f("fk__enrolment__line_id__quota_line")),
        sa.ForeignKeyConstraint(["moved_by_id"], ["person.id"], name=op.f("fk__enrolment__moved_by_id__person")),
        sa.ForeignKeyConstraint(
            ["nominated_by_id"], ["person.id"], name=op.f("fk__enrolment__nominated_by_id__person")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk__enrolment__school_id__organisation")
        ),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk__enrolment__teacher_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__enrolment")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index("ix__enrolment__cohort_state", ["cohort_id", "state"], unique=False)
        batch_op.create_index("ix__enrolment__state", ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix__enrolment_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__enrolment_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__enrolment_teacher_id"), ["teacher_id"], unique=False)
        batch_op.create_index(
            "uq__enrolment__one_live_case",
            ["teacher_id", "cohort_id"],
            unique=True,
            sqlite_where=sa.text("state NOT IN ('declined', 'rejected', 'withdrawn')"),
            postgresql_where=sa.text("state NOT IN ('declined', 'rejected', 'withdrawn')"),
        )

    op.create_table(
        "membership_move",
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=True),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('applied', 'member', 'declined', 'left')", name=op.f("ck__membership_move__became_known")
        ),
        sa.CheckConstraint(
            "was IN ('applied', 'member', 'declined', 'left')", name=op.f("ck__membership_move__was_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__membership_move__by_id__person")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk__membership_move__membership_id__membership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__membership_move")),
    )
    with op.batch_alter_table("membership_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__membership_move_membership_id"), ["membership_id"], unique=False)

    op.create_table(
        "resource_file",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk__resource_file__file_id__stored_file")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["resource_version.id"], name=op.f("fk__resource_file__version_id__resource_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__resource_file")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq__resource_file__version_id")),
    )
    with op.batch_alter_table("resource_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__resource_file_file_id"), ["file_id"], unique=False)

    op.create_table(
        "resource_move",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('draft', 'submitted', 'in_review', 'returned', 'published', 'replaced', 'withdrawn')",
            name=op.f("ck__resource_move__became_known"),
        ),
        sa.CheckConstraint(
            "was IN ('draft', 'submitted', 'in_review', 'returned', 'published', 'replaced', 'withdrawn')",
            name=op.f("ck__resource_move__was_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__resource_move__by_id__person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["resource_version.id"], name=op.f("fk__resource_move__version_id__resource_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__resource_move")),
    )
    with op.batch_alter_table("resource_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__resource_move_version_id"), ["version_id"], unique=False)

    op.create_table(
        "sign_up",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('signed_up', 'waiting', 'withdrawn')", name=op.f("ck__sign_up__state_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__sign_up__person_id__person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["online_session.id"], name=op.f("fk__sign_up__session_id__online_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__sign_up")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq__sign_up__session_id")),
    )
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__sign_up_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__sign_up_session_id"), ["session_id"], unique=False)

    op.create_table(
        "watch_session",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("heard", sa.BigInteger(), nullable=False),
        sa.Column("spare", sa.Integer(), nullable=False),
        sa.Column("reserve", sa.Integer(), nullable=False),
        sa.Column("highest_seq", sa.Integer(), nullable=False),
        sa.Column("debt", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__watch_session__person_id__person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk__watch_session__unit_id__unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__watch_session")),
    )
    with op.batch_alter_table("watch_session", schema=None) as batch_op:
        batch_op.create_index("ix__watch_session__newest", ["person_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix__watch_session_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "enrolment_move",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=True),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('applied', 'returned_to_teacher', 'returned_to_school', 'county_review', 'returned_to_county', 'city_review', 'reserve', 'provisional', 'admitted', 'confirmed', 'declined', 'rejected', 'withdrawn')",
            name=op.f("ck__enrolment_move__became_known"),
        ),
        sa.CheckConstraint(
            "was IN ('applied', 'returned_to_teacher', 'returned_to_school', 'county_review', 'returned_to_county', 'city_review', 'reserve', 'provisional', 'admitted', 'confirmed', 'declined', 'rejected', 'withdrawn')",
            name=op.f("ck__enrolment_move__was_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__enrolment_move__by_id__person")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk__enrolment_move__enrolment_id__enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__enrolment_move")),
    )
    with op.batch_alter_table("enrolment_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__enrolment_move_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "unit_progress",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("covered", sa.JSON(), nullable=False),
        sa.Column("credited", sa.JSON(), nullable=False),
        sa.Column("covered_ms", sa.Integer(), nullable=False),
        sa.Column("credited_ms", sa.Integer(), nullable=False),
        sa.Column("position_ms", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "credited_ms >= 0 AND covered_ms >= credited_ms", name=op.f("ck__unit_progress__credited_is_covered")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["course_enrolment.id"], name=op.f("fk__unit_progress__enrolment_id__course_enrolment")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk__unit_progress__unit_id__unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__unit_progress")),
        sa.UniqueConstraint("enrolment_id", "unit_id", name=op.f("uq__unit_progress__enrolment_id")),
    )
    with op.batch_alter_table("unit_progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__unit_progress_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "watch_beat",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("from_ms", sa.Integer(), nullable=False),
        sa.Column("to_ms", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Double(), nullable=False),
        sa.Column("verdict", sa.String(length=30), nullable=False),
        sa.Column("covered_ms", sa.Integer(), nullable=False),
        sa.Column("credited_ms", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('counted', 'again', 'too_fast', 'paused', 'past_end', 'scattered', 'other_session')",
            name=op.f("ck__watch_beat__verdict_known"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["watch_session.id"], name=op.f("fk__watch_beat__session_id__watch_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__watch_beat")),
        sa.UniqueConstraint("session_id", "seq", name=op.f("uq__watch_beat__session_id")),
    )
    with op.batch_alter_table("watch_beat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__watch_beat_arrived_at"), ["arrived_at"], unique=False)

    for table in ONLY_GROW:
        refuse_changes(table)


def downgrade():
    with op.batch_alter_table("watch_beat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__watch_beat_arrived_at"))

    op.drop_table("watch_beat")
    with op.batch_alter_table("unit_progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__unit_progress_unit_id"))

    op.drop_table("unit_progress")
    with op.batch_alter_table("enrolment_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__enrolment_move_enrolment_id"))

    op.drop_table("enrolment_move")
    with op.batch_alter_table("watch_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__watch_session_unit_id"))
        batch_op.drop_index("ix__watch_session__newest")

    op.drop_table("watch_session")
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__sign_up_session_id"))
        batch_op.drop_index(batch_op.f("ix__sign_up_person_id"))

    op.drop_table("sign_up")
    with op.batch_alter_table("resource_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__resource_move_version_id"))

    op.drop_table("resource_move")
    with op.batch_alter_table("resource_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__resource_file_file_id"))

    op.drop_table("resource_file")
    with op.batch_alter_table("membership_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__membership_move_membership_id"))

    op.drop_table("membership_move")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__enrolment__one_live_case",
            sqlite_where=sa.text("state NOT IN ('declined', 'rejected', 'withdrawn')"),
            postgresql_where=sa.text("state NOT IN ('declined', 'rejected', 'withdrawn')"),
        )
        batch_op.drop_index(batch_op.f("ix__enrolment_teacher_id"))
        batch_op.drop_index(batch_op.f("ix__enrolment_school_id"))
        batch_op.drop_index(batch_op.f("ix__enrolment_line_id"))
        batch_op.drop_index("ix__enrolment__state")
        batch_op.drop_index("ix__enrolment__cohort_state")

    op.drop_table("enrolment")
    with op.batch_alter_table("course_enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__course_enrolment_learner_id"))
        batch_op.drop_index(batch_op.f("ix__course_enrolment_group_id"))

    op.drop_table("course_enrolment")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__agenda_item_session_id"))

    op.drop_table("agenda_item")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__unit_file_id"))

    op.drop_table("unit")
    with op.batch_alter_table("study_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__study_group_tutor_id"))
        batch_op.drop_index(batch_op.f("ix__study_group_organisation_id"))
        batch_op.drop_index(batch_op.f("ix__study_group_course_id"))

    op.drop_table("study_group")
    with op.batch_alter_table("roster_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__roster_row_upload_id"))
        batch_op.drop_index(batch_op.f("ix__roster_row_id_fingerprint"))

    op.drop_table("roster_row")
    with op.batch_alter_table("resource_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__resource_version__one_published",
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )
        batch_op.drop_index(
            "uq__resource_version__one_open",
            sqlite_where=sa.text("state IN ('draft', 'submitted', 'in_review', 'returned')"),
            postgresql_where=sa.text("state IN ('draft', 'submitted', 'in_review', 'returned')"),
        )
        batch_op.drop_index(batch_op.f("ix__resource_version_skill_id"))
        batch_op.drop_index(batch_op.f("ix__resource_version_reviewer_id"))
        batch_op.drop_index(batch_op.f("ix__resource_version_resource_id"))
        batch_op.drop_index(batch_op.f("ix__resource_version_published_at"))
        batch_op.drop_index("ix__resource_version__queue")

    op.drop_table("resource_version")
    with op.batch_alter_table("quota_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__quota_line_county_id"))

    op.drop_table("quota_line")
    with op.batch_alter_table("online_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__online_session_team_id"))
        batch_op.drop_index(batch_op.f("ix__online_session_starts_at"))

    op.drop_table("online_session")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__membership_team_id"))
        batch_op.drop_index(batch_op.f("ix__membership_person_id"))

    op.drop_table("membership")
    with op.batch_alter_table("course_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__course_move_course_id"))

    op.drop_table("course_move")
    with op.batch_alter_table("cohort_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__cohort_move_cohort_id"))

    op.drop_table("cohort_move")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__upload_person_id"))

    op.drop_table("upload")
    with op.batch_alter_table("transfer_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__transfer_request__one_asked",
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )
        batch_op.drop_index(batch_op.f("ix__transfer_request_sender_id"))
        batch_op.drop_index(batch_op.f("ix__transfer_request_receiver_id"))
        batch_op.drop_index(batch_op.f("ix__transfer_request_person_id"))

    op.drop_table("transfer_request")
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__team_region_id"))
        batch_op.drop_index(batch_op.f("ix__team_lead_id"))

    op.drop_table("team")
    with op.batch_alter_table("sign_in_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__sign_in_session_person_id"))

    op.drop_table("sign_in_session")
    with op.batch_alter_table("roster_upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__roster_upload_owner_id"))
        batch_op.drop_index(batch_op.f("ix__roster_upload_made_at"))

    op.drop_table("roster_upload")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__resource_organisation_id"))
        batch_op.drop_index(batch_op.f("ix__resource_author_id"))

    op.drop_table("resource")
    with op.batch_alter_table("programme_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__programme_move_programme_id"))

    op.drop_table("programme_move")
    with op.batch_alter_table("one_time_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__one_time_code_person_id"))

    op.drop_table("one_time_code")
    with op.batch_alter_table("course", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__course_state"))
        batch_op.drop_index(batch_op.f("ix__course_author_id"))

    op.drop_table("course")
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__cohort_state"))
        batch_op.drop_index(batch_op.f("ix__cohort_starts_on"))
        batch_op.drop_index(batch_op.f("ix__cohort_programme_id"))
        batch_op.drop_index(batch_op.f("ix__cohort_opens_on"))
        batch_op.drop_index(batch_op.f("ix__cohort_host_organisation_id"))
        batch_op.drop_index(batch_op.f("ix__cohort_host_id"))

    op.drop_table("cohort")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__appointment__one_open_school",
            sqlite_where=sa.text("ends_on IS NULL AND role = 'teacher'"),
            postgresql_where=sa.text("ends_on IS NULL AND role = 'teacher'"),
        )
        batch_op.drop_index(
            "uq__appointment__one_open_of_a_kind",
            sqlite_where=sa.text("ends_on IS NULL"),
            postgresql_where=sa.text("ends_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__appointment_person_id"))
        batch_op.drop_index(batch_op.f("ix__appointment_organisation_id"))

    op.drop_table("appointment")
    op.drop_table("stored_file")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__sign_in_failure_at"))
        batch_op.drop_index("ix__sign_in_failure__who")

    op.drop_table("sign_in_failure")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__programme_state"))

    op.drop_table("programme")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__person_phone_fingerprint"))
        batch_op.drop_index(batch_op.f("ix__person_name_initials"))

    op.drop_table("person")
    with op.batch_alter_table("outbox_row", schema=None) as batch_op:
        batch_op.drop_index(
            "ix__outbox_row__waiting",
            sqlite_where=sa.text("done_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND given_up_at IS NULL"),
        )

    op.drop_table("outbox_row")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__organisation_parent_id"))
        batch_op.drop_index(batch_op.f("ix__organisation_lineage"))
        batch_op.drop_index(batch_op.f("ix__organisation_county_id"))

    op.drop_table("organisation")
    with op.batch_alter_table("micro_skill", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__micro_skill_parent_id"))

    op.drop_table("micro_skill")
    with op.batch_alter_table("intent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__intent_at"))

    op.drop_table("intent")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__audit_entry_at"))
        batch_op.drop_index(batch_op.f("ix__audit_entry_actor_id"))
        batch_op.drop_index("ix__audit_entry__thing")

    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":  # which keeps functions when their tables go
        for table in ONLY_GROW:
            op.execute(f"DROP FUNCTION {table}_only_grows()")

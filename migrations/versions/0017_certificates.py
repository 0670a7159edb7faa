"""certificates: patterns, numbers, keys, and what was certified

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# A certificate never changes, but it can be revoked, once; the keys only ever grow. Both engines refuse the rest.
FROZEN = (
    "enrolment_id, pattern_id, code, serial, name, programme, cohort, hours, starts_on, ends_on, issued_on, office, "
    "key_id, signature, issued_at, issued_by_id, reissue_of_id, id"
)
ON_SQLITE = (
    f"CREATE TRIGGER certificate_no_change BEFORE UPDATE OF {FROZEN} ON certificate "
    "BEGIN SELECT RAISE(ABORT, 'certificate is frozen'); END",
    "CREATE TRIGGER certificate_revoked_once BEFORE UPDATE ON certificate WHEN OLD.revoked_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'certificate is frozen'); END",
    "CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate "
    "BEGIN SELECT RAISE(ABORT, 'certificate is frozen'); END",
    "CREATE TRIGGER certificate_key_no_update BEFORE UPDATE ON certificate_key "
    "BEGIN SELECT RAISE(ABORT, 'certificate_key only grows'); END",
    "CREATE TRIGGER certificate_key_no_delete BEFORE DELETE ON certificate_key "
    "BEGIN SELECT RAISE(ABORT, 'certificate_key only grows'); END",
)
ON_POSTGRESQL = (
    """CREATE FUNCTION certificate_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'UPDATE' AND OLD.revoked_at IS NULL
    AND to_jsonb(OLD) - '{revoked_at,revoked_by_id,revoked_reason}'::text[]
      = to_jsonb(NEW) - '{revoked_at,revoked_by_id,revoked_reason}'::text[] THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'certificate is frozen'; END $$""",
    "CREATE TRIGGER certificate_no_change BEFORE UPDATE OR DELETE ON certificate "
    "FOR EACH ROW EXECUTE FUNCTION certificate_frozen()",
    "CREATE TRIGGER certificate_no_truncate BEFORE TRUNCATE ON certificate "
    "FOR EACH STATEMENT EXECUTE FUNCTION certificate_frozen()",
    """CREATE FUNCTION certificate_key_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'certificate_key only grows'; END $$""",
    "CREATE TRIGGER certificate_key_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON certificate_key "
    "FOR EACH STATEMENT EXECUTE FUNCTION certificate_key_only_grows()",
)


def refuse_changes():
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in ON_POSTGRESQL if on_postgresql else ON_SQLITE:
        op.execute(statement)


def upgrade():
    op.create_table(
        "certificate_key",
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__certificate_key")),
        sa.UniqueConstraint("key_id", name=op.f("uq__certificate_key__key_id")),
    )
    op.create_table(
        "certificate_look_up",
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__certificate_look_up")),
    )
    with op.batch_alter_table("certificate_look_up", schema=None) as batch_op:
        batch_op.create_index("ix__certificate_look_up__who", ["address", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix__certificate_look_up_at"), ["at"], unique=False)

    op.create_table(
        "serial_counter",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("last BETWEEN 0 AND 999999", name=op.f("ck__serial_counter__last_is_sensible")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__serial_counter")),
        sa.UniqueConstraint("year", name=op.f("uq__serial_counter__year")),
    )
    op.create_table(
        "certificate_pattern",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("office", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck__certificate_pattern__year_is_sensible")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk__certificate_pattern__made_by_id__person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__certificate_pattern")),
    )
    with op.batch_alter_table("certificate_pattern", schema=None) as batch_op:
        batch_op.create_index(
            "uq__certificate_pattern__one_valid_for_each_year",
            ["year"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "certificate",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=11), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("programme", sa.String(length=100), nullable=False),
        sa.Column("cohort", sa.String(length=100), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("office", sa.String(length=60), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("signature", sa.String(length=100), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("reissue_of_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "revoked_at IS NULL OR revoked_reason <> ''", name=op.f("ck__certificate__revoked_with_a_reason")
        ),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by_id IS NULL)", name=op.f("ck__certificate__revoked_by_somebody")
        ),
        sa.CheckConstraint("hours > 0", name=op.f("ck__certificate__hours_are_positive")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck__certificate__starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk__certificate__enrolment_id__enrolment")
        ),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk__certificate__issued_by_id__person")),
        sa.ForeignKeyConstraint(
            ["pattern_id"], ["certificate_pattern.id"], name=op.f("fk__certificate__pattern_id__certificate_pattern")
        ),
        sa.ForeignKeyConstraint(
            ["reissue_of_id"], ["certificate.id"], name=op.f("fk__certificate__reissue_of_id__certificate")
        ),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["person.id"], name=op.f("fk__certificate__revoked_by_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__certificate")),
        sa.UniqueConstraint("code", name=op.f("uq__certificate__code")),
        sa.UniqueConstraint("reissue_of_id", name=op.f("uq__certificate__reissue_of_id")),
        sa.UniqueConstraint("serial", name=op.f("uq__certificate__serial")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__certificate_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_index(
            "uq__certificate__one_valid_for_a_case",
            ["enrolment_id"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    refuse_changes()


def downgrade():
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__certificate__one_valid_for_a_case",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__certificate_enrolment_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("certificate_pattern", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__certificate_pattern__one_valid_for_each_year",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.drop_table("certificate_pattern")
    op.drop_table("serial_counter")
    with op.batch_alter_table("certificate_look_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__certificate_look_up_at"))
        batch_op.drop_index("ix__certificate_look_up__who")

    op.drop_table("certificate_look_up")
    op.drop_table("certificate_key")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION certificate_frozen")
        op.execute("DROP FUNCTION certificate_key_only_grows")

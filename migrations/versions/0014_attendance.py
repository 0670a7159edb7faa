"""class meetings, attendance marks, leave, sealed sheets

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Rows of these are only ever added; a sealed sheet takes no mark. Both engines refuse the rest.
GROWING = ("attendance_mark", "attendance_sheet", "leave_move")
ON_SQLITE = [
    "CREATE TRIGGER attendance_mark_of_an_open_sheet BEFORE INSERT ON attendance_mark"
    " WHEN EXISTS (SELECT 1 FROM attendance_sheet WHERE cohort_id = NEW.cohort_id)"
    " BEGIN SELECT RAISE(ABORT, 'this sheet is sealed'); END",
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
        for table in GROWING
        for verb in ("update", "delete")
    ),
]
ON_POSTGRESQL = [
    "CREATE FUNCTION attendance_mark_of_an_open_sheet() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN IF EXISTS (SELECT 1 FROM attendance_sheet WHERE cohort_id = NEW.cohort_id)"
    " THEN RAISE EXCEPTION 'this sheet is sealed'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER attendance_mark_of_an_open_sheet BEFORE INSERT ON attendance_mark"
    " FOR EACH ROW EXECUTE FUNCTION attendance_mark_of_an_open_sheet()",
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
FUNCTIONS = ("attendance_mark_of_an_open_sheet", *(f"{table}_only_grows" for table in GROWING))


def upgrade():
    op.create_table(
        "wrong_code",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__wrong_code__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__wrong_code")),
    )
    with op.batch_alter_table("wrong_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__wrong_code_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix__wrong_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "attendance_sheet",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.Column("sealed_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__attendance_sheet__cohort_id__cohort")),
        sa.ForeignKeyConstraint(
            ["sealed_by_id"], ["person.id"], name=op.f("fk__attendance_sheet__sealed_by_id__person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__attendance_sheet")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq__attendance_sheet__cohort_id")),
    )
    op.create_table(
        "class_meeting",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("host_organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("begins_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=60), nullable=False),
        sa.Column("lecturer", sa.String(length=60), nullable=False),
        sa.Column("asks_check_out", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck__class_meeting__begins_before_it_ends")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name=op.f("ck__class_meeting__counts_something")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__class_meeting__cohort_id__cohort")),
        sa.ForeignKeyConstraint(
            ["host_organisation_id"],
            ["organisation.id"],
            name=op.f("fk__class_meeting__host_organisation_id__organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__class_meeting")),
    )
    with op.batch_alter_table("class_meeting", schema=None) as batch_op:
        batch_op.create_index("ix__class_meeting__place", ["host_organisation_id", "begins_at"], unique=False)
        batch_op.create_index(batch_op.f("ix__class_meeting_begins_at"), ["begins_at"], unique=False)
        batch_op.create_index(batch_op.f("ix__class_meeting_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "attendance_mark",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(source IN ('qr', 'code')) = (device IS NOT NULL)",
            name=op.f("ck__attendance_mark__a_phone_has_its_device"),
        ),
        sa.CheckConstraint("kind IN ('in', 'out')", name=op.f("ck__attendance_mark__kind_known")),
        sa.CheckConstraint(
            "present OR source IN ('host', 'sheet')", name=op.f("ck__attendance_mark__only_the_host_says_absent")
        ),
        sa.CheckConstraint("source IN ('qr', 'code', 'host', 'sheet')", name=op.f("ck__attendance_mark__source_known")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__attendance_mark__by_id__person")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__attendance_mark__cohort_id__cohort")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk__attendance_mark__enrolment_id__enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["class_meeting.id"], name=op.f("fk__attendance_mark__meeting_id__class_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__attendance_mark")),
    )
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.create_index("ix__attendance_mark__meeting", ["meeting_id", "enrolment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__attendance_mark_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__attendance_mark_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_index(
            "uq__attendance_mark__each_person_once",
            ["meeting_id", "kind", "enrolment_id"],
            unique=True,
            sqlite_where=sa.text("device IS NOT NULL"),
            postgresql_where=sa.text("device IS NOT NULL"),
        )
        batch_op.create_index(
            "uq__attendance_mark__one_person_a_device",
            ["meeting_id", "kind", "device"],
            unique=True,
            sqlite_where=sa.text("device IS NOT NULL"),
            postgresql_where=sa.text("device IS NOT NULL"),
        )

    op.create_table(
        "leave",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('ill', 'private', 'official')", name=op.f("ck__leave__kind_known")),
        sa.CheckConstraint(
            "state IN ('asked', 'granted', 'refused', 'withdrawn')", name=op.f("ck__leave__state_known")
        ),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck__leave__says_why")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk__leave__enrolment_id__enrolment")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["class_meeting.id"], name=op.f("fk__leave__meeting_id__class_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__leave")),
    )
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__leave_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__leave_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(
            "uq__leave__one_live",
            ["meeting_id", "enrolment_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'granted')"),
            postgresql_where=sa.text("state IN ('asked', 'granted')"),
        )

    op.create_table(
        "leave_move",
        sa.Column("leave_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=30), nullable=True),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('asked', 'granted', 'refused', 'withdrawn')", name=op.f("ck__leave_move__became_known")
        ),
        sa.CheckConstraint(
            "was IN ('asked', 'granted', 'refused', 'withdrawn')", name=op.f("ck__leave_move__was_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__leave_move__by_id__person")),
        sa.ForeignKeyConstraint(["leave_id"], ["leave.id"], name=op.f("fk__leave_move__leave_id__leave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__leave_move")),
    )
    with op.batch_alter_table("leave_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__leave_move_leave_id"), ["leave_id"], unique=False)

    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)


def downgrade():
    with op.batch_alter_table("leave_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__leave_move_leave_id"))

    op.drop_table("leave_move")
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__leave__one_live",
            sqlite_where=sa.text("state IN ('asked', 'granted')"),
            postgresql_where=sa.text("state IN ('asked', 'granted')"),
        )
        batch_op.drop_index(batch_op.f("ix__leave_meeting_id"))
        batch_op.drop_index(batch_op.f("ix__leave_enrolment_id"))

    op.drop_table("leave")
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.drop_index(
            "uq__attendance_mark__one_person_a_device",
            sqlite_where=sa.text("device IS NOT NULL"),
            postgresql_where=sa.text("device IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq__attendance_mark__each_person_once",
            sqlite_where=sa.text("device IS NOT NULL"),
            postgresql_where=sa.text("device IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix__attendance_mark_enrolment_id"))
        batch_op.drop_index(batch_op.f("ix__attendance_mark_cohort_id"))
        batch_op.drop_index("ix__attendance_mark__meeting")

    op.drop_table("attendance_mark")
    with op.batch_alter_table("class_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__class_meeting_cohort_id"))
        batch_op.drop_index(batch_op.f("ix__class_meeting_begins_at"))
        batch_op.drop_index("ix__class_meeting__place")

    op.drop_table("class_meeting")
    op.drop_table("attendance_sheet")
    with op.batch_alter_table("wrong_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__wrong_code_person_id"))
        batch_op.drop_index(batch_op.f("ix__wrong_code_at"))

    op.drop_table("wrong_code")
    if op.get_bind().dialect.name == "postgresql":  # which keeps functions when their tables go
        for function in FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")

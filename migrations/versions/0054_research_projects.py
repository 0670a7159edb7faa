"""Research projects

Revision ID: 0054
Revises: 0053
"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


# As teachnet/research/models/sealing.py and teachnet/audit/models.py have them.
SEALED = (
    ("stage_report", "update", "OLD.state <> 'draft' AND (NEW.text <> OLD.text OR OLD.state <> 'handed_in')"),
    ("stage_report", "delete", "OLD.state <> 'draft'"),
    (
        "follow_up_visit",
        "update",
        "OLD.held_on IS NOT NULL AND (NEW.held_on IS NULL OR NEW.seen <> OLD.seen OR NEW.advice <> OLD.advice"
        " OR (OLD.answered_at IS NOT NULL AND NEW.answer <> OLD.answer))",
    ),
)
HISTORY = {
    "sqlite": [
        "CREATE TRIGGER research_move_no_update BEFORE UPDATE ON research_move "
        "BEGIN SELECT RAISE(ABORT, 'research_move only grows'); END",
        "CREATE TRIGGER research_move_no_delete BEFORE DELETE ON research_move "
        "BEGIN SELECT RAISE(ABORT, 'research_move only grows'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION research_move_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'research_move only grows'; END $$",
        "CREATE TRIGGER research_move_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON research_move "
        "FOR EACH STATEMENT EXECUTE FUNCTION research_move_only_grows()",
    ],
}


def upgrade():
    op.create_table(
        "research_project",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("question", sa.String(length=1000), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("last_sign_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(stage = 'proposal') = (approved_on IS NULL)",
            name=op.f("ck__research_project__approved_after_the_proposal"),
        ),
        sa.CheckConstraint(
            "(state IN ('at_work', 'handed_in')) = (ended_on IS NULL)",
            name=op.f("ck__research_project__ended_when_it_goes_on_no_more"),
        ),
        sa.CheckConstraint("kind IN ('planned', 'small', 'action')", name=op.f("ck__research_project__kind_known")),
        sa.CheckConstraint(
            "stage IN ('proposal', 'opening', 'midterm', 'conclusion')", name=op.f("ck__research_project__stage_known")
        ),
        sa.CheckConstraint(
            "state <> 'concluded' OR stage = 'conclusion'",
            name=op.f("ck__research_project__concluded_at_the_last_stage"),
        ),
        sa.CheckConstraint(
            "state IN ('at_work', 'handed_in', 'concluded', 'declined', 'stopped', 'withdrawn')",
            name=op.f("ck__research_project__state_known"),
        ),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__research_project__subject_known"),
        ),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name=op.f("fk__research_project__leader_id__person")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk__research_project__school_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__research_project")),
    )
    op.create_index(op.f("ix__research_project_leader_id"), "research_project", ["leader_id"])
    op.create_index(op.f("ix__research_project_school_id"), "research_project", ["school_id"])
    op.create_index(op.f("ix__research_project_state"), "research_project", ["state"])

    op.create_table(
        "follow_up_visit",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("called_off_at", sa.DateTime(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("seen", sa.String(length=3000), nullable=False),
        sa.Column("advice", sa.String(length=3000), nullable=False),
        sa.Column("answer", sa.String(length=3000), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answered_at IS NULL OR held_on IS NOT NULL", name=op.f("ck__follow_up_visit__answered_after_it")
        ),
        sa.CheckConstraint(
            "held_on IS NULL OR called_off_at IS NULL", name=op.f("ck__follow_up_visit__held_or_called_off")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk__follow_up_visit__answered_by_id__person")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk__follow_up_visit__project_id__research_project")
        ),
        sa.ForeignKeyConstraint(["visitor_id"], ["person.id"], name=op.f("fk__follow_up_visit__visitor_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__follow_up_visit")),
    )
    op.create_index(op.f("ix__follow_up_visit_project_id"), "follow_up_visit", ["project_id"])
    op.create_index(op.f("ix__follow_up_visit_visitor_id"), "follow_up_visit", ["visitor_id"])

    op.create_table(
        "research_evidence",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("told", sa.String(length=1000), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('lesson', 'survey', 'work', 'data', 'article', 'other')",
            name=op.f("ck__research_evidence__kind_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__research_evidence__by_id__person")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk__research_evidence__file_id__stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk__research_evidence__project_id__research_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__research_evidence")),
    )
    op.create_index(op.f("ix__research_evidence_file_id"), "research_evidence", ["file_id"])
    op.create_index(op.f("ix__research_evidence_project_id"), "research_evidence", ["project_id"])

    op.create_table(
        "research_member",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__research_member__person_id__person")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk__research_member__project_id__research_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__research_member")),
    )
    op.create_index(op.f("ix__research_member_person_id"), "research_member", ["person_id"])
    op.create_index(op.f("ix__research_member_project_id"), "research_member", ["project_id"])
    op.create_index(
        "uq__research_member__standing",
        "research_member",
        ["project_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("left_on IS NULL"),
        postgresql_where=sa.text("left_on IS NULL"),
    )

    op.create_table(
        "research_milestone",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('proposal', 'opening', 'midterm', 'conclusion')",
            name=op.f("ck__research_milestone__stage_known"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk__research_milestone__project_id__research_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__research_milestone")),
        sa.UniqueConstraint("project_id", "stage", name=op.f("uq__research_milestone__project_id")),
    )
    op.create_index(op.f("ix__research_milestone_due_on"), "research_milestone", ["due_on"])
    op.create_index(op.f("ix__research_milestone_project_id"), "research_milestone", ["project_id"])

    op.create_table(
        "research_move",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("became", sa.String(length=30), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "became IN ('at_work', 'handed_in', 'concluded', 'declined', 'stopped', 'withdrawn')",
            name=op.f("ck__research_move__became_known"),
        ),
        sa.CheckConstraint(
            "stage IN ('proposal', 'opening', 'midterm', 'conclusion')", name=op.f("ck__research_move__stage_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__research_move__by_id__person")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk__research_move__project_id__research_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__research_move")),
    )
    op.create_index(op.f("ix__research_move_project_id"), "research_move", ["project_id"])

    op.create_table(
        "research_outcome",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk__research_outcome__added_by_id__person")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk__research_outcome__project_id__research_project")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk__research_outcome__resource_id__resource")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__research_outcome")),
        sa.UniqueConstraint("project_id", "resource_id", name=op.f("uq__research_outcome__project_id")),
    )
    op.create_index(op.f("ix__research_outcome_resource_id"), "research_outcome", ["resource_id"])

    op.create_table(
        "stage_report",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=20000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_by_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("handed_in_by_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_note", sa.String(length=1000), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (handed_in_at IS NULL)", name=op.f("ck__stage_report__handed_in_when_no_draft")
        ),
        sa.CheckConstraint(
            "(state IN ('passed', 'returned', 'declined')) = (decided_at IS NOT NULL)",
            name=op.f("ck__stage_report__decided_when_it_says_so"),
        ),
        sa.CheckConstraint(
            "stage IN ('proposal', 'opening', 'midterm', 'conclusion')", name=op.f("ck__stage_report__stage_known")
        ),
        sa.CheckConstraint(
            "state <> 'declined' OR stage = 'proposal'", name=op.f("ck__stage_report__only_a_proposal_is_declined")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'handed_in', 'passed', 'returned', 'declined')",
            name=op.f("ck__stage_report__state_known"),
        ),
        sa.CheckConstraint("decided_by_id <> handed_in_by_id", name=op.f("ck__stage_report__nobody_reviews_their_own")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk__stage_report__decided_by_id__person")),
        sa.ForeignKeyConstraint(
            ["handed_in_by_id"], ["person.id"], name=op.f("fk__stage_report__handed_in_by_id__person")
        ),
        sa.ForeignKeyConstraint(["last_by_id"], ["person.id"], name=op.f("fk__stage_report__last_by_id__person")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk__stage_report__project_id__research_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__stage_report")),
        sa.UniqueConstraint("project_id", "stage", "round", name=op.f("uq__stage_report__project_id")),
    )
    op.create_table(
        "change_request",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("new_leader_id", sa.Integer(), nullable=True),
        sa.Column("was", sa.String(length=120), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_note", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'extension') = (milestone_id IS NOT NULL AND until IS NOT NULL)",
            name=op.f("ck__change_request__an_extension_says_until_when"),
        ),
        sa.CheckConstraint(
            "(kind = 'leader') = (new_leader_id IS NOT NULL)", name=op.f("ck__change_request__a_leader_is_named")
        ),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name=op.f("ck__change_request__decided_when_no_longer_asked")
        ),
        sa.CheckConstraint(
            "kind IN ('extension', 'title', 'leader', 'end')", name=op.f("ck__change_request__kind_known")
        ),
        sa.CheckConstraint(
            "state <> 'granted' OR decided_by_id <> asked_by_id", name=op.f("ck__change_request__granted_by_another")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'granted', 'refused', 'taken_back')", name=op.f("ck__change_request__state_known")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk__change_request__asked_by_id__person")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk__change_request__decided_by_id__person")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["research_milestone.id"],
            name=op.f("fk__change_request__milestone_id__research_milestone"),
        ),
        sa.ForeignKeyConstraint(
            ["new_leader_id"], ["person.id"], name=op.f("fk__change_request__new_leader_id__person")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk__change_request__project_id__research_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__change_request")),
    )
    op.create_index(op.f("ix__change_request_milestone_id"), "change_request", ["milestone_id"])
    op.create_index(
        "uq__change_request__open",
        "change_request",
        ["project_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )

    engine = op.get_bind().dialect.name
    sealing = on_sqlite if engine == "sqlite" else on_postgresql
    for sealed in SEALED:
        for statement in sealing(*sealed):
            op.execute(statement)
    for statement in HISTORY[engine]:
        op.execute(statement)


def downgrade():
    op.drop_index("uq__change_request__open", table_name="change_request")
    op.drop_index(op.f("ix__change_request_milestone_id"), table_name="change_request")

    op.drop_table("change_request")
    op.drop_table("stage_report")
    op.drop_index(op.f("ix__research_outcome_resource_id"), table_name="research_outcome")

    op.drop_table("research_outcome")
    op.drop_index(op.f("ix__research_move_project_id"), table_name="research_move")

    op.drop_table("research_move")
    op.drop_index(op.f("ix__research_milestone_project_id"), table_name="research_milestone")
    op.drop_index(op.f("ix__research_milestone_due_on"), table_name="research_milestone")

    op.drop_table("research_milestone")
    op.drop_index("uq__research_member__standing", table_name="research_member")
    op.drop_index(op.f("ix__research_member_project_id"), table_name="research_member")
    op.drop_index(op.f("ix__research_member_person_id"), table_name="research_member")

    op.drop_table("research_member")
    op.drop_index(op.f("ix__research_evidence_project_id"), table_name="research_evidence")
    op.drop_index(op.f("ix__research_evidence_file_id"), table_name="research_evidence")

    op.drop_table("research_evidence")
    op.drop_index(op.f("ix__follow_up_visit_visitor_id"), table_name="follow_up_visit")
    op.drop_index(op.f("ix__follow_up_visit_project_id"), table_name="follow_up_visit")

    op.drop_table("follow_up_visit")
    op.drop_index(op.f("ix__research_project_state"), table_name="research_project")
    op.drop_index(op.f("ix__research_project_school_id"), table_name="research_project")
    op.drop_index(op.f("ix__research_project_leader_id"), table_name="research_project")

    op.drop_table("research_project")
    if op.get_bind().dialect.name == "postgresql":
        for function in ("stage_report_stays", "follow_up_visit_stays", "research_move_only_grows"):
            op.execute(f"DROP FUNCTION {function}()")


def on_sqlite(table: str, event: str, refused: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_stays_at_{event} BEFORE {event} ON {table} WHEN {refused}"
        f" BEGIN SELECT RAISE(ABORT, '{table} stays as it is'); END"
    ]


def on_postgresql(table: str, event: str, refused: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{table} stays as it is'; END $$",
        f"CREATE TRIGGER {table}_stays_at_{event} BEFORE {event} ON {table}"
        f" FOR EACH ROW WHEN ({refused}) EXECUTE FUNCTION {table}_stays()",
    ]

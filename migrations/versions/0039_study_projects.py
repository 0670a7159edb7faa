"""study projects

Revision ID: 0039
Revises: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


REFUSALS = {
    "sqlite": (
        "CREATE TRIGGER project_result_no_update BEFORE UPDATE ON project_result BEGIN "
        "SELECT RAISE(ABORT, 'project_result only grows'); END",
        "CREATE TRIGGER project_result_no_delete BEFORE DELETE ON project_result BEGIN "
        "SELECT RAISE(ABORT, 'project_result only grows'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION project_result_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'project_result only grows'; END $$",
        "CREATE TRIGGER project_result_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON project_result "
        "FOR EACH STATEMENT EXECUTE FUNCTION project_result_only_grows()",
    ),
}


def upgrade():
    op.create_table(
        "study_project",
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(length=2000), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=True),
        sa.Column("stage", sa.String(length=30), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("electives", sa.Integer(), nullable=False),
        sa.Column("pass_marks", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("concluded_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(concluded_at IS NULL) = (state <> 'concluded')", name=op.f("ck__study_project__concluded_at_a_moment")
        ),
        sa.CheckConstraint(
            "stage IN ('preschool', 'primary', 'junior', 'senior', 'vocational', 'special')",
            name=op.f("ck__study_project__stage_known"),
        ),
        sa.CheckConstraint("state IN ('draft', 'open', 'concluded')", name=op.f("ck__study_project__state_known")),
        sa.CheckConstraint(
            "subject IN ('morality_law', 'chinese', 'mathematics', 'english', 'history', 'geography', 'science', 'physics', 'chemistry', 'biology', 'information_science', 'physical_education', 'music', 'art', 'labour', 'practice', 'politics', 'information_technology', 'general_technology', 'health', 'language', 'society', 'arts', 'mental_health', 'special_education', 'school_management', 'class_teacher')",
            name=op.f("ck__study_project__subject_known"),
        ),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck__study_project__closes_after_it_opens")),
        sa.CheckConstraint(
            "minutes >= 0 AND electives >= 0", name=op.f("ck__study_project__asks_for_no_less_than_nothing")
        ),
        sa.CheckConstraint("pass_marks BETWEEN 0 AND 1000", name=op.f("ck__study_project__pass_is_humane")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk__study_project__made_by_id__person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk__study_project__organisation_id__organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__study_project")),
        sa.UniqueConstraint("organisation_id", "title", name=op.f("uq__study_project__organisation_id")),
    )
    op.create_index(op.f("ix__study_project_organisation_id"), "study_project", ["organisation_id"])
    op.create_index(op.f("ix__study_project_state"), "study_project", ["state"])

    op.create_table(
        "participation",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("required_done", sa.Integer(), nullable=False),
        sa.Column("electives_done", sa.Integer(), nullable=False),
        sa.Column("fulfils", sa.Boolean(), nullable=False),
        sa.Column("reckoned_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("marks >= 0 AND minutes >= 0", name=op.f("ck__participation__sums_are_not_negative")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__participation__person_id__person")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["study_project.id"], name=op.f("fk__participation__project_id__study_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__participation")),
        sa.UniqueConstraint("project_id", "person_id", name=op.f("uq__participation__project_id")),
    )
    op.create_index(op.f("ix__participation_person_id"), "participation", ["person_id"])

    op.create_table(
        "project_course",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('required', 'elective')", name=op.f("ck__project_course__kind_known")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk__project_course__course_id__course")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["study_project.id"], name=op.f("fk__project_course__project_id__study_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__project_course")),
        sa.UniqueConstraint("project_id", "course_id", name=op.f("uq__project_course__project_id")),
    )
    op.create_index(op.f("ix__project_course_course_id"), "project_course", ["course_id"])

    op.create_table(
        "scoring_part",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("points_a_mark", sa.Integer(), nullable=False),
        sa.Column("most_points_a_day", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("most BETWEEN 1 AND 1000", name=op.f("ck__scoring_part__marks_are_humane")),
        sa.CheckConstraint("most_points_a_day >= 1", name=op.f("ck__scoring_part__a_day_brings_something")),
        sa.CheckConstraint("points_a_mark BETWEEN 1 AND 1000", name=op.f("ck__scoring_part__points_a_mark_are_humane")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["study_project.id"], name=op.f("fk__scoring_part__project_id__study_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__scoring_part")),
        sa.UniqueConstraint("project_id", "position", name=op.f("uq__scoring_part__project_id")),
    )
    op.create_table(
        "project_result",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("required_done", sa.Integer(), nullable=False),
        sa.Column("electives_done", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk__project_result__participation_id__participation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__project_result")),
        sa.UniqueConstraint("participation_id", name=op.f("uq__project_result__participation_id")),
    )
    op.create_table(
        "scoring_row",
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "measure <> 'by_hand' OR (most IS NOT NULL AND title <> '')",
            name=op.f("ck__scoring_row__by_hand_says_what_and_how_much"),
        ),
        sa.CheckConstraint("measure <> 'mark' OR each = 100", name=op.f("ck__scoring_row__a_share_is_of_a_hundred")),
        sa.CheckConstraint(
            "measure IN ('minutes', 'courses', 'quizzes', 'assignments', 'mark', 'reviews', 'posts', 'journal', "
            "'resources', 'comments', 'by_hand')",
            name=op.f("ck__scoring_row__measure_known"),
        ),
        sa.CheckConstraint("each BETWEEN 1 AND 10000", name=op.f("ck__scoring_row__each_is_humane")),
        sa.CheckConstraint("most BETWEEN 1 AND 100000", name=op.f("ck__scoring_row__most_is_humane")),
        sa.CheckConstraint("points BETWEEN 1 AND 1000", name=op.f("ck__scoring_row__points_are_humane")),
        sa.ForeignKeyConstraint(["part_id"], ["scoring_part.id"], name=op.f("fk__scoring_row__part_id__scoring_part")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__scoring_row")),
    )
    op.create_index(op.f("ix__scoring_row_part_id"), "scoring_row", ["part_id"])

    op.create_table(
        "given_points",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck__given_points__points_are_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk__given_points__by_id__person")),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participation.id"], name=op.f("fk__given_points__participation_id__participation")
        ),
        sa.ForeignKeyConstraint(["row_id"], ["scoring_row.id"], name=op.f("fk__given_points__row_id__scoring_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__given_points")),
        sa.UniqueConstraint("participation_id", "row_id", name=op.f("uq__given_points__participation_id")),
    )
    op.create_index(op.f("ix__given_points_row_id"), "given_points", ["row_id"])

    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    op.drop_index(op.f("ix__given_points_row_id"), table_name="given_points")

    op.drop_table("given_points")
    op.drop_index(op.f("ix__scoring_row_part_id"), table_name="scoring_row")

    op.drop_table("scoring_row")
    op.drop_table("project_result")
    op.drop_table("scoring_part")
    op.drop_index(op.f("ix__project_course_course_id"), table_name="project_course")

    op.drop_table("project_course")
    op.drop_index(op.f("ix__participation_person_id"), table_name="participation")

    op.drop_table("participation")
    op.drop_index(op.f("ix__study_project_state"), table_name="study_project")
    op.drop_index(op.f("ix__study_project_organisation_id"), table_name="study_project")

    op.drop_table("study_project")

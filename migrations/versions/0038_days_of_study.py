"""days of study

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

# What was heard so far, by the day in the city, which has no summer time.
DAYS = {
    "sqlite": "date(beat.arrived_at, '+8 hours')",
    "postgresql": "CAST(beat.arrived_at + interval '8 hours' AS date)",
}
FILL = """
INSERT INTO study_day (enrolment_id, day, credited_ms)
SELECT course_enrolment.id, {day}, sum(beat.credited_ms)
FROM watch_beat AS beat
JOIN watch_session ON watch_session.id = beat.session_id
JOIN unit ON unit.id = watch_session.unit_id
JOIN course_enrolment ON course_enrolment.course_id = unit.course_id
 AND course_enrolment.learner_id = watch_session.person_id
WHERE beat.credited_ms > 0
GROUP BY course_enrolment.id, {day}
"""


def upgrade():
    op.create_table(
        "study_day",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("credited_ms", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("credited_ms >= 0", name=op.f("ck__study_day__credited_is_not_negative")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["course_enrolment.id"], name=op.f("fk__study_day__enrolment_id__course_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__study_day")),
        sa.UniqueConstraint("enrolment_id", "day", name=op.f("uq__study_day__enrolment_id")),
    )
    op.execute(FILL.format(day=DAYS[op.get_bind().dialect.name]))


def downgrade():
    op.drop_table("study_day")

"""evaluation: what is asked, who has answered, and apart from that what was answered

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# One provincial rule, and questions to begin with: rows, for the city to change.
RULE = {
    "open_days": 14,
    "least": 5,
    "process": 30,
    "satisfaction": 30,
    "effect": 40,
    "excellent_from": 95,
    "good_from": 85,
}
ITEMS = {
    "cohort": ("培训目标符合我的需要", "课程内容实用", "教学方式合适", "组织与服务周到", "总体满意"),
    "lecturer": ("讲授清楚、有启发", "联系课堂教学实际"),
    "effect": ("我在课堂上用到了所学", "学生的学习有了变化", "我与同事分享了所学"),
}


def upgrade():
    op.create_table(
        "evaluation_item",
        sa.Column("about", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("about IN ('cohort', 'lecturer', 'effect')", name=op.f("ck__evaluation_item__about_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__evaluation_item")),
        sa.UniqueConstraint("about", "position", name="uq__evaluation_item__one_at_each_position"),
    )
    op.create_table(
        "evaluation_rule",
        sa.Column("open_days", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("satisfaction", sa.Integer(), nullable=False),
        sa.Column("effect", sa.Integer(), nullable=False),
        sa.Column("excellent_from", sa.Integer(), nullable=False),
        sa.Column("good_from", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("good_from <= excellent_from", name=op.f("ck__evaluation_rule__excellent_is_above_good")),
        sa.CheckConstraint("least >= 5", name=op.f("ck__evaluation_rule__nobody_is_told_apart")),
        sa.CheckConstraint("open_days BETWEEN 1 AND 60", name=op.f("ck__evaluation_rule__open_days_are_sensible")),
        sa.CheckConstraint(
            "process + satisfaction + effect = 100", name=op.f("ck__evaluation_rule__weights_make_a_hundred")
        ),
        sa.CheckConstraint(
            "process >= 0 AND satisfaction >= 0 AND effect >= 0", name=op.f("ck__evaluation_rule__weights_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__evaluation_rule")),
    )
    op.create_table(
        "cohort_lecturer",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__cohort_lecturer__cohort_id__cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__cohort_lecturer")),
    )
    with op.batch_alter_table("cohort_lecturer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__cohort_lecturer_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "evaluation_answered",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "round IN ('end', 'three_months', 'six_months')", name=op.f("ck__evaluation_answered__round_known")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__evaluation_answered__cohort_id__cohort")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__evaluation_answered__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__evaluation_answered")),
        sa.UniqueConstraint("cohort_id", "round", "person_id", name="uq__evaluation_answered__once_each"),
    )
    with op.batch_alter_table("evaluation_answered", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__evaluation_answered_person_id"), ["person_id"], unique=False)

    op.create_table(
        "evaluation_words",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "round IN ('end', 'three_months', 'six_months')", name=op.f("ck__evaluation_words__round_known")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__evaluation_words__cohort_id__cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__evaluation_words")),
    )
    with op.batch_alter_table("evaluation_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__evaluation_words_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "evaluation_tally",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=30), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("lecturer_id", sa.Integer(), nullable=True),
        sa.Column("ones", sa.Integer(), nullable=False),
        sa.Column("twos", sa.Integer(), nullable=False),
        sa.Column("threes", sa.Integer(), nullable=False),
        sa.Column("fours", sa.Integer(), nullable=False),
        sa.Column("fives", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "round IN ('end', 'three_months', 'six_months')", name=op.f("ck__evaluation_tally__round_known")
        ),
        sa.CheckConstraint(
            "ones >= 0 AND twos >= 0 AND threes >= 0 AND fours >= 0 AND fives >= 0",
            name=op.f("ck__evaluation_tally__counts_not_negative"),
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk__evaluation_tally__cohort_id__cohort")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["evaluation_item.id"], name=op.f("fk__evaluation_tally__item_id__evaluation_item")
        ),
        sa.ForeignKeyConstraint(
            ["lecturer_id"], ["cohort_lecturer.id"], name=op.f("fk__evaluation_tally__lecturer_id__cohort_lecturer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__evaluation_tally")),
    )
    with op.batch_alter_table("evaluation_tally", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix__evaluation_tally_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix__evaluation_tally_lecturer_id"), ["lecturer_id"], unique=False)
        batch_op.create_index(
            "uq__evaluation_tally__one_for_an_item",
            ["cohort_id", "round", "item_id"],
            unique=True,
            sqlite_where=sa.text("lecturer_id IS NULL"),
            postgresql_where=sa.text("lecturer_id IS NULL"),
        )
        batch_op.create_index(
            "uq__evaluation_tally__one_for_a_lecturer",
            ["lecturer_id", "round", "item_id"],
            unique=True,
            sqlite_where=sa.text("lecturer_id IS NOT NULL"),
            postgresql_where=sa.text("lecturer_id IS NOT NULL"),
        )

    seed()


def seed():
    rule = sa.table("evaluation_rule", *(sa.column(name) for name in RULE))
    op.bulk_insert(rule, [RULE])
    item = sa.table("evaluation_item", *(sa.column(name) for name in ("about", "text", "position")))
    rows = [
        {"about": about, "text": text, "position": position}
        for about, texts in ITEMS.items()
        for position, text in enumerate(texts, 1)
    ]
    op.bulk_insert(item, rows)


def downgrade():
    with op.batch_alter_table("evaluation_tally", schema=None) as batch_op:
        batch_op.drop_index("uq__evaluation_tally__one_for_a_lecturer")
        batch_op.drop_index("uq__evaluation_tally__one_for_an_item")
        batch_op.drop_index(batch_op.f("ix__evaluation_tally_lecturer_id"))
        batch_op.drop_index(batch_op.f("ix__evaluation_tally_item_id"))

    op.drop_table("evaluation_tally")
    with op.batch_alter_table("evaluation_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__evaluation_words_cohort_id"))

    op.drop_table("evaluation_words")
    with op.batch_alter_table("evaluation_answered", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__evaluation_answered_person_id"))

    op.drop_table("evaluation_answered")
    with op.batch_alter_table("cohort_lecturer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix__cohort_lecturer_cohort_id"))

    op.drop_table("cohort_lecturer")
    op.drop_table("evaluation_rule")
    op.drop_table("evaluation_item")

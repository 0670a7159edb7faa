"""asking: synonyms, saved searches, searches that found nothing, suggestions

Revision ID: 0008
Revises: 0007
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# What the trade calls by two names or more, as it was when this was written; from now on editors change the table.
GROUPS = [
    "导入 课堂导入 新课导入",
    "教学语言 课堂语言",
    "讲解 课堂讲解",
    "提问 课堂提问 设问",
    "变化 教学变化",
    "强化 课堂强化",
    "演示 课堂演示",
    "板书 板书设计",
    "结束 结课 课堂小结",
    "课堂组织 课堂管理",
    "微技能 微格教学 教学技能",
    "候答 等待时间",
    "小组合作 合作学习",
    "信息化演示 多媒体演示",
    "作业讲评 习题讲评",
    "教案 教学设计",
    "课件 ppt 幻灯片",
    "片段 微课 课例",
    "听评课 观课议课 听课评课",
    "集体备课 联合备课",
    "公开课 展示课",
    "教学反思 课后反思",
    "课标 课程标准",
    "情境创设 创设情境",
    "道德与法治 道法",
    "生物学 生物",
    "体育与健康 体育",
    "综合实践活动 综合实践",
]


def upgrade() -> None:
    op.create_table(
        "synonym_group",
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__synonym_group")),
    )
    op.create_table(
        "synonym",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(word) > 0", name=op.f("ck__synonym__has_word")),
        sa.ForeignKeyConstraint(["group_id"], ["synonym_group.id"], name=op.f("fk__synonym__group_id__synonym_group")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__synonym")),
        sa.UniqueConstraint("folded", name=op.f("uq__synonym__folded")),
    )
    op.create_index(op.f("ix__synonym_group_id"), "synonym", ["group_id"])
    op.create_table(
        "saved_search",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("looked_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck__saved_search__has_name")),
        sa.CheckConstraint("place BETWEEN 1 AND 50", name=op.f("ck__saved_search__at_most_fifty")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk__saved_search__person_id__person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__saved_search")),
        sa.UniqueConstraint("person_id", "name", name="uq__saved_search__one_name_each"),
        sa.UniqueConstraint("person_id", "place", name=op.f("uq__saved_search__person_id")),
    )
    op.create_table(
        "fruitless_search",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("query", sa.String(length=100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck__fruitless_search__is_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__fruitless_search")),
        sa.UniqueConstraint("month", "query", name=op.f("uq__fruitless_search__month")),
    )
    op.create_index("ix__fruitless_search__most_asked", "fruitless_search", ["month", "count"])
    op.create_table(
        "completion",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("ref_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("key", sa.LargeBinary(length=48), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('title', 'person', 'school')", name=op.f("ck__completion__kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__completion")),
        sa.UniqueConstraint("kind", "key", "ref_id", name=op.f("uq__completion__kind")),
    )
    op.create_index("ix__completion__of", "completion", ["kind", "ref_id"])
    _fill_synonyms()


def _fill_synonyms() -> None:
    group = sa.table("synonym_group", sa.column("id"), sa.column("changed_at", sa.DateTime))
    columns = sa.column("group_id"), sa.column("word"), sa.column("folded"), sa.column("position")
    synonym, now = sa.table("synonym", *columns), datetime.now(UTC).replace(tzinfo=None)
    for words in map(str.split, GROUPS):
        number = op.get_bind().scalar(sa.insert(group).values(changed_at=now).returning(group.c.id))
        rows = [
            {"group_id": number, "word": word, "folded": word, "position": place} for place, word in enumerate(words)
        ]
        op.bulk_insert(synonym, rows)


def downgrade() -> None:
    for table in ("completion", "fruitless_search", "saved_search", "synonym", "synonym_group"):
        op.drop_table(table)

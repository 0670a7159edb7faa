"""the ten micro-skills of level 1

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SKILLS = sa.table(
    "micro_skill",
    sa.column("code", sa.String),
    sa.column("name", sa.String),
    sa.column("other_names", sa.JSON),
    sa.column("position", sa.Integer),
)
# As they were when this was written; the model's own list may grow.
TEN = [
    ("introduction", "导入", ["课堂导入", "导入技能", "Set Induction"]),
    ("language", "教学语言", ["语言技能", "教学语言技能"]),
    ("explaining", "讲解", ["讲解技能", "Lecturing", "Illustrating and Use of Examples"]),
    (
        "questioning",
        "提问",
        ["提问技能", "Fluency in Asking Questions", "Probing Questions", "Higher-Order Questions"],
    ),
    ("variation", "变化", ["变化技能", "Stimulus Variation"]),
    ("reinforcement", "强化", ["强化技能", "Reinforcement of Student Participation"]),
    ("demonstration", "演示", ["演示技能"]),
    ("board", "板书", ["板书设计", "板书技能"]),
    ("closure", "结束", ["课堂结束", "结课", "Closure"]),
    ("management", "课堂组织", ["组织教学", "课堂管理", "Recognizing Attending Behavior"]),
]


def upgrade():
    there = set(op.get_bind().scalars(sa.select(SKILLS.c.code)))
    rows = [
        {"code": code, "name": name, "other_names": other_names, "position": position}
        for position, (code, name, other_names) in enumerate(TEN, start=1)
        if code not in there
    ]
    if rows:
        op.bulk_insert(SKILLS, rows)


def downgrade():
    """They stay: resources refer to them, and the way forward adds only what is missing."""

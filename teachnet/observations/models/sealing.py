"""What is handed in stays as it is: both engines refuse to change it, whoever asks."""

import sqlalchemy as sa

from teachnet.observations.models.mark import LessonMark
from teachnet.observations.models.remark import LessonRemark
from teachnet.observations.models.rubric import LessonLevel
from teachnet.observations.models.sheet import ObservationSheet

HANDED_IN = "SELECT 1 FROM observation_sheet WHERE id = {row}.sheet_id AND handed_in_at IS NOT NULL"
ROWS = {"insert": "NEW", "update": "OLD", "delete": "OLD"}


def on_sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_of_open_sheet_{what} BEFORE {what} ON {table}"
        f" WHEN EXISTS ({HANDED_IN.format(row=row)}) BEGIN SELECT RAISE(ABORT, 'this sheet is handed in'); END"
        for what, row in ROWS.items()
    ]


def on_postgresql(table: str) -> list[str]:
    function = f"{table}_of_open_sheet"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'INSERT' AND EXISTS ({HANDED_IN.format(row='NEW')})"
        f" OR TG_OP <> 'INSERT' AND EXISTS ({HANDED_IN.format(row='OLD')})"
        " THEN RAISE EXCEPTION 'this sheet is handed in'; END IF; RETURN COALESCE(NEW, OLD); END $$",
        f"CREATE TRIGGER {function} BEFORE INSERT OR UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]


OF_THE_SHEET = {
    "sqlite": [
        "CREATE TRIGGER observation_sheet_stays BEFORE UPDATE ON observation_sheet"
        " WHEN OLD.handed_in_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'this sheet is handed in'); END"
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION observation_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF OLD.handed_in_at IS NOT NULL THEN RAISE EXCEPTION 'this sheet is handed in'; END IF;"
        " RETURN NEW; END $$",
        "CREATE TRIGGER observation_sheet_stays BEFORE UPDATE ON observation_sheet"
        " FOR EACH ROW EXECUTE FUNCTION observation_sheet_stays()",
    ],
}


def _seal(table: sa.Table, refusals: dict[str, list[str]]) -> None:
    for engine, statements in refusals.items():
        for statement in statements:
            sa.event.listen(table, "after_create", sa.DDL(statement).execute_if(dialect=engine))


for _model in (LessonMark, LessonRemark, LessonLevel):
    _table = _model.__table__
    _seal(_table, {"sqlite": on_sqlite(_table.name), "postgresql": on_postgresql(_table.name)})
_seal(ObservationSheet.__table__, OF_THE_SHEET)

"""Each report: its columns, its statement, and the sheet they make for a scope and a year."""

from collections.abc import Callable

import sqlalchemy as sa

from teachnet.accounts.models import Organisation
from teachnet.db import db
from teachnet.reports import queries, researched, studied
from teachnet.reports.sheet import Column, Sheet
from teachnet.reports.words import ColumnKind, ReportKind

TEXT, HOURS, YUAN, SHARE = ColumnKind.TEXT, ColumnKind.HOURS, ColumnKind.YUAN, ColumnKind.SHARE


def _counts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


HOW_FAR = (
    *_counts("teachers", "joined", "begun", "begun_lately", "studied_lately", "finished", "finished_lately"),
    Column("hours", HOURS),
    Column("finished_rate", SHARE, of=("finished", "joined")),
)


COLUMNS: dict[ReportKind, tuple[Column, ...]] = {
    ReportKind.PROGRAMMES: (
        Column("programme", TEXT),
        Column("document_number", TEXT),
        *_counts("cohorts", "seats", "cases", "placed", "arrived", "completed"),
        Column("completion_rate", SHARE, of=("completed", "arrived")),
    ),
    ReportKind.ENROLLING: (
        Column("cohort", TEXT),
        *_counts("seats", "cases", "at_school", "at_county", "at_city", "reserve", "placed"),
        Column("filled_rate", SHARE, of=("placed", "seats")),
    ),
    ReportKind.ARRIVALS: (
        Column("cohort", TEXT),
        *_counts("expected", "arrived", "left", "completed"),
        Column("arrival_rate", SHARE, of=("arrived", "expected")),
    ),
    ReportKind.QUOTA: (
        Column("part", TEXT),
        *_counts("seats", "taken", "free", "reclaimed", "exceptions"),
        Column("use_rate", SHARE, of=("taken", "seats")),
    ),
    ReportKind.REPLACEMENTS: (
        Column("part", TEXT),
        *_counts("asked", "replaced", "refused"),
        Column("approval_rate", SHARE, of=("replaced", "asked")),
    ),
    ReportKind.HOURS: (
        Column("part", TEXT),
        *_counts("teachers", "reached"),
        Column("hours", HOURS),
        Column("reached_rate", SHARE, of=("reached", "teachers")),
    ),
    ReportKind.CERTIFICATES: (
        Column("cohort", TEXT),
        *_counts("completed", "issued", "revoked"),
        Column("issued_rate", SHARE, of=("issued", "completed")),
    ),
    ReportKind.BUDGETS: (
        Column("cohort", TEXT),
        Column("planned", YUAN),
        Column("spent", YUAN),
        Column("execution_rate", SHARE, of=("spent", "planned")),
    ),
    ReportKind.STUDY: (Column("part", TEXT), *HOW_FAR),
    ReportKind.STUDY_SUBJECTS: (Column("subject", TEXT), *HOW_FAR),
    ReportKind.STUDY_STAGES: (Column("stage", TEXT), *HOW_FAR),
    ReportKind.STUDY_AREAS: (Column("area", TEXT), *HOW_FAR),
    ReportKind.TEAMS: (
        Column("team", TEXT),
        *_counts("members", "sessions", "took_part", "from_rural", "approved", "decisions", "to_do", "overdue"),
        Column("rural_rate", SHARE, of=("from_rural", "took_part")),
    ),
    ReportKind.RESEARCH: (
        Column("part", TEXT),
        *_counts("teachers", "reached", "attended"),
        Column("hours", HOURS),
        Column("reached_rate", SHARE, of=("reached", "teachers")),
    ),
}

STATEMENTS: dict[ReportKind, Callable[[Organisation, int], sa.Select]] = {
    ReportKind.PROGRAMMES: queries.programmes,
    ReportKind.ENROLLING: queries.enrolling,
    ReportKind.ARRIVALS: queries.arrivals,
    ReportKind.QUOTA: queries.quota,
    ReportKind.REPLACEMENTS: queries.replacements,
    ReportKind.HOURS: queries.hours,
    ReportKind.CERTIFICATES: queries.certificates,
    ReportKind.BUDGETS: queries.budgets,
    ReportKind.STUDY: studied.by_part,
    ReportKind.STUDY_SUBJECTS: studied.by_subject,
    ReportKind.STUDY_STAGES: studied.by_stage,
    ReportKind.STUDY_AREAS: studied.by_area,
    ReportKind.TEAMS: researched.by_team,
    ReportKind.RESEARCH: researched.by_part,
}


def sheet(kind: ReportKind, scope: Organisation, year: int) -> Sheet:
    found = db.session.execute(STATEMENTS[kind](scope, year)).mappings()
    return Sheet.of(COLUMNS[kind], found)


def numbers_told(year: int) -> str:
    return "、".join(dict.fromkeys(db.session.scalars(queries.document_numbers(year))))

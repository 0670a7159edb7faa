"""A value of a report as it is read."""

from flask_babel import format_decimal, format_percent

from teachnet.reports.sheet import Column, Value
from teachnet.reports.words import ColumnKind


def shown(column: Column, value: Value) -> str:
    if value is None:
        return "—"
    match column.kind:
        case ColumnKind.TEXT:
            return str(value) or "—"
        case ColumnKind.HOURS:
            return format_decimal(value / 60, "#,##0.#")
        case ColumnKind.YUAN:
            return format_decimal(value / 100, "#,##0.00")
        case ColumnKind.SHARE:
            return format_percent(value, "0.0%")
        case _:
            return format_decimal(value)

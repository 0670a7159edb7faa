"""The quota grid: a row for each county, a column for each group of teachers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from teachnet.accounts.models import Organisation, Stage, Subject
from teachnet.training.models import Allotment, Cohort, Group, QuotaLine, SchoolType
from teachnet.web.fields import NumberField, Version, stripped

MOST_COLUMNS, MOST_SEATS = 40, 5000
CHOSEN: dict[str, type[StrEnum]] = {"stage": Stage, "subject": Subject, "school_type": SchoolType}


@dataclass
class Cell:
    county: Organisation
    typed: str = ""
    error: str = ""

    @property
    def seats(self) -> int:
        """None of what is no number."""
        return int(self.typed) if re.fullmatch("[0-9]{1,5}", self.typed) and int(self.typed) <= MOST_SEATS else 0

    def check(self) -> None:
        if self.typed.strip("0") and not self.seats:
            self.error = _("From 0 to 5,000 seats.")


@dataclass
class Column:
    """One group, and its seats for each county."""

    group: Group
    is_hard: bool
    cells: list[Cell] = field(default_factory=list)
    error: str = ""

    @property
    def is_used(self) -> bool:
        return any(cell.typed and cell.typed != "0" for cell in self.cells)


class SpreadLine(Form):
    from_seats = NumberField(
        _l("From so many seats"), [Optional(), NumberRange(1, MOST_SEATS, _l("From 1 to 5,000 seats."))]
    )
    most = NumberField(_l("at most so many alike"), [Optional(), NumberRange(1, MOST_SEATS, _l("From 1 to 5,000."))])

    def validate(self, extra_validators=None) -> bool:
        if (self.from_seats.data is None) != (self.most.data is None):
            self.most.errors = [_("Fill in both numbers, or neither.")]
            return False
        return super().validate(extra_validators)


class QuotaForm(FlaskForm):
    """Hundreds of cells are read by hand: as fields of WTForms they would take longer than all the rest."""

    seats = NumberField(
        _l("Seats of the cohort"),
        [InputRequired(_l("How many seats?")), NumberRange(1, MOST_SEATS, _l("From 1 to 5,000 seats."))],
        render_kw={"data-chars": "4", "inputmode": "numeric"},
    )
    document_number = StringField(
        _l("Document number"),
        [Optional(), Length(max=60)],
        filters=[stripped],
        description=_l("Of the paper that allots the seats; the ledger keeps it with each entry."),
    )
    note = StringField(_l("Reason"), [Optional(), Length(max=500)], filters=[stripped])
    spread = FieldList(FormField(SpreadLine), min_entries=3, max_entries=10)
    version = Version(validators=[Optional()])

    columns: list[Column]
    is_announced = False  # then a reason is asked for

    def show(self, counties: Sequence[Organisation], lines: Sequence[QuotaLine]) -> None:
        """What is stored."""
        by_group = sorted((line for line in lines if line.is_offered), key=_order)
        self.columns = [
            _column(group, list(theirs), counties) for group, theirs in groupby(by_group, lambda line: line.group)
        ] or [_column(Group(), [], counties)]

    def read(self, counties: Sequence[Organisation]) -> None:
        """What was typed."""
        many = min(len([name for name in request.form if name.startswith("column-")]), MOST_COLUMNS)
        self.columns = [
            Column(
                Group(**{name: _chosen(kind, f"{name}-{number}") for name, kind in CHOSEN.items()}),
                f"soft-{number}" not in request.form,
                [Cell(county, request.form.get(f"seats-{number}-{county.id}", "").strip()) for county in counties],
            )
            for number in range(many)
        ]

    def widen(self, counties: Sequence[Organisation]) -> None:
        if len(self.columns) < MOST_COLUMNS:
            self.columns.append(_column(Group(), [], counties))

    def validate(self, extra_validators=None) -> bool:
        is_valid = super().validate(extra_validators)
        self._check_columns()
        is_valid &= self._has_reason() and not self.has_wrong_cells
        return is_valid and self._seats_suffice()

    def _check_columns(self) -> None:
        seen = set()
        for column in self.columns:
            for cell in column.cells:
                cell.check()
            if column.is_used and column.group in seen:
                column.error = _("Another column is for the same group.")
            seen.add(column.group if column.is_used else None)

    @property
    def has_wrong_cells(self) -> bool:
        return any(column.error or any(cell.error for cell in column.cells) for column in self.columns)

    def _has_reason(self) -> bool:
        if self.is_announced and not self.note.data:
            told = _("The cohort is announced: say why its seats change; the ledger keeps it.")
            self.note.errors = [*self.note.errors, told]
        return not self.note.errors

    def _seats_suffice(self) -> bool:
        if self.given > self.seats.data:
            figures = {"given": self.given, "seats": self.seats.data}
            self.seats.errors = [_("The counties get %(given)s seats together; the cohort has %(seats)s.", **figures)]
        return not self.errors

    @property
    def given(self) -> int:
        return sum(cell.seats for column in self.columns for cell in column.cells)

    @property
    def allotments(self) -> list[Allotment]:
        return [
            Allotment(cell.county.id, cell.seats, column.group, column.is_hard)
            for column in self.columns
            for cell in column.cells
            if cell.seats
        ]

    @property
    def paper(self) -> dict[str, str]:
        return {"document_number": self.document_number.data or "", "note": self.note.data or ""}

    @property
    def rules(self) -> dict[int, int]:
        return {line.from_seats.data: line.most.data for line in self.spread if line.from_seats.data}

    @property
    def rows(self) -> Iterator[tuple[Organisation, list[Cell]]]:
        for number, cell in enumerate(self.columns[0].cells if self.columns else ()):
            yield cell.county, [column.cells[number] for column in self.columns]


def quota_form(cohort: Cohort, **told) -> QuotaForm:
    spread = [{"from_seats": rule.from_seats, "most": rule.most} for rule in cohort.spread]
    form = QuotaForm(data={"seats": cohort.seats, "spread": spread}, **told)
    form.is_announced = cohort.is_announced
    return form


def _column(group: Group, lines: Sequence[QuotaLine], counties: Sequence[Organisation]) -> Column:
    seats = {line.county_id: str(line.seats) for line in lines}
    is_hard = all(line.is_hard for line in lines)
    return Column(group, is_hard, [Cell(county, seats.get(county.id, "")) for county in counties])


def _order(line: QuotaLine) -> tuple[int, str]:
    return -line.group.particularity, line.group_key


def _chosen(kind: type[StrEnum], name: str) -> StrEnum | None:
    known = {word.value: word for word in kind}
    return known.get(request.form.get(name, ""))

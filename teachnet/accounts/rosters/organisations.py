"""Organisations from a list: code, name, kind, parent_code, is_rural. All of it or nothing; parents may come later."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Organisation, OrganisationKind
from teachnet.accounts.rosters.reading import apart
from teachnet.accounts.rosters.reading.grid import Row, Sheet
from teachnet.db import db

COLUMNS = ("code", "name", "kind", "parent_code", "is_rural")
REQUIRED = COLUMNS[:4]
RURAL = {
    "1": True,
    "true": True,
    "yes": True,
    "是": True,
    "0": False,
    "false": False,
    "no": False,
    "否": False,
    "": False,
}
UNDER = {
    OrganisationKind.CITY: (),
    OrganisationKind.COUNTY: (OrganisationKind.CITY,),
    OrganisationKind.ZONE: (OrganisationKind.CITY,),
    OrganisationKind.SCHOOL: (OrganisationKind.COUNTY, OrganisationKind.ZONE, OrganisationKind.CITY),
    OrganisationKind.BASE: (OrganisationKind.COUNTY, OrganisationKind.ZONE, OrganisationKind.CITY),
}
LONGEST_CODE, LONGEST_NAME = 40, 100


@dataclass
class Line:
    row: int
    code: str
    name: str
    kind: OrganisationKind | None
    parent_code: str
    is_rural: bool | None


@dataclass
class Outcome:
    errors: list[tuple[int | None, str]]
    new: int = 0
    changed: int = 0
    unchanged: int = 0


def import_organisations(path: Path) -> Outcome:
    """Raises `Unreadable` for a file that cannot be read. With errors, nothing is written."""
    sheets = [sheet for sheet in apart.sheets_of(path) if sheet.rows]
    header = _header(sheets[0]) if sheets else {}
    if missing := [name for name in REQUIRED if name not in header]:
        return Outcome([(1, _("The header lacks: %(columns)s.", columns=", ".join(missing)))])
    lines = [_line(row, header) for row in sheets[0].rows[1:]]
    known = {organisation.code: organisation for organisation in db.session.scalars(sa.select(Organisation))}
    _take_over_lone_city(lines, known)
    errors = sorted(_errors(lines, known))
    return Outcome(errors) if errors else _write(lines, known)


def _header(sheet: Sheet) -> dict[str, int]:
    return {cell.text.strip().lower(): column for column, cell in sheet.rows[0].cells.items()}


def _line(row: Row, header: dict[str, int]) -> Line:
    code, name, kind, parent_code, rural = (row.cell(header.get(column, 0)).text.strip() for column in COLUMNS)
    is_kind = kind in [member.value for member in OrganisationKind]
    return Line(
        row.number, code, name, OrganisationKind(kind) if is_kind else None, parent_code, RURAL.get(rural.lower())
    )


def _take_over_lone_city(lines: list[Line], known: dict[str, Organisation]) -> None:
    """`create-admin` makes a city when there is none, under a code of its own. As long as nothing hangs under it, the
    city of the list takes its place, and the administrator's post stays."""
    listed = next((line for line in lines if line.kind is OrganisationKind.CITY), None)
    if listed and listed.code and len(known) == 1:
        lone = next(iter(known.values()))
        if lone.kind is OrganisationKind.CITY and lone.code != listed.code:
            known[listed.code] = known.pop(lone.code)


def _errors(lines: list[Line], known: dict[str, Organisation]) -> Iterator[tuple[int, str]]:
    codes, names = Counter(line.code for line in lines), Counter(line.name for line in lines)
    kinds = {code: organisation.kind for code, organisation in known.items()} | {line.code: line.kind for line in lines}
    kept_names = {one.name for code, one in known.items() if code not in codes}
    for line in lines:
        if not 0 < len(line.code) <= LONGEST_CODE or "/" in line.code:
            yield line.row, _("The code is empty, too long, or holds a slash.")
        elif codes[line.code] > 1:
            yield line.row, _("The code %(code)s stands in more than one row.", code=line.code)
        if not 0 < len(line.name) <= LONGEST_NAME:
            yield line.row, _("The name is empty or too long.")
        elif names[line.name] > 1 or line.name in kept_names:
            yield line.row, _("Another organisation has the name %(name)s.", name=line.name)
        if line.is_rural is None:
            yield line.row, _("is_rural must be 1 or 0.")
        yield from ((line.row, said) for said in _errors_of_place(line, kinds, known))


def _errors_of_place(line: Line, kinds: dict, known: dict[str, Organisation]) -> Iterator[str]:
    if line.kind is None:
        yield _("The kind must be one of: %(kinds)s.", kinds=", ".join(OrganisationKind))
    elif line.code in known and known[line.code].kind is not line.kind:
        yield _("The kind of %(code)s cannot change.", code=line.code)
    elif line.kind is OrganisationKind.CITY:
        others = [code for code, kind in kinds.items() if kind is OrganisationKind.CITY and code != line.code]
        if line.parent_code or others:
            yield _("There is one city, and it has no parent.")
    elif line.parent_code not in kinds:
        yield _("There is no organisation with the code %(code)s to belong to.", code=line.parent_code or "—")
    elif kinds[line.parent_code] not in UNDER[line.kind]:
        yield _("A %(kind)s cannot belong to %(code)s.", kind=line.kind.label, code=line.parent_code)


def _write(lines: list[Line], known: dict[str, Organisation]) -> Outcome:
    outcome = Outcome([])
    _let_go_of_names(lines, known)
    rank = {OrganisationKind.CITY: 0, OrganisationKind.COUNTY: 1, OrganisationKind.ZONE: 1}
    for line in sorted(lines, key=lambda line: rank.get(line.kind or OrganisationKind.SCHOOL, 2)):  # parents first
        organisation = known.get(line.code)
        if organisation is None:
            organisation = known[line.code] = Organisation(code=line.code, kind=line.kind)
            db.session.add(organisation)
            outcome.new += 1
        elif _is_as_listed(organisation, line):
            outcome.unchanged += 1
            continue
        else:
            outcome.changed += 1
        organisation.code, organisation.name, organisation.is_rural = line.code, line.name, bool(line.is_rural)
        _place(organisation, known.get(line.parent_code))
    db.session.flush()
    return outcome


def _let_go_of_names(lines: list[Line], known: dict[str, Organisation]) -> None:
    """Where one takes the name that another gives up, the database would see two of a name for a moment."""
    held = {organisation.name: organisation for organisation in known.values()}
    for line in lines:
        holder = held.get(line.name)
        if holder is not None and holder is not known.get(line.code):
            holder.name = f"{holder.code}/"  # nobody's name, for no code holds a slash
    db.session.flush()


def _is_as_listed(organisation: Organisation, line: Line) -> bool:
    parent_code = organisation.parent.code if organisation.parent else ""
    there = organisation.code, organisation.name, organisation.is_rural, parent_code
    return there == (line.code, line.name, line.is_rural, line.parent_code)


def _place(organisation: Organisation, parent: Organisation | None) -> None:
    """Under its parent, if it is not there: counties hang under the city, so only leaves ever move."""
    if organisation.lineage is None or organisation.parent is not parent or organisation.parent is None:
        organisation.place_under(parent)

"""From a file to its sheets, whatever kind of file it is."""

from collections.abc import Iterator
from pathlib import Path

from teachnet.accounts.rosters.codes import FileCode, Unreadable
from teachnet.accounts.rosters.reading import delimited, ods, xls, xlsx
from teachnet.accounts.rosters.reading.grid import Limits, Sheet
from teachnet.accounts.rosters.reading.kinds import Kind, kind_of
from teachnet.accounts.rosters.reading.package import Package

ODS = ("application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet-template")
XLSX = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")
ODS_MACROS = ("basic/", "scripts/")
LONGEST_LIST = 2_000_000


def sheets_of(path: Path) -> Iterator[Sheet]:
    """Raises `Unreadable` for what cannot be read, also half-way: take nothing before the last sheet has come."""
    limits = Limits()
    kind = kind_of(path)
    if kind is Kind.OLE:
        yield from xls.sheets_of(path, limits)
    elif kind is Kind.TEXT:
        yield from delimited.sheets_of(path, limits)
    else:
        with path.open("rb") as file:
            package = Package(file, path.stat().st_size)
            yield from _reader(package).sheets_of(package, limits)


def _reader(package: Package):
    if package.has_any("vbaproject.bin") or any(name.startswith(ODS_MACROS) for name in package.names):
        raise Unreadable(FileCode.MACROS)
    package.inspect()
    if "[Content_Types].xml" in package:
        return _of_content_types(package)
    if "mimetype" in package:
        return _of_mimetype(package)
    if package.has_any(".iwa", ".iwph") or "index.zip" in package:
        raise Unreadable(FileCode.UNSUPPORTED_TYPE)  # Numbers
    raise Unreadable(FileCode.NOT_A_WORKBOOK)


def _of_content_types(package: Package):
    types: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        types.append(attributes.get("ContentType", ""))

    package.walk("[Content_Types].xml", start)
    if any("sheet.binary" in kind for kind in types):
        raise Unreadable(FileCode.UNSUPPORTED_TYPE)  # xlsb; its type says "macroEnabled" of every one
    if any("macroenabled" in kind.lower() or "macrosheet" in kind.lower() for kind in types):
        raise Unreadable(FileCode.MACROS)
    if any(kind.endswith(XLSX) for kind in types):
        return xlsx
    raise Unreadable(FileCode.UNSUPPORTED_TYPE)


def _of_mimetype(package: Package):
    if package.read("mimetype", 200).decode("ascii", "replace").strip() not in ODS:
        raise Unreadable(FileCode.UNSUPPORTED_TYPE)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml", LONGEST_LIST):
        raise Unreadable(FileCode.ENCRYPTED)
    return ods

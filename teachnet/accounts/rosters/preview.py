"""What the page of an upload shows: what would happen, to whom, and everything that is to be told."""

from dataclasses import dataclass

from teachnet.accounts.rosters import words
from teachnet.accounts.rosters.codes import Level
from teachnet.accounts.rosters.findings import Finding
from teachnet.accounts.rosters.models import Move, RosterUpload
from teachnet.accounts.rosters.planning import Fate
from teachnet.web.paging import Page, asked_page

PER_PAGE = 50
SHOWN_MOVES = 100
ORDER = list(Level)


@dataclass(frozen=True)
class Told:
    """A finding as a person reads it."""

    level: str
    look: str
    place: str
    column: str
    sentence: str


@dataclass(frozen=True)
class Preview:
    findings: Page  # of Told, errors first
    changed: list[Move]
    asked: list[Move]

    @property
    def shown_changes(self) -> list[Move]:
        return self.changed[:SHOWN_MOVES]

    @property
    def shown_requests(self) -> list[Move]:
        return self.asked[:SHOWN_MOVES]


def of(upload: RosterUpload) -> Preview:
    findings, moves = upload.shown()
    findings.sort(key=lambda finding: ORDER.index(finding.level))
    changed = [move for move in moves if move.fate == Fate.CHANGED]
    return Preview(_page(findings), changed, [move for move in moves if move.fate != Fate.CHANGED])


def _page(findings: list[Finding]) -> Page:
    pages = max(1, -(-len(findings) // PER_PAGE))
    number = min(asked_page(), pages)
    part = findings[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Page([_told(finding) for finding in part], number, PER_PAGE, len(findings))


def _told(finding: Finding) -> Told:
    place = " · ".join(str(part) for part in (finding.sheet, finding.row) if part)
    level = words.LEVELS[finding.level]
    return Told(level, words.LOOKS[finding.level], place, finding.column, words.sentence(finding))

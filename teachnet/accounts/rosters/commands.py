import json
import sys
from pathlib import Path
from typing import IO

import click
from flask_babel import gettext as _

from teachnet.accounts.rosters import actions, words
from teachnet.accounts.rosters.codes import Level, Unreadable
from teachnet.accounts.rosters.findings import Roster
from teachnet.accounts.rosters.organisations import import_organisations as read_organisations
from teachnet.audit.trail import Actor, set_acting
from teachnet.db import db, reading, with_database

REFUSED = 2
SHOWN = 20
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import-people")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Read, check and look up; write nothing.")
@click.option("--report", type=click.File("w", "utf-8", lazy=True), help="Write what was found there, as JSON.")
@with_database
def import_people(file: Path, dry_run: bool, report: IO[str] | None) -> None:
    """Let a roster in: xlsx, xls, ods or csv. Refused rows are left out; all others are written, or none."""
    set_acting(Actor(action="import-people", name="command line"))
    with reading():
        examined = actions.examine(file, by=None, progress=_Progress(_("Checking")))
        db.session.rollback()
    if report:
        report.write(json.dumps(examined.roster.as_report(), ensure_ascii=False, indent=1))
    _tell(examined.roster)
    if examined.roster.file_error:
        raise SystemExit(REFUSED)
    _tell_plan(examined)
    if not dry_run and examined.plan.writes:
        _write(file, examined)
        click.echo(_("Imported"))


def _write(file: Path, examined: actions.Examined) -> None:
    upload = actions.keep(examined, file_name=file.name, content=None, by=None)
    upload.start()
    db.session.commit()
    progress, total = _Progress(_("Preparing")), len(examined.plan.writes)
    for done in actions.let_in(upload, examined):
        db.session.commit()
        progress(done, total)
    db.session.commit()
    actions.clear(upload)
    db.session.commit()


def _tell(roster: Roster) -> None:
    if roster.file_error:
        click.echo(words.file_sentence(roster), err=True)
        return
    for finding in roster.findings[:SHOWN]:
        place = " · ".join(str(part) for part in (finding.sheet, finding.row, finding.column) if part)
        click.echo(f"{words.LEVELS[finding.level]}  {place}  {words.sentence(finding)}")
    if len(roster.findings) > SHOWN:
        click.echo(_("… and %(n)s more; --report FILE writes them all.", n=len(roster.findings) - SHOWN))


def _tell_plan(examined: actions.Examined) -> None:
    counts = examined.counts
    accepted = _("%(rows)s people in the file, %(ok)s accepted, %(refused)s refused.", **counts)
    planned = _(
        "New %(new)s, changed %(changed)s, unchanged %(unchanged)s, "
        "transfer requests %(transfer)s (asked before %(asked)s).",
        **counts,
    )
    levels = (f"{words.LEVELS[level]} {counts[f'of_{level}']}" for level in Level)
    click.echo("\n".join((accepted, planned, " · ".join(levels))))


class _Progress:
    """A line that counts, on a terminal only."""

    def __init__(self, verb: str):
        self._verb = verb

    def __call__(self, done: int, of: int) -> None:
        if sys.stderr.isatty():
            count = f"{done:,} / {of:,}" if of else f"{done:,}"
            click.echo(f"\r{self._verb} {count}", err=True, nl=bool(of) and done >= of)


@click.command("import-organisations")
@click.argument("file", type=FILE)
@with_database
def import_organisations(file: Path) -> None:
    """Let a list of organisations in (code,name,kind,parent_code,is_rural): all of it, or nothing."""
    set_acting(Actor(action="import-organisations", name="command line"))
    try:
        outcome = read_organisations(file)
    except Unreadable as refused:
        click.echo(words.FILE_SENTENCES[refused.code], err=True)
        raise SystemExit(REFUSED) from None
    for row, said in outcome.errors:
        click.echo(f"{file.name}:{row}: {said}", err=True)
    if outcome.errors:
        click.echo(_("Nothing was written."), err=True)
        raise SystemExit(1)
    db.session.commit()
    counts = {"new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged}
    click.echo(_("Organisations: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.", **counts))

"""`flask check-upload FILE` says what the upload page would, as one line of JSON; `flask sweep-files` tidies up;
`flask check-files` tries the place where files are kept."""

import json
import secrets
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from teachnet.files import preparing, sweeping
from teachnet.files.examine import examine
from teachnet.files.store import store

TOPICS = (preparing.TOPIC, sweeping.TOPIC)  # their handlers are registered by being imported
PATIENCE = 6.0  # seconds for the file; with the start of the command itself it is less than ten
SHOWN = 500  # characters of the extracted text


@click.command("check-upload", help="Say whether FILE may be uploaded, and as what; exit 0 or 2.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_upload(file: Path) -> None:
    verdict = examine(file.absolute(), file.name, patience=PATIENCE)
    said = {
        "verdict": "accept" if verdict.is_good else "refuse",
        "kind": verdict.kind,
        "code": verdict.code,
        "text": verdict.text[:SHOWN],
        "stripped": verdict.stripped,
    }
    click.echo(json.dumps(said, ensure_ascii=False))
    if not verdict.is_good:
        sys.exit(2)


@click.command("check-files", help="Write, read and remove one small file where stored files lie.")
@with_appcontext
def check_files() -> None:
    try:
        with store.draft() as folder:
            (folder / "try").write_bytes(secrets.token_bytes(100))
            sha256, size = store.keep(folder / "try")
        is_whole = store.is_whole(sha256, size)
        store.shelf.remove(sha256)
    except Exception as problem:  # whatever a service or a disk says
        raise click.ClickException(f"stored files cannot be kept: {str(problem).splitlines()[0]}") from None
    if not is_whole:
        raise click.ClickException("what was kept came back as something else.")
    click.echo("Stored files can be written, read and removed.")


@click.command("sweep-files", help="Remove stored files that nothing refers to; the worker does it every hour.")
@with_appcontext
def sweep_files() -> None:
    click.echo(f"{sweeping.sweep()} files removed.")

"""`flask check-upload FILE`: what the upload page would say of it, as one line of JSON."""

import json
import sys
from pathlib import Path

import click

from teachnet.files.examine import examine

SHOWN = 500  # characters of the extracted text


@click.command("check-upload", help="Say whether FILE may be uploaded, and as what; exit 0 or 2.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_upload(file: Path) -> None:
    verdict = examine(file.absolute(), file.name)
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

"""`flask eval-search` and `flask reindex`."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from teachnet.db import with_database
from teachnet.search import sync
from teachnet.search.evaluate import fill, measure, read_lines
from teachnet.search.indexes import indexes
from teachnet.search.whoosh_engine import WhooshEngine

ENGINES = {"whoosh": WhooshEngine}


@click.command("eval-search")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="whoosh", show_default=True)
@click.option("--typo", is_flag=True, help="Replace one character of each query by one that sounds the same.")
def eval_search(folder: Path, engine: str, typo: bool) -> None:
    """Measure relevance on FOLDER/docs.jsonl and queries.jsonl: one line of JSON."""
    try:
        docs, queries = read_lines(folder / "docs.jsonl"), read_lines(folder / "queries.jsonl")
    except (OSError, ValueError) as error:
        raise click.ClickException(
            f"{folder} holds no docs.jsonl and queries.jsonl to measure with ({error})."
        ) from None
    with TemporaryDirectory() as place:
        filled = ENGINES[engine](Path(place))
        fill(filled, docs)
        click.echo(json.dumps(measure(filled, docs, queries, typo=typo)))


@click.command()
@with_database
def reindex() -> None:
    """Build the search index anew beside the one in use, which goes on answering until the new one takes its place."""
    for kind in indexes.sources:
        count = sync.rebuild(kind, lambda done, of: click.echo(f"  {done} of {of}"))
        click.echo(f"{kind}: {count}")

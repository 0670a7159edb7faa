"""`flask eval-search` and `flask reindex`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import click
from flask import current_app
from flask.cli import with_appcontext

from teachnet.db import create_schema, db, with_database
from teachnet.search import sync
from teachnet.search.engine import Engine
from teachnet.search.engines import DEFAULT, ENGINES, engine_of
from teachnet.search.evaluate import fill, measure, read_lines
from teachnet.search.indexes import indexes


@click.command("eval-search")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--engine", type=click.Choice(ENGINES), default=DEFAULT, show_default=True)
@click.option("--typo", is_flag=True, help="Replace one character of each query by one that sounds the same.")
@with_appcontext
def eval_search(folder: Path, engine: str, typo: bool) -> None:
    """Measure relevance on FOLDER/docs.jsonl and queries.jsonl: one line of JSON."""
    try:
        docs, queries = read_lines(folder / "docs.jsonl"), read_lines(folder / "queries.jsonl")
    except (OSError, ValueError) as error:
        raise click.ClickException(
            f"{folder} holds no docs.jsonl and queries.jsonl to measure with ({error})."
        ) from None
    _require_its_database(engine)
    with passing_index(engine) as filled:
        fill(filled, docs)
        click.echo(json.dumps(measure(filled, docs, queries, typo=typo)))


@contextmanager
def passing_index(engine: str) -> Iterator[Engine]:
    """An empty index that is gone afterwards."""
    with TemporaryDirectory() as place:
        made = engine_of(engine, f"passing-{uuid4().hex}", Path(place))
        made.rebuild([])
        try:
            yield made
        finally:
            if engine == "postgres":
                made.forget()


def _require_its_database(engine: str) -> None:
    if engine != "postgres":
        return
    if not current_app.config["SETTINGS"].database_url.startswith("postgresql"):
        raise click.ClickException(
            "This engine keeps its index in PostgreSQL. Set DATABASE_URL to postgresql://… first."
        )
    create_schema()


@click.command()
@click.option("--engine", type=click.Choice(ENGINES), help="Switch to this engine. [default: the one in use]")
@with_database
def reindex(engine: str | None) -> None:
    """Build the search index anew beside the one in use, which goes on answering until the new one takes its place.

    With --engine, servers and worker go over to that engine when its index is ready; nothing has to be restarted."""
    engine = engine or indexes.engine_in_use
    _require_its_database(engine)
    for kind in indexes.sources:
        count = sync.rebuild(kind, lambda done, of: click.echo(f"  {done} of {of}"), engine)
        click.echo(f"{kind}: {count}")
    if engine != indexes.engine_in_use:
        _switch(engine)


def _switch(engine: str) -> None:
    if indexes.setting:
        click.echo(
            f"The index of {engine} is ready, but TEACHNET_SEARCH_ENGINE={indexes.setting} is set: "
            f"set it to {engine} and restart servers and worker."
        )
        return
    sync.switch(engine)
    db.session.commit()
    for kind in indexes.sources:
        sync.catch_up(kind)
    click.echo(f"{engine} answers from now on.")

import time
from collections.abc import Callable

import click
import sqlalchemy as sa
from flask import current_app

from teachnet.accounts.models import Organisation, Person
from teachnet.audit.trail import Actor, record, set_acting
from teachnet.db import db, learn_sizes, with_database
from teachnet.demo import seed
from teachnet.demo.places import CITY_NAME
from teachnet.demo.sizes import SIZES
from teachnet.search import sync
from teachnet.search.indexes import indexes


@click.command("seed-demo")
@click.option("--size", type=click.Choice(list(SIZES)), default="demo", show_default=True, help="How large a city.")
@click.option("--if-empty", is_flag=True, help="Do nothing, and do not complain, where there are data already.")
@click.option("--outside-demo-mode", is_flag=True, help="Fill this installation although TEACHNET_DEMO is not set.")
@with_database
def seed_demo(size: str, if_empty: bool, outside_demo_mode: bool) -> None:
    """Fill an empty instance with an invented city, to look at and to try. Its nine accounts share one known password:
    so it asks for TEACHNET_DEMO=1, which says that this installation faces no network."""
    if not (current_app.config["SETTINGS"].demo or outside_demo_mode):
        raise click.ClickException(
            "The demo city brings accounts whose password everybody knows. Set TEACHNET_DEMO=1, or add "
            "--outside-demo-mode if nobody else can reach this installation."
        )
    if not _is_empty():
        if if_empty:
            return
        raise click.ClickException(
            "There are data in this instance already, and the demo city goes only into an empty one. "
            "Set TEACHNET_INSTANCE to another folder to have both."
        )
    say = _teller()
    set_acting(Actor(action="seed-demo", name="demo"))
    city = seed.fill(SIZES[size], say)
    record("organisation", city.organisations[CITY_NAME], changes={"teachers": [0, len(city.teachers)]})
    learn_sizes()
    db.session.commit()
    for kind in indexes.sources:
        found = sync.rebuild(kind, lambda done, of: say(f"search index: {done} of {of}"))
        say(f"search index: {found} of {kind}")


def _teller() -> Callable[[str], None]:
    started = time.monotonic()
    return lambda line: click.echo(f"  {time.monotonic() - started:4.0f} s  {line}")


def _is_empty() -> bool:
    return not any(db.session.scalar(sa.select(model.id).limit(1)) for model in (Organisation, Person))

import json
from pathlib import Path

import click

from teachnet.study.replay import figures, replay
from teachnet.web.bodies import whole


@click.command("replay-watch")
@click.argument("trace", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def replay_watch(trace: Path) -> None:
    """Say what a recorded trace of beats is worth: {"covered_s": …, "credited_s": …}."""
    try:
        progress = replay(json.loads(trace.read_text("utf-8"), parse_int=whole))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise click.ClickException(f"{trace} is no recorded trace ({type(error).__name__}: {error}).") from None
    click.echo(json.dumps(figures(progress)))

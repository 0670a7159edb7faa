import json
from pathlib import Path

import click

from teachnet.study.replay import figures, replay
from teachnet.web.bodies import whole


@click.command("replay-watch")
@click.argument("trace", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def replay_watch(trace: Path) -> None:
    """Say what a recorded trace of beats is worth: {"covered_s": …, "credited_s": …}."""
    click.echo(json.dumps(figures(replay(json.loads(trace.read_text("utf-8"), parse_int=whole)))))

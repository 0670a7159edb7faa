"""Commands: thin, they call features. What a feature offers stands in its own commands.py."""

import os
import signal
import threading

import click
from flask import Flask
from flask.cli import with_appcontext
from werkzeug.utils import import_string

from teachnet.accounts.commands import create_admin
from teachnet.accounts.rosters.commands import import_organisations, import_people
from teachnet.backups import commands as backups
from teachnet.backups.proving import prove_restored
from teachnet.certificates.commands import verify_certificate
from teachnet.db import create_schema, db, require_schema, with_database
from teachnet.doctor import doctor
from teachnet.files.commands import check_files, check_upload, sweep_files
from teachnet.jobs import worker
from teachnet.search.commands import eval_search, reindex
from teachnet.study.commands import replay_watch
from teachnet.web.catalogues import catalogues


@click.command()
@click.option("--if-empty", is_flag=True, help="Only where there is no database yet.")
@with_appcontext
def prepare(if_empty: bool) -> None:
    """Make the database ready: create it, or bring it up to this version where it lies. `flask upgrade` does the latter
    with a backup, and on a copy first."""
    if if_empty:
        require_schema()
    elif create_schema():
        click.echo("Database prepared.")


@click.command()
@click.option("--with-parent", is_flag=True, help="Stop when the process that started this one is gone.")
@with_database
def work(with_parent: bool) -> None:
    """Do what waits in the outbox (search index, extraction, imports) until stopped."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    if with_parent:
        threading.Thread(target=_watch_parent, args=(stop, os.getppid()), daemon=True).start()
    if db.engine.dialect.name == "sqlite":  # there is only one worker then
        worker.give_back()
    worker.work(stop)


def _watch_parent(stop: threading.Event, parent: int) -> None:
    while not stop.wait(1):
        if os.getppid() != parent:
            stop.set()


class Later(click.Command):
    """A command whose module is only read when it is asked for: a server would carry it along for nothing."""

    def __init__(self, name: str, where: str, short_help: str):
        super().__init__(name, short_help=short_help)
        self.where = where

    def make_context(self, *args, **kwargs) -> click.Context:
        return import_string(self.where).make_context(*args, **kwargs)


seed_demo = Later("seed-demo", "teachnet.demo.commands:seed_demo", "Fill an empty instance with an invented city.")

COMMANDS = (
    prepare,
    work,
    catalogues,
    create_admin,
    import_organisations,
    import_people,
    check_files,
    check_upload,
    sweep_files,
    replay_watch,
    verify_certificate,
    eval_search,
    reindex,
    doctor,
    *backups.COMMANDS,
    prove_restored,
    seed_demo,
)


def init_app(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)

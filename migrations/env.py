"""Runs migrations with the application's own engine and models; the same files on SQLite and PostgreSQL."""

from alembic import context
from flask import current_app
from sqlalchemy import Enum, String, TypeDecorator

from teachnet.db import db


def render_item(kind, item, autogen_context):
    """What our column types are in the database: migrations do not import the application of another day."""
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


def same_type(_context, _inspected, metadata_column, inspected_type, metadata_type):
    """An enum is a string with a CHECK, named beside it."""
    if isinstance(metadata_type, Enum):
        return not (isinstance(inspected_type, String) and inspected_type.length == metadata_type.length)
    return None


def run() -> None:
    with current_app.extensions["migrate"].db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=same_type,
        )
        with context.begin_transaction():
            context.run_migrations()


run()

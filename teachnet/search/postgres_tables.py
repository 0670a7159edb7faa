"""Where PostgreSQL keeps the index: in a schema of its own, beside the records. It is a cache and needs no backup."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, TSVECTOR

from teachnet.db import CONSTRAINT_NAMES

metadata = sa.MetaData(schema="search", naming_convention=CONSTRAINT_NAMES)

builds = sa.Table(
    "build",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("edition", sa.Text, nullable=False),
    sa.Column("commits", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("is_current", sa.Boolean, nullable=False, server_default="false"),
    sa.Index("uq__build__one_current", "kind", unique=True, postgresql_where=sa.text("is_current")),
)

entries = sa.Table(
    "entry",
    metadata,
    sa.Column("build_id", sa.ForeignKey(builds.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("adoptions", sa.Integer, nullable=False),
    sa.Column("rating", sa.Integer, nullable=False),
    sa.Column("words_length", sa.Integer, nullable=False),
    sa.Column("grams_length", sa.Integer, nullable=False),
    sa.Column("facets", ARRAY(sa.Text), nullable=False),
    sa.Column("terms", TSVECTOR, nullable=False),
    sa.Column("bag", BYTEA, nullable=False),
    sa.Index("ix__entry__terms", "terms", postgresql_using="gin"),
)


def create_beside_the_records(connection: sa.Connection) -> None:
    """What migration 0004 does; for whoever makes the tables without migrations."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.schema.CreateSchema("search", if_not_exists=True))
        metadata.create_all(connection)

"""Migrations lead from nothing to the models and back, on the engine of this run, with data in the tables."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade
from sqlalchemy.exc import DBAPIError

from teachnet.accounts.models import Person
from teachnet.audit.models import AuditEntry
from teachnet.db import create_schema, db
from tests.access.world import a_world


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_the_newest_migration_is_what_the_models_say(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": same_but_for_enums})
        assert compare_metadata(context, db.metadata) == []


def same_but_for_enums(_context, _inspected, _column, _inspected_type, metadata_type):
    return False if isinstance(metadata_type, sa.Enum) else None


def test_the_migrated_database_knows_every_word_of_the_closed_lists(app):
    """Alembic compares no CHECK; a word the models have learnt since would be refused where it is used first."""
    try:
        downgrade(revision="base")
    finally:
        create_schema()
    inspector = sa.inspect(db.engine)
    for table in db.metadata.sorted_tables:
        checks = {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table.name)}
        for column in table.columns:
            if isinstance(column.type, sa.Enum) and column.type.enum_class:
                text = checks[f"ck__{table.name}__{column.name}_known"]
                assert [word.value for word in column.type.enum_class if f"'{word.value}'" not in text] == []


def test_there_and_back_and_there_again_with_data(app):
    a_world()
    people = db.session.scalar(sa.select(sa.func.count()).select_from(Person))
    db.session.remove()
    assert people > 10

    try:
        downgrade(revision="base")
        gone = tables()
    finally:
        assert create_schema() is True

    a_world()
    assert (gone, db.session.scalar(sa.select(sa.func.count()).select_from(Person))) == (set(), people)


def test_nothing_is_done_when_nothing_is_to_do(app):
    assert create_schema() is False


def test_a_command_does_not_bring_up_somebodys_database_by_the_way(app, monkeypatch):
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert "Run: flask upgrade" in str(done.exception)
    assert db.session.scalar(sa.text("SELECT version_num FROM alembic_version")) == "0001"
    head = ScriptDirectory.from_config(app.extensions["migrate"].migrate.get_config()).get_current_head()
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = :head"), {"head": head})
    db.session.commit()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET reason = ''", "DELETE FROM audit_entry"])
def test_a_migrated_database_guards_its_trail(app, statement):
    a_world()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) > 0

    with pytest.raises(DBAPIError, match="only grows"):
        db.session.execute(sa.text(statement))
    db.session.rollback()

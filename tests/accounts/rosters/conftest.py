import csv

import pytest

from teachnet.accounts.rosters import checking
from teachnet.accounts.rosters.codes import Unreadable
from teachnet.accounts.rosters.organisations import import_organisations
from teachnet.accounts.rosters.reading import workbook
from teachnet.db import db
from tests.accounts.rosters.lists import CORPUS, TODAY


@pytest.fixture(scope="session")
def known_names() -> set[str]:
    with open(CORPUS / "organisations.csv", encoding="utf-8") as file:
        return {line["name"] for line in csv.DictReader(file)}


@pytest.fixture
def read(tmp_path, known_names):
    """Bytes → the checked roster. In this process: the child's own tests are in test_apart.py."""

    def read(content: bytes):
        path = tmp_path / "roster"
        path.write_bytes(content)
        try:
            return checking.check(list(workbook.sheets_of(path)), known_names, TODAY)
        except Unreadable as refused:
            return checking.refusal(refused)

    return read


@pytest.fixture
def told(read):
    """Bytes → [(row, column, code)] of what was refused or only told, in the order of the file."""

    def told(content: bytes, *levels: str):
        wanted = levels or ("error", "warning")
        return [(one.row, one.column, one.code) for one in read(content).findings if one.level in wanted]

    return told


@pytest.fixture
def city(app):
    """The organisations of the corpus."""
    assert import_organisations(CORPUS / "organisations.csv").errors == []
    db.session.commit()
    return app

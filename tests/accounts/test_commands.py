import re

import pytest

from teachnet.accounts.models import Person
from teachnet.db import db


@pytest.fixture
def create_admin(app):
    def create_admin(username: str, name: str = "吴主任", *more: str):
        options = ["--username", username, "--name", name, *more]
        return app.test_cli_runner().invoke(args=["create-admin", "--link", *options])

    return create_admin


def people() -> list[str]:
    return [person.username for person in db.session.query(Person).order_by(Person.id)]


@pytest.mark.parametrize("username", ["wu", "Wu.Office", "吴", "a&b=c"])
def test_the_first_administrator_sets_a_password_by_a_link(create_admin, visitor, username):
    made = create_admin(username)

    (link,) = re.findall(r"Open (\S+) on this site", made.output)
    page = visitor.get(link)
    assert (made.exit_code, people()) == (0, [username.lower()])
    assert page.select_one("[name=username]")["value"] == username.lower()
    assert page.select_one("[name=code]")["value"] != ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("",), "1 to 60 characters"),
        (("wu zhuren",), "without ' '"),
        (("w" * 61,), "1 to 60 characters"),
        (("wu", " "), "1 to 100 characters"),
        (("wu", "吴" * 101), "1 to 100 characters"),
        (("wu", "吴", "--city", "市" * 101), "1 to 100 characters"),
        (("wu", "吴", "--code", "37/03"), "without '/'"),
    ],
)
def test_what_the_database_cannot_hold_is_said_in_a_sentence(create_admin, typed, said):
    result = create_admin(*typed)

    assert (result.exit_code, people()) == (2, [])
    assert said in result.output


def test_nobody_is_made_twice(create_admin):
    create_admin("wu")

    assert "somebody called wu already" in create_admin("WU").output
    assert people() == ["wu"]

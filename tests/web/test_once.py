import sqlalchemy as sa

from teachnet.accounts.models import SignInSession
from teachnet.accounts.passwords import hash_password
from teachnet.db import db
from tests.factories import a_person

RIGHT = {"username": "lin", "password": "Right-Horse-7"}


def sessions() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(SignInSession))


def lin():
    return a_person("Lin", username="lin", password_hash=hash_password("Right-Horse-7"))


def test_a_double_click_has_one_effect_and_the_same_answer(app, visitor):
    lin()

    first = visitor.post("/sign-in", once_token="one", next="/me", **RIGHT)
    second = visitor.post("/sign-in", once_token="one", next="/me", **RIGHT)

    assert [first.status, second.status] == [303, 303]
    assert first.location == second.location == "/me"
    assert sessions() == 1


def test_without_a_token_each_click_counts(app, visitor):
    """The control: it is the token that holds the second one back."""
    lin()

    for _click in range(2):
        visitor.post("/sign-in", **RIGHT)

    assert sessions() == 2


def test_another_form_under_the_same_token_is_refused(app, visitor):
    lin()
    visitor.post("/sign-in", once_token="one", **RIGHT)

    assert visitor.post("/sign-in", once_token="one", username="somebody", password="else").status == 422


def test_a_wrong_password_can_be_tried_again_from_the_same_page(app, visitor):
    lin()
    visitor.post("/sign-in", once_token="one", username="lin", password="wrong")

    assert visitor.post("/sign-in", once_token="one", **RIGHT).status == 303

"""Every form five times at the same moment: one effect, and the same answer to each."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.db import db, today
from teachnet.teams.models import OnlineSession
from tests.browsing import sign_in_as
from tests.teams.factories import a_team

FORMS, COPIES = 12, 5


@pytest.fixture
def posted(app):
    """`posted(token_of)`: every form in five copies, all under way together; its answers, by the form's title."""
    team = a_team()
    cookie = sign_in_as(app, team.lead).get_cookie("teachnet").value
    url = f"/teams/{team.id}/sessions/new"
    first = today() + timedelta(days=3)

    def post(form):
        client = app.test_client()
        client.set_cookie("teachnet", cookie)
        with app.app_context():
            answer = client.post(url, data=form, headers={"Accept-Language": "en"})
        return form["title"], answer.status_code, answer.location

    def run(token_of):
        rest = {"time": "19:00", "minutes": "60", "audience": "team"}
        days = {f"form {number}": (first + timedelta(days=number)).isoformat() for number in range(FORMS)}
        each = [rest | {"title": title, "day": day} | token_of(title) for title, day in days.items()]
        forms = [form for form in each for _copy in range(COPIES)]
        db.session.commit()
        with ThreadPoolExecutor(COPIES) as threads:
            return list(threads.map(post, forms))

    return run


def planned() -> Counter:
    db.session.rollback()
    return Counter(db.session.scalars(sa.select(OnlineSession.title)))


def test_five_copies_of_a_form_have_one_effect_and_one_answer(posted):
    answers = posted(lambda title: {"once_token": f"token of {title}"})

    assert {status for _title, status, _location in answers} == {303}
    assert len({(title, location) for title, _status, location in answers}) == FORMS
    assert planned() == {f"form {number}": 1 for number in range(FORMS)}


def test_without_its_token_each_copy_has_its_effect(posted):
    """The control: it is the token that makes them one."""
    posted(lambda _title: {})

    assert planned() == {f"form {number}": COPIES for number in range(FORMS)}


def test_another_form_at_the_same_moment_under_the_same_token_is_refused(posted):
    answers = posted(lambda _title: {"once_token": "the one"})

    assert Counter(status for _title, status, _location in answers) == {303: COPIES, 422: (FORMS - 1) * COPIES}
    assert sum(planned().values()) == 1

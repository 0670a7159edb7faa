import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.db import db, utcnow
from teachnet.rooms.clock import Clock
from teachnet.rooms.models import QuestionState, QuickVote, RoomEvent, RoomQuestion, RoomQuestionVote, SessionRoom
from teachnet.rooms.queries import room_of
from teachnet.stays.models import Stay
from tests.factories import a_county_admin, saved
from tests.minutes.factories import a_sitting, somebody_there
from tests.rooms.factories import a_question, a_room, begin


@pytest.fixture
def session(app):
    return a_room(agenda=[(10, "Two clips"), (20, "Discussion"), (5, "What next")])


@pytest.fixture
def han(session):
    return there(session, "Han")


@pytest.fixture
def li(session):
    return there(session, "Li")


def there(session, name: str):
    """Signs up while one still could."""
    person = somebody_there(session, name)
    assert session.sign_up_of(person)
    return person


def clock_of(session) -> Clock:
    return Clock.of(session, db.session.scalars(room_of(session)).first())


def room(session) -> str:
    return f"/teams/sessions/{session.id}/room"


def shown(page) -> list[tuple[str, str]]:
    return [
        (one.select_one("[data-slot=text]").text, one["data-votes"]) for one in page.select("[data-questions] > li")
    ]


def events(session) -> list[tuple]:
    rows = db.session.scalars(sa.select(RoomEvent).filter_by(session_id=session.id).order_by(RoomEvent.id))
    return [(one.kind.value, one.data) for one in rows]


def test_questions_are_asked_with_or_without_a_name_and_stand_by_their_votes(as_person, session, han, li):
    as_person(han).post(f"{room(session)}/questions", text="How long do we wait?")
    as_person(li).post(f"{room(session)}/questions", text="And then?", is_anonymous="y")
    second = db.session.scalars(sa.select(RoomQuestion).filter_by(text="And then?")).one()

    as_person(han).post(f"/teams/questions/{second.id}/vote")
    page = as_person(session.host).get(room(session))

    assert shown(page) == [("And then?", "1"), ("How long do we wait?", "0")]
    assert [one.text for one in page.select("[data-questions] [data-slot=by]")] == ["", "Han"]
    assert "Li" not in str(events(session))


def test_a_vote_is_one_and_a_second_press_takes_it_back(as_person, session, han, li):
    question = a_question(session, han)
    browser = as_person(li)

    told = []
    for _ in range(3):
        browser.post(f"/teams/questions/{question.id}/vote")
        told.append(question.votes)

    assert told == [1, 0, 1]
    assert as_person(han).post(f"/teams/questions/{question.id}/vote").status == 409  # one's own


def test_many_who_vote_at_once_are_all_counted(app, session, han):
    """A figure that is read and written back would lose some of them."""
    people = [there(session, f"P{n}") for n in range(8)]
    question_id = a_question(session, han).id
    start = threading.Barrier(len(people))

    def press(person_id):
        with app.app_context():
            start.wait()
            db.session.get(RoomQuestion, question_id).vote(by=db.session.get(type(han), person_id))
            db.session.commit()
            db.session.remove()

    threads = [threading.Thread(target=press, args=(person.id,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    db.session.expire_all()
    votes = db.session.scalar(sa.select(sa.func.count()).select_from(RoomQuestionVote))
    assert (db.session.get(RoomQuestion, question_id).votes, votes) == (8, 8)
    assert events(session)[-1][1]["votes"] == 8  # the last event knows them all


def test_one_question_is_talked_about_at_a_time(as_person, session, han):
    first, second = a_question(session, han, "First"), a_question(session, han, "Second")
    lead = as_person(session.host)

    for question in (first, second):
        lead.post(f"/teams/questions/{question.id}/state", state="now")

    assert (first.state, second.state) == (QuestionState.ANSWERED, QuestionState.NOW)
    lead.post(f"/teams/questions/{first.id}/state", state="hidden")
    assert shown(lead.get(room(session))) == [("Second", "0")]
    assert (events(session)[-1][1]["state"], events(session)[-1][1]["text"]) == ("hidden", "")


def test_the_agenda_goes_by_the_clock_until_the_host_moves_it_on(as_person, session, time_machine):
    lead = as_person(session.host)
    begins = session.starts_at
    time_machine.move_to(begins + timedelta(minutes=12))
    by_clock = clock_of(session)
    title, left = by_clock.now.item.title, by_clock.seconds_left
    time_machine.move_to(begins + timedelta(minutes=15))

    lead.post(f"{room(session)}/step", position=2)
    clock = clock_of(session)

    assert (title, left) == ("Discussion", 18 * 60)
    assert (clock.now.item.title, clock.seconds_left) == ("Discussion", 20 * 60)
    assert round((clock.steps[2].begins - begins) / timedelta(minutes=1)) == 35  # what comes after moves with it
    assert lead.post(f"{room(session)}/step", position=2).status == 409
    assert lead.post(f"{room(session)}/step", position=77).status == 422


def test_without_an_agenda_there_is_no_clock(session):
    session.agenda = []
    assert Clock.of(session, None).now is None


def test_an_open_page_says_that_somebody_is_there(as_person, session, han):
    around = as_person(han, htmx=True).post(f"{room(session)}/stay")

    assert [one.find(string=True) for one in around.select(".people li")] == ["Han"]
    assert db.session.scalars(sa.select(Stay)).one().person == han


def test_hands_stand_in_the_order_in_which_they_went_up(as_person, session, han, li, time_machine):
    moment = utcnow()
    for person, seconds in ((li, 1), (han, 2), (li, 3)):
        time_machine.move_to(moment + timedelta(seconds=seconds))
        as_person(person).post(f"{room(session)}/hand")
    lead = as_person(session.host)
    up = [one.text.strip() for one in lead.get(room(session)).select("[data-hands] [data-slot=by]")]

    lead.post(f"{room(session)}/hands/{li.id}/lowering")
    as_person(han).post(f"{room(session)}/hand/lowering")

    assert up == ["Li", "Han"]
    assert [(data["by"], data["up"]) for kind, data in events(session) if kind == "hand"] == [
        ("Li", True), ("Han", True), ("Li", False), ("Han", False),
    ]  # fmt: skip


def test_a_quick_vote_counts_each_person_once_until_it_is_closed(as_person, session, han, li):
    lead = as_person(session.host)
    lead.post(f"{room(session)}/votes", text="Once more?", options="Yes\nNo")
    vote = db.session.scalars(sa.select(QuickVote)).one()
    answer = f"/teams/votes/{vote.id}/answer"

    for person, option in ((han, 0), (han, 1), (li, 1)):
        as_person(person).post(answer, option=option)
    wrong = as_person(session.host).post(answer, option=5)
    lead.post(f"/teams/votes/{vote.id}/closing")
    late = lead.post(answer, option=0)

    assert (vote.counts(), wrong.status, late.status) == ([1, 1], 409, 409)
    chosen = as_person(han).get(room(session)).select_one(".quick-vote [aria-pressed=true]")
    assert chosen.text.strip() == "Yes"


@pytest.mark.parametrize("options", ["Yes", "", "\n".join("abcdefg"), "x" * 41 + "\ny"])
def test_a_quick_vote_has_from_two_to_six_short_answers(as_person, session, options):
    page = as_person(session.host).post(f"{room(session)}/votes", text="Once more?", options=options)

    assert (page.status, page.select_one("#vote-text")["value"]) == (422, "Once more?")
    assert db.session.scalars(sa.select(QuickVote)).all() == []


def test_what_is_written_is_read_by_all_and_can_be_hidden(as_person, session, han):
    as_person(han).post(f"{room(session)}/messages", text="<b>Hello</b>")
    lead = as_person(session.host)
    before = lead.get(room(session)).select_one("[data-messages] [data-slot=text]").text

    lead.post(f"/teams/messages/{events(session)[-1][1]['id']}/hiding")

    assert before == "<b>Hello</b>"
    assert lead.get(room(session)).select("[data-messages] > li") == []


def test_a_room_is_open_around_its_session_and_can_be_read_afterwards(as_person, han, session, time_machine):
    a_question(session, han)
    for moment, status in (
        (session.starts_at - timedelta(minutes=31), 403),
        (session.ends_at + timedelta(hours=2), 403),
    ):
        time_machine.move_to(moment)
        assert as_person(han).post(f"{room(session)}/messages", text="x").status == status
    page = as_person(han).get(room(session))

    assert (page.status, shown(page)) == (200, [("How long?", "0")])
    assert page.select("[data-room], [data-questions] form") == []


def test_who_only_waits_for_a_seat_is_not_in_the_room(as_person):
    session = a_sitting(seats=1)
    somebody_there(session, "First")
    second = somebody_there(session, "Second")
    begin(session)

    assert as_person(second).post(f"{room(session)}/messages", text="x").status == 403


def test_offices_read_and_do_not_speak(as_person, session):
    county = as_person(a_county_admin(session.team.region))

    assert county.get(room(session)).status == 200
    assert county.post(f"{room(session)}/messages", text="x").status == 403


def test_the_page_costs_the_same_for_one_question_and_for_many(as_person, session, han, statements):
    browser, costs = as_person(han), []
    for many in (1, 8):
        for n in range(many):
            a_question(session, han, f"{many}{n}")
            saved(QuickVote.call(session, f"{many}{n}", ["Yes", "No"]))
        statements.clear()
        browser.get(room(session))
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_a_room_is_made_once(session):
    assert SessionRoom.of(session).id == SessionRoom.of(session).id

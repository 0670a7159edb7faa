"""Anybody objects; only the city reads; whoever holds the reference sees what became of it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.audit.models import AuditEntry
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from teachnet.notices import actions
from teachnet.notices.models import Objection, ObjectionMove, ObjectionState
from teachnet.notices.queries import objections_visible_to
from tests.factories import a_city_admin, a_county_admin, a_school, a_school_admin, a_teacher
from tests.notices.factories import a_list, a_notice, after, an_objection, line_of

S = ObjectionState
TYPED = {"text": "Teaches here since May only.", "name": "Wang Objector", "contact": "13812341234"}


@pytest.fixture
def wu(app):
    return a_city_admin()


@pytest.fixture
def notice(wu):
    return a_notice(a_list("An", "Bo"), by=wu)


def sent(browser, notice, **typed):
    return browser.post(f"/notices/{notice.id}/objections", **TYPED | typed)


def reference_on(page) -> str:
    return page.select_one(".one-time-code").get_text(strip=True)


def test_a_visitor_objects_and_looks_up_what_became_of_it(notice, visitor, wu):
    page = sent(visitor, notice, line=str(line_of(notice, "Bo").id))
    reference = reference_on(page)
    objection = db.session.scalars(sa.select(Objection)).one()
    assert (objection.line.name, objection.name, objection.by_id) == ("Bo", "Wang Objector", None)
    assert "Objection received" in state_of(visitor, reference)

    objection.examine(by=wu)
    assert "Being looked into" in state_of(visitor, reference.lower().replace("-", " "))
    objection.uphold(by=wu, answer="The papers agree with you.", line=objection.line)

    said = state_of(visitor, reference)
    assert "The papers agree with you." in said
    # Only the state and the answer.
    assert not any(word in said for word in (*TYPED.values(), "Bo", wu.name))


def state_of(browser, reference) -> str:
    return browser.post("/notices/objections/state", reference=reference).find("main").get_text(" ")


def test_a_wrong_reference_finds_nothing(notice, visitor):
    reference = reference_on(sent(visitor, notice))
    wrong = ("A" if reference[0] != "A" else "B") + reference[1:]

    assert "no objection with this reference" in state_of(visitor, wrong)


def test_the_answer_is_not_told_before_it_is_decided(notice, visitor, wu):
    reference = reference_on(sent(visitor, notice))
    objection = db.session.scalars(sa.select(Objection)).one()
    objection.examine(by=wu)
    objection.dismiss(by=wu, answer="First answer.", line=None)
    objection.examine(by=wu)

    assert "First answer." not in state_of(visitor, reference)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "The office needs your name."),
        ("contact", "", "How can the office reach you?"),
        ("contact", "call me", "A phone number or an e-mail address."),
        ("text", " ", "Say what you object to."),
        ("line", "99999", "Not a valid choice"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(notice, visitor, field, typed, said):
    page = sent(visitor, notice, **{field: typed})

    assert (page.status, said in page.get_text()) == (422, True)


@pytest.mark.parametrize("contact", ["0533-2770000", "138 1234 1234", "wang@example.com", "+86 (533) 277 0000"])
def test_phones_and_addresses_are_taken_as_people_write_them(notice, visitor, contact):
    assert sent(visitor, notice, contact=contact).status == 200


def test_a_line_of_another_notice_cannot_be_objected_to(notice, visitor, wu):
    other = a_notice(a_list("Other"), by=wu)

    assert sent(visitor, notice, line=str(other.lines[0].id)).status == 422


def test_after_the_last_day_it_is_too_late(notice, visitor, time_machine):
    after(notice, time_machine)

    page = sent(visitor, notice)

    assert (page.status, "the period is over" in page.get_text()) == (409, True)
    assert not visitor.get(f"/notices/{notice.id}").select("textarea")


def test_an_address_that_sends_too_many_has_to_wait(notice, visitor, time_machine):
    for _number in range(actions.OBJECTIONS_PER_ADDRESS):
        assert sent(visitor, notice).status == 200

    assert sent(visitor, notice).status == 429
    assert count(Objection) == actions.OBJECTIONS_PER_ADDRESS
    time_machine.move_to(utcnow() + timedelta(hours=1, minutes=1), tick=False)
    assert sent(visitor, notice).status == 200


def test_of_twenty_sent_at_once_from_one_address_no_more_than_are_borne_arrive(at_once, notice):
    notice_id = notice.id

    def act(_seen):
        told = TYPED | {"line": None}
        actions.object_to(db.session.get(type(notice), notice_id), by=None, address="10.0.0.9", **told)

    ends = at_once(*[(lambda: None, act)] * 20)

    assert ends["done"] == count(Objection) == actions.OBJECTIONS_PER_ADDRESS


def test_without_the_lock_more_arrive_where_writers_do_not_wait(at_once, notice, monkeypatch):
    """The negative control; SQLite lets one writer in at a time, with or without it."""
    if db.engine.dialect.name == "sqlite":
        monkeypatch.setattr(actions, "_require_patience", lambda sender: None)
    monkeypatch.setattr(type(notice), "lock", lambda notice: None)
    notice_id = notice.id

    def act(_seen):
        told = TYPED | {"line": None}
        actions.object_to(db.session.get(type(notice), notice_id), by=None, address="10.0.0.9", **told)

    at_once(*[(lambda: None, act)] * 20)

    assert count(Objection) > actions.OBJECTIONS_PER_ADDRESS


def count(model) -> int:
    return db.session.scalars(sa.select(sa.func.count()).select_from(model)).one()


def test_who_objects_is_readable_neither_in_the_database_nor_in_the_trail(notice, visitor):
    reference = reference_on(sent(visitor, notice))

    row = db.session.execute(sa.text("SELECT * FROM objection")).one()
    kept = b" ".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    trail = str([entry.changes for entry in db.session.scalars(sa.select(AuditEntry).filter_by(thing="objection"))])

    for secret in ("Wang Objector", "13812341234", reference, reference.replace("-", "")):
        assert secret.encode() not in kept
        assert secret not in trail
    assert TYPED["text"] not in trail


def test_only_the_city_sees_objections(notice, wu, as_person):
    objection = an_objection(notice, "An")
    teacher = objection.line.enrolment.teacher
    others = [
        teacher,
        a_school_admin(teacher.school),
        a_county_admin(teacher.school.county),
        a_teacher(a_school(), "Author"),
    ]

    assert db.session.scalars(objections_visible_to(wu)).all() == [objection]
    for person in others:
        assert db.session.scalars(objections_visible_to(person)).all() == []
        assert as_person(person).get(f"/notices/objections/{objection.id}").status == 403
        assert objection.text not in as_person(person).get(f"/notices/{notice.id}").get_text()


def test_the_city_takes_it_up_decides_and_the_history_tells(notice, wu, as_person):
    objection, city = an_objection(notice), as_person(wu)
    url = f"/notices/objections/{objection.id}"

    city.post(f"{url}/examination", version=str(objection.version))
    line = line_of(notice, "An")
    city.post(f"{url}/upholding", version=str(objection.version), answer="So it is.", line=str(line.id))

    assert (objection.state, objection.answer, objection.line.name) == (S.UPHELD, "So it is.", "An")
    assert [(move.was, move.became, move.by.name) for move in objection.history] == [
        (S.RECEIVED, S.EXAMINED, "Wu"),
        (S.EXAMINED, S.UPHELD, "Wu"),
    ]
    assert "So it is." in city.get(url).get_text()


def test_a_decision_needs_an_answer(notice, wu, as_person):
    objection = an_objection(notice)
    objection.examine(by=wu)

    page = as_person(wu).post(f"/notices/objections/{objection.id}/dismissal", answer=" ")

    assert (page.status, "Say why you decide so." in page.get_text()) == (422, True)
    with pytest.raises(sa.exc.IntegrityError, match="a_decision_has_an_answer"):
        objection.dismiss(by=wu, answer="", line=None)


def test_nothing_is_decided_before_it_was_looked_into(notice, wu):
    objection = an_objection(notice)

    with pytest.raises(Refused, match="Objection received"):
        objection.uphold(by=wu, answer="Yes", line=None)


def test_the_second_of_two_clerks_hears_who_was_first(notice, wu, as_person):
    objection, seen = an_objection(notice), "1"
    as_person(wu).post(f"/notices/objections/{objection.id}/examination", version=seen)

    page = as_person(a_city_admin("Zheng")).post(f"/notices/objections/{objection.id}/examination", version=seen)

    assert (page.status, "Wu was first" in page.get_text()) == (409, True)


@pytest.mark.parametrize("statement", [sa.update(ObjectionMove).values(note=""), sa.delete(ObjectionMove)])
def test_the_history_only_grows(notice, wu, statement):
    an_objection(notice).examine(by=wu)
    db.session.commit()

    with pytest.raises(sa.exc.DatabaseError, match="objection_move only grows"):
        db.session.execute(statement)


def test_nobody_decides_about_their_own_objection_or_whom_they_nominated(notice, wu, as_person):
    zheng = a_city_admin("Zheng")
    own = an_objection(notice, by=zheng)
    about_nominated = an_objection(notice, "An")
    about_nominated.line.enrolment.nominated_by_id = zheng.id
    db.session.commit()

    for objection in (own, about_nominated):
        assert as_person(zheng).post(f"/notices/objections/{objection.id}/examination").status == 403
        with pytest.raises(Refused, match="Nobody decides about their own case"):
            objection.examine(by=zheng)
        db.session.rollback()
        objection.examine(by=wu)


def test_who_nominated_somebody_is_not_told_who_objects_to_them(notice, wu, as_person):
    zheng, objection = a_city_admin("Zheng"), an_objection(notice, "An")
    objection.line.enrolment.nominated_by_id = zheng.id
    db.session.commit()
    url = f"/notices/objections/{objection.id}"

    assert all(word in as_person(wu).get(url).get_text() for word in ("Objector", "13812341234"))
    assert not any(word in as_person(zheng).get(url).get_text() for word in ("Objector", "13812341234"))


def test_a_decision_cannot_be_steered_to_whom_one_nominated(notice, wu):
    """An objection to the list as a whole gets its line with the decision; the rule counts then, too."""
    zheng, objection = a_city_admin("Zheng"), an_objection(notice)
    line = line_of(notice, "An")
    line.enrolment.nominated_by_id = zheng.id
    objection.examine(by=zheng)
    db.session.commit()

    with pytest.raises(Refused, match="Nobody decides about their own case"):
        objection.uphold(by=zheng, answer="Yes", line=line)


def test_the_list_of_objections_costs_the_same_for_one_and_for_many(notice, wu, as_person, statements):
    city, costs = as_person(wu), []
    for many in (1, 5):
        for _number in range(many):
            an_objection(notice, "An").examine(by=wu)
        city.get("/notices/")
        statements.clear()
        assert city.get(f"/notices/{notice.id}/objections").status == 200
        costs.append(len(statements))

    assert costs[0] == costs[1]

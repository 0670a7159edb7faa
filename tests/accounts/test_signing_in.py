import sqlalchemy as sa

from teachnet.accounts import sign_in
from teachnet.accounts.models import SignInSession
from teachnet.accounts.passwords import hash_password
from teachnet.audit.models import AuditEntry
from teachnet.db import db
from tests.factories import a_person, a_school, a_teacher


def test_a_right_password_signs_in_and_a_wrong_one_says_so(app, visitor):
    a_person("Lin", username="lin", password_hash=hash_password("Right-Horse-7"))

    refused = visitor.post("/sign-in", username="lin", password="wrong")
    assert (refused.status, refused.select_one("[name=username]")["value"]) == (422, "lin")

    assert visitor.post("/sign-in", username="LIN", password="Right-Horse-7").status == 303
    assert visitor.get("/me").status == 200
    told = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "accounts.begin_session")).all()
    assert [(entry.thing, entry.actor_name, entry.outcome) for entry in told] == [
        ("person", "", "refused"),
        ("sign_in_session", "Lin", "done"),
    ]


def test_a_transfer_takes_rights_away_at_the_next_request(as_person):
    old, new = a_school(), a_school()
    teacher = a_teacher(old)
    as_person(teacher).get("/me")

    teacher.transfer(new)
    db.session.commit()

    assert [post.organisation for post in teacher.current_appointments] == [new]


def test_ending_a_session_ends_it_at_the_next_request(as_person):
    teacher = a_teacher()
    phone = as_person(teacher)
    session = db.session.scalars(sa.select(SignInSession)).one()

    assert phone.post(f"/me/sessions/{session.id}/end").status == 303
    assert phone.get("/me").status == 302


def test_a_write_leaves_a_trail_with_secrets_hidden(app):
    person = a_person("Lin")
    sign_in.set_password(person, "a hash")
    db.session.commit()

    changes = [entry.changes for entry in db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))]
    assert changes[-1]["password_hash"] == [None, "•••"]


def test_one_signs_in_with_the_phone_one_has_typed_in_oneself(as_person, visitor):
    teacher = a_teacher(password_hash=hash_password("Right-Horse-7"))
    browser = as_person(teacher)

    assert browser.post("/me/phone", phone="12").status == 422
    assert browser.post("/me/phone", phone="+86 139 0000 1111").status == 303
    assert teacher.phone == "13900001111"
    assert visitor.post("/sign-in", username="139 0000 1111", password="Right-Horse-7").status == 303


def test_a_phone_that_two_people_share_signs_in_neither(app, visitor):
    for name in ("Lin", "Li"):
        person = a_person(name, password_hash=hash_password("Right-Horse-7"))
        person.set_phone("13900001111")

    assert visitor.post("/sign-in", username="13900001111", password="Right-Horse-7").status == 422


def test_nobody_takes_the_phone_of_a_colleague(as_person):
    teacher, colleague = a_teacher(), a_teacher()
    colleague.set_phone("13900001111")

    page = as_person(teacher).post("/me/phone", phone="13900001111")

    assert (page.status, page.select_one("[name=phone]")["value"], teacher.phone) == (422, "13900001111", None)

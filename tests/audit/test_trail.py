import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from teachnet.accounts.models import Person, Role
from teachnet.audit.models import AuditEntry, Outcome
from teachnet.audit.trail import Actor, acting_as
from teachnet.db import db
from teachnet.jobs.models import OutboxRow
from teachnet.jobs.outbox import send
from tests.factories import a_person, a_school, a_school_admin, a_teacher
from tests.library.factories import a_skill


def trail(**fields) -> list[AuditEntry]:
    return list(db.session.scalars(sa.select(AuditEntry).filter_by(**fields).order_by(AuditEntry.id)))


def test_a_change_is_told_with_who_when_from_where_what_and_old_to_new(app):
    teacher = a_teacher(name="Lin")
    office = Actor(action="accounts.rename", person_id=7, name="Qian", address="10.0.0.7", request_id="r1")

    with acting_as(office):
        teacher.name = "Lin Wei"
        db.session.commit()

    entry = trail(thing="person", thing_id=teacher.id)[-1]
    assert (entry.actor_id, entry.actor_name, entry.address, entry.request_id) == (7, "Qian", "10.0.0.7", "r1")
    assert (entry.action, entry.changes, entry.outcome) == (
        "accounts.rename",
        {"name": ["Lin", "Lin Wei"]},
        Outcome.DONE,
    )
    assert entry.at.tzinfo is not None


def test_what_is_deleted_is_told_with_what_it_held(app):
    skill = a_skill()
    db.session.delete(skill)
    db.session.commit()

    entry = trail(thing="micro_skill", thing_id=skill.id)[-1]
    assert entry.changes["code"] == ["questioning", None]


def test_personal_data_are_masked_in_the_trail(app):
    person = a_person("Lin")
    person.set_phone("13812345678")
    person.set_id_number("370399198001010018")
    db.session.commit()

    changes = trail(thing="person", thing_id=person.id)[-1].changes
    assert changes["phone"] == [None, "138****5678"]
    assert changes["id_number"] == [None, "**************0018"]
    assert changes["id_fingerprint"] == [None, "•••"]


def test_personal_data_are_not_readable_in_the_database(app):
    person = a_person("Lin")
    person.set_phone("13812345678")
    db.session.commit()

    stored = db.session.execute(sa.text("SELECT phone FROM person WHERE id = :id"), {"id": person.id}).scalar()
    assert b"13812345678" not in bytes(stored)
    assert person.phone == "13812345678"


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET actor_name = 'nobody'", "DELETE FROM audit_entry WHERE id > 0"]
)
def test_the_database_refuses_to_change_or_remove_what_was_written(app, statement):
    a_person("Lin")
    before = len(trail())

    with pytest.raises(DBAPIError, match="audit_entry only grows"):
        db.session.execute(sa.text(statement))

    db.session.rollback()
    assert (before > 0, len(trail())) == (True, before)


def test_effect_trail_and_outbox_row_commit_together_or_not_at_all(app):
    a_school()
    before = len(trail())

    db.session.add(Person(name="Ghost", username="ghost"))
    send("search.changed", id=1)
    db.session.flush()
    assert len(trail()) > before  # the row is there, in the transaction that is about to fail
    db.session.add(Person(name="Twin", username="ghost"))
    with pytest.raises(DBAPIError):
        db.session.commit()
    db.session.rollback()

    ghosts = db.session.scalars(sa.select(Person).where(Person.username == "ghost")).all()
    outbox = db.session.scalars(sa.select(OutboxRow)).all()
    assert (ghosts, len(trail()), outbox) == ([], before, [])


def test_a_refusal_leaves_a_trail_and_nothing_else(as_person):
    school = a_school()
    admin, teacher = a_school_admin(school, "Sun"), a_teacher(school)
    teacher.transfer(a_school())
    db.session.commit()

    assert as_person(admin).post(f"/people/{teacher.id}/disabling").status == 403

    (refusal,) = trail(outcome=Outcome.REFUSED)
    assert (refusal.actor_name, refusal.action) == ("Sun", "accounts.disable")
    assert not teacher.is_disabled


def test_what_is_deleted_is_told_with_all_it_held(app):
    person = a_person("Lin")
    post = person.appoint(Role.TEACHER, a_school())
    db.session.commit()
    db.session.delete(post)
    db.session.commit()

    entry = trail()[-1]
    assert (entry.thing, entry.changes["role"]) == ("appointment", ["teacher", None])


def test_an_unchanged_thing_leaves_no_trail(app):
    person = a_person("Lin")
    before = len(trail())

    person.name = "Lin"
    db.session.commit()

    assert len(trail()) == before


def test_a_row_that_is_deleted_is_told_of_with_what_it_held(app):
    person = a_person("Lin")
    before = len(trail())

    db.session.delete(person)
    db.session.commit()

    gone = trail()[before:]
    assert [(entry.thing, entry.changes["name"]) for entry in gone] == [("person", ["Lin", None])]

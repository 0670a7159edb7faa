from collections import defaultdict

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts import actions, policy, queries
from teachnet.accounts import sign_in as signing
from teachnet.accounts.current import me
from teachnet.accounts.forms import AppointForm, PeopleFilter, TransferForm
from teachnet.accounts.models import Appointment, Person, Role
from teachnet.accounts.views.blueprint import bp
from teachnet.db import db, today
from teachnet.web.access import only, require
from teachnet.web.blame import blaming
from teachnet.web.htmx import swap_or_redirect
from teachnet.web.paging import Page, paginate_lines


@bp.get("/people/")
@only(policy.can_see_people)
def people():
    filters = PeopleFilter()
    people = paginate_lines(queries.people_list(me(), **filters.values()))
    return render_template("accounts/people.html", people=people, posts=_posts_of(people), filters=filters)


@bp.get("/people/<int:person_id>")
@only(policy.can_see_people)
def person(person_id):
    return _page(_person(person_id))


@bp.post("/people/<int:person_id>/code")
@only(policy.can_see_people)
def give_code(person_id):
    person = _person(person_id)
    require(policy.can_give_code(me(), person))
    code = signing.give_code(person, by=me())
    db.session.commit()
    return render_template("accounts/code.html", person=person, code=code)


@bp.post("/people/<int:person_id>/disabling")
@only(policy.can_see_people)
def disable(person_id):
    person = _person(person_id)
    require(policy.can_disable(me(), person))
    person.disable()
    signing.end_all_sessions(person)
    db.session.commit()
    flash(_("%(name)s can no longer sign in.", name=person.name))
    return _back(person)


@bp.post("/people/<int:person_id>/enabling")
@only(policy.can_see_people)
def enable(person_id):
    person = _person(person_id)
    require(policy.can_disable(me(), person))
    person.enable()
    db.session.commit()
    flash(_("%(name)s can sign in again.", name=person.name))
    return _back(person)


@bp.post("/people/<int:person_id>/appointments")
@only(policy.can_see_people)
def appoint(person_id):
    person = _person(person_id)
    require(policy.can_manage(me(), person))
    form = AppointForm(policy.grantable_roles(me()))
    if form.validate():
        with blaming(form.organisation):
            organisation = actions.organisation_named(form.organisation.data, seen_by=me())
            require(policy.can_appoint(me(), form.chosen_role, organisation))
            actions.appoint(person, form.chosen_role, organisation)
    if form.errors:
        return _page(person, appoint_form=form), 422
    db.session.commit()
    flash(_("%(name)s has a new post: %(role)s.", name=person.name, role=form.chosen_role.label))
    return _back(person)


@bp.post("/appointments/<int:appointment_id>/end")
@only(policy.can_see_people)
def close_appointment(appointment_id):
    appointment = db.one_or_404(queries.appointments_visible_to(me()).where(Appointment.id == appointment_id))
    require(policy.can_close(me(), appointment))
    appointment.close(on=today())
    db.session.commit()
    return swap_or_redirect(
        "accounts/_appointment.html", url_for(".person", person_id=appointment.person_id), appointment=appointment
    )


@bp.post("/people/<int:person_id>/transfer")
@only(policy.can_see_people)
def transfer(person_id):
    person = _person(person_id)
    require(policy.can_transfer(me(), person))
    form = TransferForm()
    if form.validate():
        with blaming(form.school):
            school = actions.organisation_named(form.school.data, seen_by=me())
            require(policy.can_appoint(me(), Role.TEACHER, school))
            person.transfer(school, on=form.on.data)
    if form.errors:
        return _page(person, transfer_form=form), 422
    db.session.commit()
    flash(_("%(name)s moves to %(school)s.", name=person.name, school=form.school.data))
    return _back(person)


def _person(person_id: int) -> Person:
    return db.one_or_404(queries.people_visible_to(me()).where(Person.id == person_id).options(queries.WITH_POSTS))


def _posts_of(people: Page) -> dict[int, list]:
    """By person id, what each line says of posts held today."""
    posts = defaultdict(list)
    for person_id, *post in db.session.execute(queries.POSTS_TODAY, {"people": [line.id for line in people]}):
        posts[person_id].append(post)
    return posts


def _back(person: Person):
    return swap_or_redirect("accounts/_person.html", url_for(".person", person_id=person.id), person=person)


def _page(person: Person, *, appoint_form=None, transfer_form=None):
    return render_template(
        "accounts/person.html",
        person=person,
        appoint_form=appoint_form or AppointForm(policy.grantable_roles(me()), formdata=None),
        transfer_form=transfer_form or TransferForm(formdata=None),
    )

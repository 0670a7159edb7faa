"""The rooms of a class: the host's list, a learner's own, and the sheet for the desk."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.lodging import actions, policy, queries, sharing
from teachnet.lodging.forms import RoomsForm, rooms_in
from teachnet.lodging.models import Lodging
from teachnet.training.models import Cohort, Enrolment
from teachnet.training.queries import COHORT_LINE, bureau, cohorts_visible_to, my_case_in
from teachnet.web.access import leaves_no_trail, members_only, require
from teachnet.web.safety import reads_first

bp = Blueprint("lodging", __name__, url_prefix="/training")
bp.context_processor(lambda: {"policy": policy})

REACHED_FROM_COHORTS = ("lodging.rooms", "lodging.propose", "lodging.give", "lodging.print_rooms", "lodging.mine")


def link(cohort: Cohort, reader: Person, case: Enrolment | None) -> tuple[str, str] | None:
    """On the page of a cohort: for the host the list, for a learner who has one the room."""
    if policy.can_see_rooms(reader, cohort):
        return url_for("lodging.rooms", cohort_id=cohort.id), _("Rooms to sleep in")
    bed = _bed_of(cohort, case) if policy.belongs_to_class(case) else None
    return (url_for("lodging.mine", cohort_id=cohort.id), _("My room: %(room)s", room=bed.room)) if bed else None


@bp.get("/cohorts/<int:cohort_id>/rooms")
@members_only
def rooms(cohort_id):
    cohort, form = _load(cohort_id, policy.can_see_rooms), RoomsForm(formdata=None)
    form.show(_class_of(cohort), _given(cohort))
    return _page(cohort, form)


@bp.post("/cohorts/<int:cohort_id>/rooms/proposal")
@members_only
@leaves_no_trail("it only fills the form")
@reads_first
def propose(cohort_id):
    cohort, form = _load(cohort_id, policy.can_give_rooms), RoomsForm()
    form.read(_class_of(cohort))
    if not form.validate():
        return _page(cohort, form), 422
    cases = [line.case for line in form.lines]
    found = sharing.proposed(cases, form.typed, rooms_in(form.rooms.data or ""), form.beds.data or 1)
    for line in form.lines:
        line.room = found.get(line.case.id, line.room)
    return _page(cohort, form, proposed=len(found))


@bp.post("/cohorts/<int:cohort_id>/rooms")
@members_only
def give(cohort_id):
    cohort, form = _load(cohort_id, policy.can_give_rooms), RoomsForm()
    form.read(_class_of(cohort))
    if not form.validate():
        return _page(cohort, form), 422
    wanted = {line.case.id: line.room for line in form.lines}
    changed = actions.give_rooms(cohort, wanted, {line.case.id: line.seen for line in form.lines})
    db.session.commit()
    flash(ngettext("One room changed.", "%(num)d rooms changed.", changed))
    return redirect(url_for(".rooms", cohort_id=cohort.id), code=303)


@bp.get("/cohorts/<int:cohort_id>/rooms/print")
@members_only
def print_rooms(cohort_id):
    cohort = _load(cohort_id, policy.can_see_rooms)
    given = _given(cohort)
    beds = sorted(((given[case.id], case) for case in _class_of(cohort) if case.id in given), key=lambda bed: bed[0])
    official = db.session.scalars(bureau()).first()
    return render_template("lodging/print.html", cohort=cohort, beds=beds, bureau=official)


@bp.get("/cohorts/<int:cohort_id>/rooms/mine")
@members_only
def mine(cohort_id):
    """With whom I share."""
    cohort = _load(cohort_id)
    case = db.session.scalars(my_case_in(me(), cohort)).first()
    require(policy.belongs_to_class(case))
    bed = _bed_of(cohort, case) or abort(404)
    others = db.session.execute(queries.share_a_room(case)).all()
    return render_template("lodging/mine.html", cohort=cohort, bed=bed, others=others)


def _load(cohort_id, may=lambda _person, _cohort: True):
    cohort = db.one_or_404(cohorts_visible_to(me()).where(Cohort.id == cohort_id).options(*COHORT_LINE))
    require(may(me(), cohort))
    return cohort


def _bed_of(cohort, case):
    return db.session.scalars(queries.beds_in(cohort).where(Lodging.enrolment_id == case.id)).first()


def _class_of(cohort):
    return db.session.scalars(queries.class_of(cohort)).all()


def _given(cohort):
    return {bed.enrolment_id: bed.room for bed in db.session.scalars(queries.beds_in(cohort))}


def _page(cohort, form, proposed=None):
    """`proposed` is how many rooms of the form are a proposal that is not kept yet."""
    mixed = sharing.mixed([line.case for line in form.lines], form.typed)
    return render_template("lodging/rooms.html", cohort=cohort, form=form, mixed=mixed, proposed=proposed)

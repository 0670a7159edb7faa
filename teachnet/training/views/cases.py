"""One case: its page and the steps in it. Each step is a POST of its own; buttons and views ask the same policy."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.evidence.models import summed
from teachnet.evidence.policy import can_see_evidence
from teachnet.evidence.queries import evidence_of
from teachnet.training import actions, policy, queries
from teachnet.training.forms import NoteForm, ReasonForm
from teachnet.training.models import Enrolment, ProgrammeKind
from teachnet.training.views.blueprint import bp
from teachnet.web.access import members_only, require
from teachnet.web.htmx import is_htmx
from teachnet.web.links import own_page


@bp.get("/enrolments/<int:enrolment_id>")
@members_only
def case(enrolment_id):
    return _page(_case(enrolment_id), NoteForm(formdata=None))


@bp.post("/enrolments/<int:enrolment_id>/endorsement")
@members_only
def endorse(enrolment_id):
    case = _case(enrolment_id, policy.can_endorse)
    return _take(case, NoteForm(), lambda note: case.endorse(by=me(), note=note))


@bp.post("/enrolments/<int:enrolment_id>/county-approval")
@members_only
def approve_for_county(enrolment_id):
    case = _case(enrolment_id, policy.can_approve_for_county)
    return _take(case, NoteForm(), lambda note: case.approve_for_county(by=me(), note=note))


@bp.post("/enrolments/<int:enrolment_id>/provisional-admission")
@members_only
def admit_provisionally(enrolment_id):
    case = _case(enrolment_id, policy.can_admit)
    return _take(case, NoteForm(), lambda note: case.admit_provisionally(by=me(), note=note))


@bp.post("/enrolments/<int:enrolment_id>/offer")
@members_only
def offer_place(enrolment_id):
    case = _case(enrolment_id, policy.can_admit)
    return _take(case, NoteForm(), lambda _note: case.offer_place(by=me()))


@bp.post("/enrolments/<int:enrolment_id>/acceptance")
@members_only
def accept_offer(enrolment_id):
    case = _case(enrolment_id, policy.is_own)
    return _take(case, NoteForm(), lambda _note: case.accept_offer(by=me()))


@bp.post("/enrolments/<int:enrolment_id>/exception")
@members_only
def admit_beyond_quota(enrolment_id):
    case = _case(enrolment_id, policy.can_admit)
    return _take(case, ReasonForm(), lambda note: case.admit_beyond_quota(by=me(), reason=note))


@bp.post("/enrolments/<int:enrolment_id>/admission")
@members_only
def admit(enrolment_id):
    case = _case(enrolment_id, policy.can_admit)
    return _take(case, NoteForm(), lambda note: case.admit(by=me(), note=note))


@bp.post("/enrolments/<int:enrolment_id>/reserve")
@members_only
def put_on_reserve(enrolment_id):
    case = _case(enrolment_id, policy.can_put_on_reserve)
    levels = policy.acts_for(me(), case)
    return _take(case, NoteForm(), lambda note: case.put_on_reserve(by=me(), note=note, acting_for=levels))


@bp.post("/enrolments/<int:enrolment_id>/return")
@members_only
def send_back(enrolment_id):
    case = _case(enrolment_id, policy.can_decide)
    levels = policy.acts_for(me(), case)
    return _take(case, ReasonForm(), lambda note: case.send_back(by=me(), reason=note, acting_for=levels))


@bp.post("/enrolments/<int:enrolment_id>/rejection")
@members_only
def reject(enrolment_id):
    case = _case(enrolment_id, policy.can_decide)
    levels = policy.acts_for(me(), case)
    return _take(case, ReasonForm(), lambda note: case.reject(by=me(), reason=note, acting_for=levels))


@bp.post("/enrolments/<int:enrolment_id>/resubmission")
@members_only
def resubmit(enrolment_id):
    case = _case(enrolment_id, policy.can_resubmit)
    return _take(case, NoteForm(), lambda note: case.resubmit(by=me(), note=note))


@bp.post("/enrolments/<int:enrolment_id>/confirmation")
@members_only
def confirm(enrolment_id):
    case = _case(enrolment_id, policy.can_confirm)
    return _take(case, NoteForm(), lambda _note: case.confirm(by=me()))


@bp.post("/enrolments/<int:enrolment_id>/decline")
@members_only
def decline(enrolment_id):
    case = _case(enrolment_id, policy.can_decline)
    form = NoteForm() if policy.is_own(me(), case) else ReasonForm()
    return _take(case, form, lambda note: case.decline(by=me(), reason=note))


@bp.post("/enrolments/<int:enrolment_id>/withdrawal")
@members_only
def withdraw(enrolment_id):
    case = _case(enrolment_id, policy.can_withdraw)
    return _take(case, NoteForm(), lambda note: case.withdraw(by=me(), reason=note))


@bp.post("/enrolments/<int:enrolment_id>/arrival")
@members_only
def arrive(enrolment_id):
    case = _case(enrolment_id, policy.runs)
    return _take(case, NoteForm(), lambda _note: case.arrive(by=me()))


@bp.post("/enrolments/<int:enrolment_id>/completion")
@members_only
def complete(enrolment_id):
    case = _case(enrolment_id, policy.runs)
    return _take(case, NoteForm(), lambda note: actions.complete(case, by=me(), note=note))


@bp.post("/enrolments/<int:enrolment_id>/failure")
@members_only
def fail_to_complete(enrolment_id):
    case = _case(enrolment_id, policy.runs)
    return _take(case, ReasonForm(), lambda note: actions.fail_to_complete(case, by=me(), reason=note))


@bp.post("/enrolments/<int:enrolment_id>/drop-out")
@members_only
def drop_out(enrolment_id):
    case = _case(enrolment_id, policy.runs)
    return _take(case, ReasonForm(), lambda note: case.drop_out(by=me(), reason=note))


@bp.post("/enrolments/<int:enrolment_id>/removal")
@members_only
def remove(enrolment_id):
    case = _case(enrolment_id, policy.can_remove)
    return _take(case, ReasonForm(), lambda note: case.remove(by=me(), reason=note))


def _case(enrolment_id, may=lambda person, case: True):
    found = queries.enrolments_visible_to(me()).where(Enrolment.id == enrolment_id)
    case = db.one_or_404(found.options(*queries.CASE_LINE))
    require(may(me(), case))
    return case


def _take(case, form, step):
    """Check what was typed, that nobody was quicker, take the step, commit, show the case as it is now."""
    if not form.validate():
        return _piece(case, form) if is_htmx() else _page(case, form), 422
    case.require_unmoved(form.version.data)
    step(form.note.data or "")
    db.session.commit()
    if is_htmx():
        return _piece(case, NoteForm(formdata=None))
    flash(_("%(name)s: %(state)s", name=case.teacher.name, state=case.state.label))
    back = request.form.get("next")
    return redirect(own_page(back) if back else url_for(".case", enrolment_id=case.id), code=303)


def _piece(case, form):
    """The row of the reviewer's list, or the card of the teacher's own page."""
    own = policy.is_own(me(), case)
    return render_template("training/_my_case.html" if own else "training/_case.html", case=case, form=form)


def _page(case, form):
    shows = case.cohort.programme.kind is ProgrammeKind.DUAL_QUALIFIED and can_see_evidence(me(), case.teacher)
    evidence = db.session.scalars(evidence_of(me(), case.teacher)).all() if shows else []
    total = summed(evidence, case.cohort.starts_on) if shows else None
    return render_template("training/case.html", case=case, form=form, evidence=evidence, summed=total)

"""One comes instead of another: asked for, and decided."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.training import actions, policy, queries
from teachnet.training.forms import NoteForm, ReasonForm, ReplacementForm
from teachnet.training.models import Enrolment, Replacement
from teachnet.training.models.replacement import require_possible
from teachnet.training.views.blueprint import bp
from teachnet.web.access import members_only, only, require
from teachnet.web.paging import paginate


@bp.get("/enrolments/<int:enrolment_id>/replacement")
@members_only
def new_replacement(enrolment_id):
    case, form, people = _asking(enrolment_id, formdata=None)
    return _form(case, form, people)


@bp.post("/enrolments/<int:enrolment_id>/replacement")
@members_only
def ask_replacement(enrolment_id):
    case, form, people = _asking(enrolment_id)
    if not form.validate():
        return _form(case, form, people), 422
    teacher = next(person for person in people if person.id == form.teacher_id.data)
    actions.ask_replacement(case, teacher, by=me(), reason=form.note.data)
    db.session.commit()
    flash(_("The city decides it."))
    return redirect(url_for(".replacements"), code=303)


@bp.get("/replacements")
@only(policy.can_see_replacements)
def replacements():
    return _list(NoteForm(formdata=None))


@bp.post("/replacements/<int:replacement_id>/approval")
@members_only
def approve_replacement(replacement_id):
    replacement, form = _load(replacement_id), NoteForm()
    if not form.validate():
        return _list(form, replacement), 422
    actions.approve_replacement(replacement, by=me(), note=form.note.data or "")
    return _decided(replacement)


@bp.post("/replacements/<int:replacement_id>/refusal")
@members_only
def refuse_replacement(replacement_id):
    replacement, form = _load(replacement_id), ReasonForm()
    if not form.validate():
        return _list(form, replacement), 422
    replacement.refuse(by=me(), reason=form.note.data)
    return _decided(replacement)


def _asking(enrolment_id, **told):
    found = queries.enrolments_visible_to(me()).where(Enrolment.id == enrolment_id)
    case = db.one_or_404(found.options(*queries.CASE_LINE))
    require(policy.can_ask_replacement(me(), case))
    require_possible(case)
    people = db.session.scalars(queries.could_come_instead(me(), case)).all()
    able = actions.replacements_for(case, people)
    form = ReplacementForm(**told)
    form.offer(able)
    return case, form, able


def _load(replacement_id):
    found = queries.replacements_visible_to(me()).where(Replacement.id == replacement_id)
    replacement = db.one_or_404(found.options(*queries.REPLACEMENT_LINE))
    require(policy.can_decide_replacement(me(), replacement))
    return replacement


def _decided(replacement):
    db.session.commit()
    flash(_("%(name)s: %(state)s", name=replacement.teacher.name, state=replacement.state.label))
    return redirect(url_for(".replacements"), code=303)


def _form(case, form, people):
    return render_template("training/replacement_form.html", case=case, form=form, people=people)


def _list(form, wrong=None):
    """`wrong` is the one whose words in the form do not do."""
    found = paginate(queries.replacements_listed(me()))
    return render_template("training/replacements.html", replacements=found, form=form, wrong=wrong)

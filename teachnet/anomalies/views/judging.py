from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.anomalies import actions, policy, queries
from teachnet.anomalies.forms import ClearForm, UpholdForm, WordsForm
from teachnet.anomalies.models import Anomaly
from teachnet.anomalies.views.blueprint import bp
from teachnet.db import db
from teachnet.study.models import CourseEnrolment
from teachnet.web.access import only, require


@bp.get("/<int:anomaly_id>")
@only(policy.can_open_study)
def anomaly(anomaly_id):
    return _page(_anomaly(anomaly_id))


@bp.post("/<int:anomaly_id>/clearance")
@only(policy.can_see_sheet)
def clear(anomaly_id):
    anomaly, form = _anomaly(anomaly_id), ClearForm()
    require(policy.looks_after(me(), anomaly))
    if not form.validate():
        return _page(anomaly, clearing=form), 422
    anomaly.clear(by=me(), note=form.note.data or "")
    db.session.commit()
    return _back(anomaly)


@bp.post("/<int:anomaly_id>/upholding")
@only(policy.can_see_sheet)
def uphold(anomaly_id):
    anomaly = _anomaly(anomaly_id)
    require(policy.looks_after(me(), anomaly))
    form = UpholdForm(_courses(anomaly))
    if not form.validate():
        return _page(anomaly, upholding=form), 422
    actions.uphold(anomaly, form.note.data or "", form.taken_back.data or [], by=me())
    db.session.commit()
    flash(_("Upheld. The teacher is told and may appeal."))
    return _back(anomaly)


@bp.post("/<int:anomaly_id>/appeal")
@only(policy.can_open_study)
def appeal(anomaly_id):
    anomaly, form = _anomaly(anomaly_id), WordsForm()
    require(anomaly.person_id == me().id)
    if not form.validate():
        return _page(anomaly, words=form), 422
    anomaly.appeal(by=me(), note=form.note.data or "")
    db.session.commit()
    flash(_("Your appeal is handed in. Somebody else than before decides about it."))
    return _back(anomaly)


@bp.post("/<int:anomaly_id>/appeal-decision")
@only(policy.can_see_sheet)
def decide_appeal(anomaly_id):
    anomaly, form = _anomaly(anomaly_id), WordsForm()
    require(policy.looks_after(me(), anomaly))
    if not form.validate():
        return _page(anomaly, words=form), 422
    if request.form.get("decision") == "overturn":
        actions.overturn(anomaly, form.note.data or "", by=me())
    else:
        anomaly.confirm(by=me(), note=form.note.data or "")
    db.session.commit()
    return _back(anomaly)


def _anomaly(anomaly_id: int) -> Anomaly:
    found = queries.anomalies_visible_to(me()).where(Anomaly.id == anomaly_id)
    return db.one_or_404(found.options(*queries.WHOLE))


def _courses(anomaly: Anomaly) -> Sequence[CourseEnrolment]:
    return db.session.scalars(queries.courses_of(anomaly)).all()


def _back(anomaly: Anomaly):
    return redirect(url_for(".anomaly", anomaly_id=anomaly.id), code=303)


def _page(
    anomaly: Anomaly,
    *,
    clearing: ClearForm | None = None,
    upholding: UpholdForm | None = None,
    words: WordsForm | None = None,
) -> str:
    judges = policy.can_judge(me(), anomaly)
    return render_template(
        "anomalies/anomaly.html",
        anomaly=anomaly,
        named=db.session.scalars(queries.named_in(anomaly, me())).all(),
        taken_back=db.session.scalars(queries.enrolments_with(anomaly.taken_back)).all(),
        clearing=clearing or ClearForm(formdata=None),
        upholding=upholding or (UpholdForm(_courses(anomaly), formdata=None) if judges else None),
        words=words or WordsForm(formdata=None),
    )

"""The minutes as a whole: read, their history, approval, on paper."""

from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.minutes import actions, policy, queries
from teachnet.minutes.forms import ActionForm, EntryForm, ReasonForm, SeenForm
from teachnet.minutes.models import MinutesApproval
from teachnet.minutes.paper import paper
from teachnet.minutes.record import record_of
from teachnet.minutes.views.blueprint import bp, session_to_read
from teachnet.minutes.word import word_file
from teachnet.web.access import members_only, require
from teachnet.web.paging import paginate
from teachnet.wordfile import WORD

PDF = "application/pdf"


@bp.get("/sessions/<int:session_id>/minutes")
@members_only
def minutes(session_id):
    return page(session_to_read(session_id))


@bp.get("/sessions/<int:session_id>/minutes/entries")
@members_only
def entries(session_id):
    """The paragraphs alone: pages that are open fetch them now and then, and whoever writes sees the others' words."""
    session = session_to_read(session_id)
    written = db.session.scalars(queries.entries_of(session)).all()
    approval = db.session.scalars(MinutesApproval.standing_of(session)).first()
    return render_template("minutes/_entries.html", session=session, entries=written, approval=approval)


@bp.get("/sessions/<int:session_id>/minutes/history")
@members_only
def history(session_id):
    session = session_to_read(session_id)
    versions = paginate(queries.versions_of(session))
    approvals = db.session.scalars(queries.approvals_of(session)).all()
    shown = {"versions": versions, "before": queries.before(versions.rows), "approvals": approvals}
    return render_template("minutes/history.html", session=session, **shown)


@bp.post("/sessions/<int:session_id>/minutes/approval")
@members_only
def approve(session_id):
    session, form = session_to_read(session_id), SeenForm()
    require(policy.can_approve(me(), session))
    if not form.validate():
        return page(session), 422
    actions.approve(session, seen=form.version.data, by=me())
    db.session.commit()
    flash(_("Approved. What is still to do comes up again in the next session."))
    return redirect(url_for(".minutes", session_id=session.id), code=303)


@bp.post("/sessions/<int:session_id>/minutes/reopening")
@members_only
def reopen(session_id):
    session, form = session_to_read(session_id), ReasonForm()
    require(policy.can_approve(me(), session))
    if not form.validate():
        return page(session, reason=form), 422
    approval = db.one_or_404(MinutesApproval.standing_of(session))
    approval.reopen(by=me(), reason=form.reason.data)
    db.session.commit()
    return redirect(url_for(".minutes", session_id=session.id), code=303)


@bp.get("/sessions/<int:session_id>/minutes.docx")
@members_only
def as_word(session_id):
    record = record_of(session_to_read(session_id))
    return send_file(BytesIO(word_file(record)), WORD, as_attachment=True, download_name=f"{record.file_name}.docx")


@bp.get("/sessions/<int:session_id>/minutes.pdf")
@members_only
def as_pdf(session_id):
    record = record_of(session_to_read(session_id))
    return send_file(BytesIO(paper(record)), PDF, as_attachment=True, download_name=f"{record.file_name}.pdf")


def page(session, *, entry=None, action=None, reason=None):
    people = db.session.scalars(queries.owners_for(session)).all() if policy.can_write(me(), session) else []
    record = record_of(session)
    return render_template(
        "minutes/minutes.html",
        session=session,
        record=record,
        entries=record.entries,
        approval=record.approval,
        entry_form=entry or EntryForm(formdata=None),
        action_form=action or ActionForm(people, formdata=None),
        reason_form=reason or ReasonForm(formdata=None),
    )

"""A teacher's evidence, handed in with its proof; the school compares."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts.current import me
from teachnet.db import db, today
from teachnet.evidence import policy, queries
from teachnet.evidence.forms import EvidenceForm, NoteForm, ReasonForm
from teachnet.evidence.models import Evidence, summed
from teachnet.files.serving import send
from teachnet.uploads.sent import is_good, picture_or_pdf, take_in
from teachnet.web.access import members_only, only, require
from teachnet.web.paging import paginate
from teachnet.web.places import SubPage
from teachnet.web.safety import reads_first, takes_files

bp = Blueprint("evidence", __name__, url_prefix="/evidence")
bp.context_processor(lambda: {"policy": policy})

PAGE = SubPage(
    "evidence.mine",
    _l("Dual qualification"),
    policy.can_hand_in,
    covers=("evidence.new", "evidence.hand_in"),
)
REACHED_FROM_REVIEWS = ("evidence.to_compare", "evidence.confirm", "evidence.refuse")


@bp.get("/")
@only(policy.can_hand_in)
def mine():
    evidence = db.session.scalars(queries.evidence_of(me(), me())).all()
    return render_template("evidence/mine.html", evidence=evidence, summed=summed(evidence, today()))


@bp.get("/new")
@only(policy.can_hand_in)
def new():
    return _form(EvidenceForm(formdata=None))


@bp.post("/new")
@only(policy.can_hand_in)
@takes_files
@reads_first
def hand_in():
    form = EvidenceForm()
    upload = take_in(form, by=me(), wrong_with=picture_or_pdf)
    if not is_good(form, missing="" if upload else _("Choose a photo or PDF of the proof.")):
        db.session.commit()
        return _form(form, upload), 422
    Evidence.hand_in(by=me(), file=upload.file, file_name=upload.name, **form.fields())
    db.session.commit()
    flash(_("Handed in. Your school compares it with the proof."))
    return redirect(url_for(".mine"), code=303)


@bp.post("/<int:evidence_id>/withdrawal")
@members_only
def withdraw(evidence_id):
    evidence = _load(evidence_id)
    require(policy.is_own(me(), evidence))
    evidence.withdraw()
    db.session.commit()
    flash(_("Taken back."))
    return redirect(url_for(".mine"), code=303)


@bp.get("/to-compare")
@only(policy.compares)
def to_compare():
    return _queue(NoteForm(formdata=None))


@bp.post("/<int:evidence_id>/confirmation")
@members_only
def confirm(evidence_id):
    evidence = _to_decide(evidence_id)
    evidence.confirm(by=me())
    return _decided(evidence)


@bp.post("/<int:evidence_id>/refusal")
@members_only
def refuse(evidence_id):
    evidence, form = _to_decide(evidence_id), ReasonForm()
    if not form.validate():
        return _queue(form, evidence), 422
    evidence.refuse(by=me(), reason=form.note.data)
    return _decided(evidence)


@bp.get("/<int:evidence_id>/proof/<path:name>")
@members_only
def proof(evidence_id, name):
    return send(_load(evidence_id).file, name, download="download" in request.args)


def _load(evidence_id):
    found = queries.evidence_visible_to(me()).where(Evidence.id == evidence_id)
    return db.one_or_404(found.options(*queries.EVIDENCE_LINE))


def _to_decide(evidence_id):
    evidence = _load(evidence_id)
    require(policy.can_decide(me(), evidence))
    return evidence


def _decided(evidence):
    db.session.commit()
    flash(_("%(name)s: %(state)s", name=evidence.person.name, state=evidence.state.label))
    return redirect(url_for(".to_compare"), code=303)


def _queue(form, wrong=None):
    """`wrong` is the one whose words in the form do not do."""
    found = paginate(queries.evidence_to_compare(me()))
    return render_template("evidence/to_compare.html", evidence=found, form=form, wrong=wrong)


def _form(form, upload=None):
    return render_template("evidence/form.html", form=form, upload=upload)

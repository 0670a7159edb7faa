from flask import flash, render_template, request
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.files.serving import send
from teachnet.research import policy, queries
from teachnet.research.forms import EvidenceForm
from teachnet.research.models import ResearchEvidence
from teachnet.research.views.blueprint import bp, load, to
from teachnet.uploads.sent import is_good, take_in
from teachnet.web.access import only, require
from teachnet.web.safety import reads_first, takes_files


@bp.get("/<int:project_id>/evidence/new")
@only(policy.can_look)
def new_evidence(project_id):
    project = load(project_id)
    require(policy.can_add_evidence(me(), project))
    form = EvidenceForm(formdata=None)
    return render_template("research/new_evidence.html", project=project, form=form, upload=None)


@bp.post("/<int:project_id>/evidence/new")
@only(policy.can_look)
@takes_files
@reads_first
def add_evidence(project_id):
    require(policy.can_add_evidence(me(), load(project_id)))
    form = EvidenceForm()
    upload = take_in(form, by=me())
    project = load(project_id)
    require(policy.can_add_evidence(me(), project))
    if not is_good(form):
        db.session.commit()
        return render_template("research/new_evidence.html", project=project, form=form, upload=upload), 422
    file = {"file": upload.file, "file_name": upload.name} if upload else {}
    ResearchEvidence.add(project, by=me(), **form.fields(), **file)
    db.session.commit()
    flash(_("Added. Reviewers and visitors see it."))
    return to(project_id, "evidence")


@bp.get("/evidence/<int:evidence_id>/file/<path:name>")
@only(policy.can_look)
def evidence_file(evidence_id, name):
    evidence = _load(evidence_id, ResearchEvidence.file_id.is_not(None))
    return send(evidence.file, name, download="download" in request.args)


@bp.post("/evidence/<int:evidence_id>/removal")
@only(policy.can_look)
def take_out(evidence_id):
    evidence = _load(evidence_id)
    require(policy.can_take_out(me(), evidence))
    project_id = evidence.project_id
    evidence.take_out()
    db.session.commit()
    flash(_("Taken out."))
    return to(project_id, "evidence")


def _load(evidence_id: int, *conditions) -> ResearchEvidence:
    seen = queries.evidence_visible_to(me()).where(ResearchEvidence.id == evidence_id, *conditions)
    return db.one_or_404(seen.options(queries.with_project(ResearchEvidence)))

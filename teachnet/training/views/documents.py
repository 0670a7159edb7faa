"""The papers of a programme, for whoever may come."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.files.serving import send
from teachnet.training import policy, queries
from teachnet.training.forms import DocumentForm
from teachnet.training.models import ProgrammeDocument
from teachnet.training.views.blueprint import bp
from teachnet.training.views.programmes import load_programme, programme_page
from teachnet.uploads.sent import is_good, take_in
from teachnet.web.access import members_only, only
from teachnet.web.safety import reads_first, takes_files


@bp.post("/programmes/<int:programme_id>/documents")
@only(policy.can_plan)
@takes_files
@reads_first
def add_document(programme_id):
    load_programme(programme_id)
    form = DocumentForm()
    upload = take_in(form, by=me())
    programme = load_programme(programme_id)
    if not is_good(form, missing="" if upload else _("Choose a file.")):
        db.session.commit()
        return programme_page(programme, document_form=form, upload=upload), 422
    document = ProgrammeDocument(programme=programme, title=form.title.data, by=me())
    document.file, document.file_name = upload.file, upload.name
    db.session.add(document)
    db.session.commit()
    flash(_("“%(title)s” is with the programme.", title=document.title))
    return redirect(url_for(".programme", programme_id=programme.id), code=303)


@bp.post("/documents/<int:document_id>/taking-down")
@only(policy.can_plan)
def take_down_document(document_id):
    document = _load(document_id)
    document.take_down()
    db.session.commit()
    flash(_("Taken down."))
    return redirect(url_for(".programme", programme_id=document.programme_id), code=303)


@bp.get("/documents/<int:document_id>/<path:name>")
@members_only
def document(document_id, name):
    return send(_load(document_id).file, name, download="download" in request.args)


def _load(document_id):
    found = queries.documents_visible_to(me()).where(ProgrammeDocument.id == document_id)
    return db.one_or_404(found)

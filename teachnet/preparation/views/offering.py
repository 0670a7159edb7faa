"""The shared plan as a Word file: to take along, and to offer to the library."""

from io import BytesIO

from flask import flash, redirect, send_file, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db, start_writing
from teachnet.files.receive import receive
from teachnet.preparation import policy
from teachnet.preparation.models import JointPreparation
from teachnet.preparation.standing import contribution_to
from teachnet.preparation.views.blueprint import bp, load_preparation
from teachnet.preparation.word import word_file
from teachnet.uploads.actions import keep_upload
from teachnet.web.access import members_only, require
from teachnet.web.safety import reads_first
from teachnet.wordfile import WORD


@bp.get("/preparations/<int:preparation_id>/plan.docx")
@members_only
def as_word(preparation_id):
    preparation = load_preparation(preparation_id)
    return send_file(_file(preparation), WORD, as_attachment=True, download_name=f"{preparation.title}.docx")


@bp.post("/preparations/<int:preparation_id>/offer")
@members_only
@reads_first
def offer(preparation_id):
    """The file waits for the form of the library, where it gets its micro-skill, its licence and its reviewers."""
    preparation = load_preparation(preparation_id)
    require(policy.can_offer(me(), preparation))
    received = receive(_file(preparation), f"{preparation.title}.docx")
    start_writing()
    keep_upload(received, by=me())
    db.session.commit()
    flash(_("The plan waits below as a Word file: tick it, and say what it is about."))
    return redirect(url_for("library.new"), code=303)


def _file(preparation: JointPreparation) -> BytesIO:
    return BytesIO(word_file(preparation, contribution_to(preparation)))

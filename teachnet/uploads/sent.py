"""A file that comes with a form: looked at before the write lock is asked for, and kept until the form is good too."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import TextAreaField

from teachnet.accounts.models import Person
from teachnet.db import start_writing
from teachnet.files.codes import Unfit
from teachnet.files.kinds import Kind
from teachnet.files.receive import Received, receive
from teachnet.files.words import REFUSALS
from teachnet.uploads.actions import find_uploads, keep_upload
from teachnet.uploads.models import Upload
from teachnet.web.fields import IdsField

PROOFS = (Kind.IMAGE, Kind.PDF)

Check = Callable[[Received], str]  # what is wrong with it for this form; nothing: empty


class TextOrFileForm(FlaskForm):
    """Something written, a file, or both. Which file was sent before is kept in `upload_id`."""

    text: TextAreaField
    file: FileField
    upload_id = IdsField()

    has_file = False

    def validate(self, extra_validators=None) -> bool:
        is_valid = super().validate(extra_validators)
        if not self.has_file and not self.text.data and not self.text.errors:
            self.text.errors = [*self.text.errors, _("Write something, or choose a file.")]
        return is_valid and not self.text.errors


def anything(_received: Received) -> str:
    return ""


def picture_or_pdf(received: Received) -> str:
    """Of a proof."""
    return "" if received.verdict.kind in PROOFS else _("A proof is a picture or a PDF.")


def received_with(form: FlaskForm, wrong_with: Check = anything) -> Received | None:
    """What was sent in the field `file`. None when nothing was, or when something is wrong: that stands beside it."""
    sent = form.file.data
    if not isinstance(sent, FileStorage) or not sent.filename:
        return None
    try:
        received = receive(sent.stream, sent.filename)
        wrong = wrong_with(received)
    except Unfit as unfit:
        wrong = str(REFUSALS[unfit.code])
    if wrong:
        form.file.errors = (wrong,)
        return None
    return received


def take_in(form: FlaskForm, *, by: Person, wrong_with: Check = anything) -> Upload | None:
    """The file just sent, or the one sent before under `upload_id`. Ends the reading transaction."""
    received = received_with(form, wrong_with)
    start_writing()
    if received is None:
        return next(iter(find_uploads(form.upload_id.data, by=by)), None)
    return keep_upload(received, by=by)


def is_good(form: FlaskForm, *, missing: str = "") -> bool:
    """Validating clears errors; what was wrong with the file stays said. `missing`: there must be one, and is none."""
    wrong = tuple(form.file.errors) if form.file else ()
    wrong = wrong or ((missing,) if missing else ())
    is_valid = form.validate()
    if form.file:
        form.file.errors = wrong
    return is_valid and not wrong

"""What is typed about a spell of practice or a certificate."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from teachnet.db import today
from teachnet.evidence.models import EvidenceKind
from teachnet.web.fields import DayField, IdsField, choices, stripped
from teachnet.web.remarks import NoteForm, reason

FIELDS = ("kind", "title", "issuer", "number", "begins_on", "ends_on")


class EvidenceForm(FlaskForm):
    kind = SelectField(_l("What is it?"), choices=choices(EvidenceKind), coerce=EvidenceKind)
    title = StringField(
        _l("Enterprise and post, or name of the certificate"),
        [DataRequired(_l("Write what stands on the proof.")), Length(max=100)],
        filters=[stripped],
    )
    issuer = StringField(_l("Who issued the certificate"), [Optional(), Length(max=100)], filters=[stripped])
    number = StringField(_l("Number of the certificate"), [Optional(), Length(max=60)], filters=[stripped])
    begins_on = DayField(
        _l("From"), [DataRequired(_l("From which day?"))], description=_l("Of a certificate: the day it was issued.")
    )
    ends_on = DayField(
        _l("Until"), [Optional()], description=_l("Of a certificate: the day it runs out; empty if it does not.")
    )
    file = FileField(
        _l("Proof"),
        render_kw={"accept": "image/*,.pdf"},
        description=_l("A photo or PDF: the certificate, or the record with the enterprise’s stamp."),
    )
    upload_id = IdsField()

    def validate(self, extra_validators=None) -> bool:
        is_valid = super().validate(extra_validators)
        return is_valid and not self._amiss()

    def _amiss(self) -> bool:
        practice, first, last = self.kind.data is EvidenceKind.PRACTICE, self.begins_on.data, self.ends_on.data
        if practice and not last:
            self.ends_on.errors = [_("Until which day?")]
        elif last and last < first:
            self.ends_on.errors = [_("It ends before it begins.")]
        elif practice and last > today():
            self.ends_on.errors = [_("It is not over yet.")]
        elif first > today():
            self.begins_on.errors = [_("This day is yet to come.")]
        if not practice and not self.issuer.data:
            self.issuer.errors = [_("Who issued it?")]
        return bool(self.ends_on.errors or self.begins_on.errors or self.issuer.errors)

    def fields(self) -> dict[str, Any]:
        return {name: self[name].data for name in FIELDS} | {
            name: self[name].data or "" for name in ("issuer", "number")
        }


class ReasonForm(NoteForm):
    note = reason(_l("Say why: the teacher reads it."))

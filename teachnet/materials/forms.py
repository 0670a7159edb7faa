import re
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from teachnet.library.models import Resource
from teachnet.materials.models import MaterialUse
from teachnet.web.fields import LONGEST_ID, choices, or_none, stripped

NUMBER = re.compile(rf"(?:.*/resources/)?(\d{{1,{LONGEST_ID}}})(?:[/?#].*)?", re.ASCII)


class MaterialForm(FlaskForm):
    """One of one's own, or the address of any other resource of the library."""

    mine = SelectField(_l("One of my resources"), [Optional()], coerce=or_none(int))
    address = StringField(
        _l("Or the address of a resource"),
        [Optional(), Length(max=300)],
        filters=[stripped],
        description=_l("Copied from the page of the resource, or its number."),
    )
    use = RadioField(
        _l("What it is for"), [InputRequired()], default=MaterialUse.MATERIAL.value, choices=choices(MaterialUse)
    )

    def __init__(self, own: Iterable[Resource], **kwargs):
        super().__init__(**kwargs)
        mine = [SelectChoice(resource.id, resource.latest_version.title) for resource in own]
        self.mine.choices = [SelectChoice("", _("none of them")), *mine]

    def validate_use(self, field):
        if bool(self.mine.data) == bool(self.address.data):
            raise ValidationError(_("Choose one of yours, or give the address of another: one of the two."))
        if self.address.data and not NUMBER.fullmatch(self.address.data):
            raise ValidationError(_("That is no address of a resource: it ends like /resources/12."))

    @property
    def resource_id(self) -> int:
        address = NUMBER.fullmatch(self.address.data or "")
        return self.mine.data or (int(address[1]) if address else 0)

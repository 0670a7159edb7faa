from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from teachnet.accounts.models import Person
from teachnet.web.remarks import reason


class ReplacementForm(FlaskForm):
    teacher_id = SelectField(_l("Who comes instead"), [InputRequired(_l("Choose who comes instead."))], coerce=int)
    note = reason(_l("Say why: the city decides by it."))

    def offer(self, people: list[Person]) -> None:
        """Each with their school, for names are common."""
        self.teacher_id.choices = [
            SelectChoice(person.id, f"{person.name}（{person.school.name}）" if person.school else person.name)
            for person in people
        ]

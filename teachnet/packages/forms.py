from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DecimalField
from wtforms.validators import InputRequired, NumberRange


class PackageForm(FlaskForm):
    file = FileField(
        _l("Package"),
        [FileRequired(_l("Choose the package."))],
        description=_l(
            "A zip as your authoring program writes it for SCORM 1.2 or SCORM 2004; at most 200 MB unpacked."
        ),
        render_kw={"accept": ".zip"},
    )
    minutes = DecimalField(
        _l("Minutes each part takes"),
        [
            InputRequired(_l("How many minutes does it take?")),
            NumberRange(0.5, 600, _l("From half a minute to 600 minutes.")),
        ],
        places=1,
        default=20,
        render_kw={"data-chars": "4", "inputmode": "decimal"},
        description=_l(
            "At most this much is counted. Each part becomes a unit; you can change its title and minutes there."
        ),
    )

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

ACCEPTED = ".xlsx,.xls,.ods,.csv"


class RosterForm(FlaskForm):
    file = FileField(
        _l("List of people"),
        [FileRequired(_l("Choose a file."))],
        description=_l("Excel (.xlsx, .xls), WPS or LibreOffice (.ods), or csv; at most 50,000 people and 32 MB."),
        render_kw={"accept": ACCEPTED},
    )

"""Hours and credits as people write them."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, NumberRange, Optional

from teachnet.credits.counting import HOUR, HUNDREDTHS
from teachnet.web.fields import AmountField

NUMBER = {"data-chars": "4", "inputmode": "decimal"}


def hours(label, most: int, missing=None) -> AmountField:
    """Kept in minutes. With `missing` there must be some."""
    return _amount(label, HOUR, most, missing)


def credit(label, most: int) -> AmountField:
    """Kept in hundredths; may be left empty."""
    return _amount(label, HUNDREDTHS, most, None)


def _amount(label, of: int, most: int, missing) -> AmountField:
    some = NumberRange(1, most * of, _l("More than 0, at most %(most)s.", most=most))
    return AmountField(label, [InputRequired(missing) if missing else Optional(), some], of=of, render_kw=NUMBER)

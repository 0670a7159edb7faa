from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from teachnet.web.fields import AmountField, stripped

FIGURE = {"data-chars": "4", "inputmode": "numeric"}
MONEY = {"data-chars": "10", "inputmode": "decimal"}
MOST_FEN = 10**11  # a thousand million yuan


def yuan(label, checks) -> AmountField:
    """Typed in yuan, kept in whole fen."""
    some = NumberRange(0, MOST_FEN, _l("Nothing below 0."))
    return AmountField(label, [*checks, some], of=100, places=2, render_kw=MONEY)


def money(label, missing) -> AmountField:
    return yuan(label, [InputRequired(missing), NumberRange(1, MOST_FEN, _l("More than nothing."))])


def text(label, missing, most: int) -> StringField:
    return StringField(label, [DataRequired(missing), Length(max=most)], filters=[stripped])

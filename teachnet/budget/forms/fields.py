from decimal import Decimal, InvalidOperation

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from teachnet.web.fields import stripped

FIGURE = {"data-chars": "4", "inputmode": "numeric"}
MONEY = {"data-chars": "10", "inputmode": "decimal"}
MOST_FEN = 10**11  # a thousand million yuan


class YuanField(StringField):
    """Typed in yuan, kept in whole fen: 1,234.5 is 123450."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].replace(",", "").replace("，", "").strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            fen = Decimal(typed) * 100
        except InvalidOperation:
            fen = Decimal("NaN")
        if not fen.is_finite() or not 0 <= fen <= MOST_FEN or fen != int(fen):
            raise ValueError(self.gettext("Not a valid decimal value."))
        self.data = int(fen)

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else f"{Decimal(self.data) / 100:.2f}"


def money(label, missing) -> YuanField:
    return YuanField(
        label, [InputRequired(missing), NumberRange(1, MOST_FEN, _l("More than nothing."))], render_kw=MONEY
    )


def text(label, missing, most: int) -> StringField:
    return StringField(label, [DataRequired(missing), Length(max=most)], filters=[stripped])

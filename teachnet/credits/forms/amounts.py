"""Hours and credits as people write them."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import NumberRange

NUMBER = {"data-chars": "4", "inputmode": "decimal"}
MOST = 10**8  # of the smallest part: beyond any rule


class AmountField(StringField):
    """Hours or credits as people write them, 1.5; kept as a whole number of their smallest part, `of` to one."""

    def __init__(self, label=None, validators=None, *, of: int, **kwargs):
        super().__init__(label, validators, **{"render_kw": NUMBER} | kwargs)
        self.of, self._typed = of, ""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data, self._typed = None, text
        if not text:
            return
        try:
            value = Decimal(text) * self.of
        except ArithmeticError:  # no number, or none that anybody means
            value = None
        if value is None or not value.is_finite() or value != value.to_integral_value() or abs(value) > MOST:
            raise ValueError(_("Write a number like 8 or 1.5."))
        self.data = int(value)

    def _value(self) -> str:
        if self.data is None:
            return self._typed
        whole, rest = divmod(int(self.data), self.of)
        return f"{Decimal(self.data) / self.of:.2f}".rstrip("0") if rest else str(whole)


def between(least: int, most: int, of: int) -> NumberRange:
    text = _l("From %(least)s to %(most)s.", least=least, most=most)
    return NumberRange(max(1, least * of), most * of, text)

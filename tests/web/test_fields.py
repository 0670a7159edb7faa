import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from teachnet.web.fields import AmountField


class Typed(Form):
    hours = AmountField(of=60)
    yuan = AmountField(of=100, places=2)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("8", 480), ("1.5", 90), (" 1,200 ", 72_000), ("1，200", 72_000), ("0", 0), ("-2", -120), ("", None)],
)
def test_an_amount_is_kept_as_a_whole_number_of_its_smallest_part(app, typed, kept):
    form = Typed(MultiDict({"hours": typed}))

    assert (form.validate(), form.hours.data) == (True, kept)


@pytest.mark.parametrize("typed", ["1e999999", "-1e999999", "NaN", "Infinity", "8.333", "9" * 400, "eight", "1.5.2"])
def test_what_is_no_amount_is_refused_and_stands_in_the_field_as_it_was_typed(app, typed):
    form = Typed(MultiDict({"hours": typed}))

    assert (form.validate(), form.hours.data, form.hours._value()) == (False, None, typed)


def test_money_shows_its_noughts_and_hours_do_not(app):
    form, whole = Typed(data={"hours": 90, "yuan": 1200}), Typed(data={"hours": 600})

    assert (form.hours._value(), form.yuan._value(), whole.hours._value()) == (
        "1.5",
        "12.00",
        "10",
    )

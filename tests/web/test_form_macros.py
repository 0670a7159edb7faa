"""What every form has: labels, help and errors that are tied to their field, and nothing typed is lost."""

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

PAGE = """{% from "macros/form.html" import post_form, field, submit, error_summary %}
{% call post_form("/there", target="#here") %}{{ error_summary(form) }}
{% for one in form if one.name != "csrf_token" %}{{ field(one) }}{% endfor %}{{ submit("Send") }}{% endcall %}"""


class AskForm(FlaskForm):
    name = StringField("Name", [DataRequired("Say your name.")], description="As on your papers.")
    phone = StringField("Phone", [Optional()])
    agrees = BooleanField("I agree")
    size = RadioField(
        "Size", [DataRequired("Choose one.")], choices=[SelectChoice("s", "Small"), SelectChoice("l", "Large")]
    )
    days = SelectMultipleField(
        "Days",
        choices=[SelectChoice("1", "Mon"), SelectChoice("2", "Tue")],
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )


@pytest.fixture
def shown(app):
    def show(**typed):
        with app.test_request_context("/", method="POST", data=typed, headers={"Accept-Language": "en"}):
            form = AskForm()
            form.validate()
            return BeautifulSoup(render_template_string(PAGE, form=form), "html.parser")

    return show


def test_a_wrong_field_is_tied_to_its_help_and_its_error(shown):
    field = shown(name="").select_one("#name")

    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "name-help name-error")


def test_a_right_field_keeps_what_was_typed(shown):
    page = shown(name="Zhou <Min>", size="l", days=["2"], agrees="y")

    assert page.select_one("#name")["value"] == "Zhou <Min>"
    assert "aria-invalid" not in page.select_one("#name").attrs
    assert [box["value"] for box in page.select("[checked]")] == ["y", "l", "2"]


def test_the_summary_leads_to_each_field(shown):
    page = shown()
    links = {link["href"]: link.text for link in page.select("[role=alert] a")}

    assert links == {"#name": "Name: Say your name.", "#size-0": "Size: Choose one."}
    assert all(page.select_one(href) for href in links)
    assert "autofocus" in page.select_one("[role=alert]").attrs


def test_what_may_be_left_out_says_so(shown):
    assert [mark.parent.text for mark in shown().select(".optional")] == ["Phone optional"]


def test_choices_are_a_group_with_a_name(shown):
    page = shown()

    assert [legend.text for legend in page.select("fieldset > legend")] == ["Size", "Days"]
    assert [label.get_text(strip=True) for label in page.select("#days label")] == ["Mon", "Tue"]


def test_a_form_goes_the_plain_way_and_through_htmx(shown):
    form = shown().select_one("form")

    assert (form["action"], form["hx-post"], form["hx-target"]) == ("/there", "/there", "#here")
    assert form.select_one("[name=csrf_token]")

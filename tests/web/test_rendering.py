"""Sentences stand in a template once it is compiled, in each language its own; what fills their blanks is escaped."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import render_template, url_for
from flask_babel import force_locale
from jinja2 import DictLoader

from teachnet.db import NOW, TODAY, db, from_now, from_today, today, utcnow
from teachnet.web.locale import CHINESE

PAGES = {
    "search.html": "{{ _('Search') }}",
    "count.html": "{{ _('%(n)s a page', n=size) }}",
    "variable.html": "{{ _(sentence) }}",
    "outer.html": "{% include 'search.html' %}{% from 'macro.html' import said %}{{ said(_('Search')) }}",
    "macro.html": "{% macro said(text) %}<b title=\"{{ text }}\">{{ _('Print') }}</b>{% endmacro %}",
    "icon.html": "{{ icon('search') }}",
}


@pytest.fixture
def shown(app, monkeypatch):
    """What a template of these says in a language."""
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader(PAGES))
    monkeypatch.setattr(app.jinja_env, "by_language", {})

    def show(name, language=CHINESE, **context):
        with app.test_request_context("/"), force_locale(language):
            return render_template(name, **context)

    return show


def test_one_template_speaks_both_languages_whichever_was_asked_for_first(shown):
    assert [shown("search.html", language) for language in (CHINESE, "en", CHINESE, "en")] == ["查找", "Search"] * 2


def test_an_included_piece_and_a_macro_speak_the_language_of_their_page(shown):
    assert shown("outer.html", CHINESE) == '查找<b title="查找">打印</b>'
    assert shown("outer.html", "en") == 'Search<b title="Search">Print</b>'


def test_a_sentence_is_in_the_compiled_template_and_not_looked_up_for_each_page(shown, monkeypatch):
    before = shown("search.html"), shown("variable.html", sentence="Search")
    monkeypatch.setattr("teachnet.web.rendering.gettext", lambda sentence: "something else")
    assert before == ("查找", "查找")
    assert (shown("search.html"), shown("variable.html", sentence="Search")) == ("查找", "something else")


def test_what_fills_a_blank_is_escaped(shown):
    assert shown("count.html", "en", size="<script>") == "&lt;script&gt; a page"


def test_an_icon_is_drawn_and_not_escaped(shown):
    assert shown("icon.html").startswith('<svg class="icon"')


def test_addresses_are_remembered_apart_for_each_place_the_site_is_served_from(app):
    template = app.jinja_env.from_string("{{ url_for('accounts.sign_in') }}")
    for root in ("", "/teachnet", ""):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            assert template.render() == f"{root}/sign-in"


def test_an_address_with_a_query_is_fit_for_html(app):
    template = app.jinja_env.from_string("{{ url_for('library.search', q='a&b', stage=['primary', 'junior']) }}")
    with app.test_request_context("/"):
        plain = url_for("library.search", q="a&b", stage=["primary", "junior"])
        assert template.render() == plain.replace("&", "&amp;")


def test_a_statement_made_yesterday_asks_about_today(app, time_machine):
    made = sa.select(TODAY, NOW, from_today(timedelta(days=2)), from_now(timedelta(hours=-1)))
    first = db.session.execute(made).one()
    time_machine.move_to(utcnow() + timedelta(days=1), tick=False)

    day, moment, later_day, earlier = db.session.execute(made).one()

    assert day == today() == first[0] + timedelta(days=1)
    assert moment == utcnow()
    assert later_day == today() + timedelta(days=2)
    assert earlier == utcnow() - timedelta(hours=1)

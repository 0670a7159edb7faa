"""Which language the reader gets, and the catalogues it comes from.

The account decides, else a choice kept in the browser, else what the browser asks for, else Chinese.
"""

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import flask_babel
from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Blueprint, Flask, g, has_request_context, redirect, request
from flask_babel import get_locale, refresh
from flask_login import current_user

from teachnet.db import db
from teachnet.extensions import babel
from teachnet.web.access import leaves_no_trail, public
from teachnet.web.links import own_page

bp = Blueprint("language", __name__)

CHINESE, ENGLISH = "zh_Hans_CN", "en"
LANGUAGES = {CHINESE: "中文", ENGLISH: "English"}
TAGS = {CHINESE: "zh-Hans-CN", ENGLISH: "en"}
COOKIE = "lang"
A_YEAR = 365 * 24 * 3600
TRANSLATIONS = Path(__file__).parent.parent / "translations"
# Whatever kind of Chinese a browser asks for, ours is the one it gets.
SPOKEN = {"zh": CHINESE, "en": ENGLISH}


def language_of_reader() -> str:
    if not has_request_context():
        return CHINESE
    return _of_account() or _kept_in_browser() or _asked_by_browser() or CHINESE


def _of_account() -> str | None:
    language = getattr(current_user, "language", None)
    return language if language in LANGUAGES else None


def _kept_in_browser() -> str | None:
    return request.cookies.get(COOKIE) if request.cookies.get(COOKIE) in LANGUAGES else None


def _asked_by_browser() -> str | None:
    wanted = [tag.replace("_", "-").partition("-")[0].lower() for tag in request.accept_languages.values()]
    return SPOKEN.get(negotiate_locale(wanted, list(SPOKEN)) or "")


def html_lang() -> str:
    return TAGS[str(get_locale())]


@bp.post("/language")
@leaves_no_trail("a reader's taste; the account's own row is in the trail when it changes")
@public
def choose():
    language = request.form.get("language")
    response = redirect(own_page(request.form.get("next")), code=303)
    if language in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=A_YEAR, samesite="Lax", secure=request.is_secure, httponly=True)
        if current_user.is_authenticated:
            current_user.language = language
            db.session.commit()
        refresh()
    return response


def compiled(language: str) -> Translations:
    """The .po as gettext wants it, made in memory: a checkout has no .mo files to forget."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalogue = read_po(source, locale=Locale.parse(language))
    binary = BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return Translations(fp=binary)


class Catalogues(flask_babel.Domain):
    """Both languages, read when the application starts; which of them this reader gets is found out once."""

    def __init__(self):
        super().__init__()
        self.by_language = {language: compiled(language) for language in LANGUAGES}

    def get_translations(self) -> NullTranslations:
        kept = _kept_for_this_request()
        if kept is None:
            return NullTranslations()
        if getattr(kept, "babel_translations", None) is None:  # Flask-Babel forgets it when the language changes
            kept.babel_translations = self.by_language[str(get_locale())]
        return kept.babel_translations


def _kept_for_this_request() -> SimpleNamespace | None:
    """What Flask-Babel remembers between two sentences, found in one step. Its own way there asks a proxy five times,
    and it goes that way twice for each sentence, of which a page says two hundred."""
    try:
        kept = g._get_current_object()
    except RuntimeError:  # outside the application nothing is remembered
        return None
    if "_flask_babel" not in kept:
        kept._flask_babel = SimpleNamespace()
    return kept._flask_babel


def init_app(app: Flask) -> None:
    flask_babel._get_current_context = _kept_for_this_request
    babel.init_app(app, locale_selector=language_of_reader, default_locale=CHINESE, default_timezone="Asia/Shanghai")
    babel.domain_instance = Catalogues()
    app.jinja_env.globals.update(get_locale=get_locale, html_lang=html_lang)
    app.register_blueprint(bp)

"""Who is asking: from the cookie's token to the person, at every request anew."""

from flask import Flask, g, request, session
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from teachnet.accounts import queries, sign_in
from teachnet.accounts.models import Person, SignInSession
from teachnet.audit.trail import Actor, set_acting
from teachnet.db import db
from teachnet.extensions import login
from teachnet.keys import keys
from teachnet.web.safety import SAFE_METHODS

TOKEN = "token"  # noqa: S105 -- the name of a cookie's field


def me() -> Person:
    """The signed-in person themself, not Flask-Login's proxy: what views hand to the domain."""
    return current_user._get_current_object()


def me_or_nobody() -> Person | None:
    """For pages that anybody may open."""
    return me() if current_user.is_authenticated else None


def my_session() -> SignInSession:
    return g.sign_in_session


def remember(token: str) -> None:
    """Put a fresh session in the cookie: new id, new CSRF token, nothing of what an anonymous visitor had."""
    session.clear()
    session[TOKEN] = token
    session.permanent = True


def _load(_request) -> Person | None:
    token = session.get(TOKEN)
    if not token:
        return None
    cookie = {"token_hash": keys.fingerprint(token), **SignInSession.limits()}
    found = db.session.scalars(queries.OPEN_SESSION, cookie).unique().one_or_none()
    if found is None or found.person.is_disabled:
        return None
    g.sign_in_session = found
    set_acting(_actor(found.person))
    return found.person


def _name_actor() -> None:
    """Before any view: whatever this request changes, the trail knows by whom and from where. A reading request only
    leaves a trace when it is refused: there the person is named once the page asks who it is."""
    set_acting(_actor(None))
    if request.method not in SAFE_METHODS:
        me_or_nobody()  # loading names them


def _actor(person: Person | None) -> Actor:
    return Actor(
        action=request.endpoint or "-",
        person_id=person and person.id,
        name=person.name if person else "",
        address=request.remote_addr or "",
        request_id=g.request_id,
    )


def _touch(response):
    if request.method in SAFE_METHODS and "sign_in_session" in g:
        sign_in.touch(g.sign_in_session)
    return response


def init_app(app: Flask) -> None:
    login.init_app(app)
    # There is no remember-me cookie; looking for one on every answer would make style sheets depend on the cookie too.
    app.after_request_funcs[None].remove(login._update_remember_cookie)
    login.session_protection = None  # the session is ours: a random token whose row can be ended
    login.login_view = "accounts.sign_in"
    login.login_message, login.login_message_category = _l("Sign in to go on; you come straight back."), "act"
    login.localize_callback = str  # it is said in the language of whoever reads it
    login.request_loader(_load)
    app.before_request(_name_actor)
    app.after_request(_touch)

"""Large text and dark colours: kept in the browser, chosen without JavaScript."""

from dataclasses import dataclass
from functools import cache

from flask import Blueprint, Flask, redirect, request
from markupsafe import Markup

from teachnet.web.access import leaves_no_trail, public
from teachnet.web.links import own_page

bp = Blueprint("appearance", __name__)

CHOICES = {"theme": ("light", "dark"), "size": ("large",)}
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Appearance:
    theme: str = ""
    size: str = ""


def appearance() -> Appearance:
    kept = {name: request.cookies.get(name, "") for name in CHOICES}
    return Appearance(**{name: value for name, value in kept.items() if value in CHOICES[name]})


def appearance_attributes() -> Markup:
    return _attributes(appearance())


@cache
def _attributes(look: Appearance) -> Markup:
    chosen = {"data-theme": look.theme, "data-size": look.size}
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in chosen.items() if value)


@bp.post("/appearance")
@leaves_no_trail("a cookie of the reader's own browser")
@public
def choose():
    response = redirect(own_page(request.form.get("next")), code=303)
    chosen = {name: request.form[name] for name in CHOICES if name in request.form}
    for name, value in chosen.items():
        if value in CHOICES[name]:
            response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure, httponly=True)
        else:
            response.delete_cookie(name)
    return response


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(appearance=appearance, appearance_attributes=appearance_attributes)
    app.register_blueprint(bp)

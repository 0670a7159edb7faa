"""Large text and dark colours: kept in the account and in the browser, chosen without JavaScript."""

from dataclasses import dataclass

from flask import Blueprint, Flask, redirect, request
from flask_login import current_user
from markupsafe import Markup

from teachnet.db import db
from teachnet.web.access import public
from teachnet.web.links import own_page

bp = Blueprint("appearance", __name__)

CHOICES = {"theme": ("light", "dark"), "size": ("large",)}
COLUMNS = {"theme": "theme", "size": "text_size"}
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Appearance:
    theme: str = ""
    size: str = ""


def appearance() -> Appearance:
    kept = {name: _of_account(name) or request.cookies.get(name, "") for name in CHOICES}
    return Appearance(**{name: value for name, value in kept.items() if value in CHOICES[name]})


def _of_account(name: str) -> str | None:
    return getattr(current_user, COLUMNS[name], None)


def appearance_attributes() -> Markup:
    look = appearance()
    chosen = {"data-theme": look.theme, "data-size": look.size}
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in chosen.items() if value)


@bp.post("/appearance")
@public
def choose():
    response = redirect(own_page(request.form.get("next")), code=303)
    chosen = {name: request.form[name] for name in CHOICES if name in request.form}
    for name, value in chosen.items():
        if value in CHOICES[name]:
            response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure, httponly=True)
        else:
            response.delete_cookie(name)
    if current_user.is_authenticated:
        _keep_in_account(chosen)
    return response


def _keep_in_account(chosen: dict[str, str]) -> None:
    for name, value in chosen.items():
        setattr(current_user, COLUMNS[name], value if value in CHOICES[name] else None)
    db.session.commit()


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(appearance=appearance, appearance_attributes=appearance_attributes)
    app.register_blueprint(bp)

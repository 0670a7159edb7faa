from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

from teachnet.web.access import public
from teachnet.web.places import Place

bp = Blueprint("home", __name__)
PLACE = Place("home.index", _l("My desk"), "house")


@bp.get("/")
@public
def index():
    return render_template("home/desk.html")

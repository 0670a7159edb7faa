from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

from teachnet.accounts import policy
from teachnet.accounts.current import me_or_nobody
from teachnet.accounts.models import OrganisationKind
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk import desk_of
from teachnet.web.access import public
from teachnet.web.places import Place, SubPage

bp = Blueprint("home", __name__)

PLACE = Place(
    "home.index",
    _l("Desk"),
    "house",
    pages=(
        SubPage("home.index", _l("To do")),
        SubPage("accounts.profile", _l("My profile"), covers=("accounts.change_phone", "accounts.change_password")),
        SubPage(
            "accounts.people",
            _l("People"),
            policy.can_see_people,
            covers=("accounts.person", "accounts.give_code", "accounts.appoint", "accounts.transfer"),
        ),
        SubPage(
            "rosters.uploads",
            _l("Lists from Excel"),
            policy.can_import_people,
            covers=("rosters.show", "rosters.upload"),
        ),
        SubPage("accounts.transfers", _l("Transfers"), policy.can_see_transfers, covers=("accounts.decline_transfer",)),
        SubPage("accounts.organisations", _l("Organisations"), policy.can_see_organisations),
        SubPage("accounts.audit", _l("Audit trail"), policy.can_read_audit),
    ),
)


@bp.get("/")
@public
def index():
    """The front page for whoever comes by, their own desk for a member."""
    person = me_or_nobody()
    return render_template("home/desk.html", desk=desk_of(person)) if person else _front()


def _front():
    newest = db.session.scalars(queries.newest_public()).all()
    kinds = dict(db.session.execute(queries.places_of_the_city()).all())
    return render_template(
        "home/front.html",
        skills=db.session.scalars(queries.level_one_skills()).all(),
        resources=db.session.execute(queries.tiles(None, newest).limit(3)).all(),
        cohorts=db.session.scalars(queries.open_cohorts().limit(5)).all(),
        schools=kinds.get(OrganisationKind.SCHOOL, 0),
        counties=kinds.get(OrganisationKind.COUNTY, 0) + kinds.get(OrganisationKind.ZONE, 0),
    )

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from teachnet.accounts import policy
from teachnet.accounts.current import me, me_or_nobody
from teachnet.accounts.models import OrganisationKind, Person
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.calendar import coming, happenings_of, owner_of, sessions_held_by, token_of
from teachnet.home.desk import desk_of
from teachnet.teams.models import OnlineSession, Team
from teachnet.teams.queries import teams_visible_to
from teachnet.web.access import members_only, public
from teachnet.web.calendar import as_file, feed
from teachnet.web.places import Place, SubPage

bp = Blueprint("home", __name__)

PLACE = Place(
    "home.index",
    _l("Desk"),
    "house",
    pages=(
        SubPage("home.index", _l("To do")),
        SubPage("home.calendar", _l("Calendar")),
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


@bp.get("/calendar")
@members_only
def calendar():
    happenings = happenings_of(me())
    address = url_for(".calendar_feed", token=token_of(me()), _external=True)
    shown = {"days": coming(happenings), "address": address, "subscribing": _subscribing(address)}
    return render_template("home/calendar.html", **shown)


@bp.get("/calendar/<token>.ics")
@public
def calendar_feed(token):
    """For a calendar program, which cannot sign in: the address is the key."""
    owner = owner_of(token) or abort(404)
    with force_locale(owner.language or "zh_Hans_CN"):
        body = feed(happenings_of(owner), name=_("TeachNet: %(name)s", name=owner.name), host=_host())
    return as_file(body, "teachnet.ics")


@bp.get("/calendar/<token>/teams/<int:team_id>.ics")
@public
def team_feed(token, team_id):
    """The sessions of one team, as far as the owner of the key may see them."""
    owner = owner_of(token) or abort(404)
    team = db.one_or_404(teams_visible_to(owner).where(Team.id == team_id))
    with force_locale(owner.language or "zh_Hans_CN"):
        body = feed(sessions_held_by(team, owner), name=team.name, host=_host())
    return as_file(body, f"team-{team.id}.ics")


def team_link(thing: OnlineSession | Team, reader: Person) -> tuple[str, str] | None:
    """On the page of a team: its calendar, to subscribe to with one's own key."""
    if not isinstance(thing, Team):
        return None
    address = url_for("home.team_feed", token=token_of(reader), team_id=thing.id, _external=True)
    return _subscribing(address), _("Subscribe to its calendar")


def _subscribing(address: str) -> str:
    """So that a calendar program takes it, and not the browser."""
    return f"webcal:{address.partition(':')[2]}"


def _host() -> str:
    return request.host.partition(":")[0]


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

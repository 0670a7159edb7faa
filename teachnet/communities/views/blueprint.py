from flask import Blueprint
from flask_babel import lazy_gettext as _l

from teachnet.accounts.current import me
from teachnet.communities import policy, queries
from teachnet.communities.models import Community
from teachnet.db import db
from teachnet.web.places import SubPage

bp = Blueprint("communities", __name__, url_prefix="/teams/communities")
bp.context_processor(lambda: {"policy": policy})

PAGE = SubPage(
    "communities.index",
    _l("Communities"),
    policy.can_look,
    covers=(
        "communities.new",
        "communities.found",
        "communities.community",
        "communities.take_in",
        "communities.oblige",
        "communities.new_activity",
        "communities.report",
        "communities.activity",
        "communities.confirm",
        "communities.decline",
    ),
)


def load(community_id: int) -> Community:
    seen = queries.communities_visible_to(me()).where(Community.id == community_id)
    return db.one_or_404(seen.options(*queries.WITH_SCHOOLS))

"""Public notices: read by anybody, objected to, decided about and closed by the city."""

from flask_babel import lazy_gettext as _l

from teachnet.notices.views import decisions, notices, objections, publishing
from teachnet.notices.views.blueprint import bp
from teachnet.web.places import SubPage

__all__ = ["PAGE", "bp", "decisions", "notices", "objections", "publishing"]

# Among the pages of training.
PAGE = SubPage(
    "notices.index",
    _l("Public notices"),
    covers=(
        "notices.notice",
        "notices.object_to",
        "notices.ask_state",
        "notices.show_state",
        "notices.new",
        "notices.publish",
        "notices.preview_closing",
        "notices.close",
        "notices.withdraw",
        "notices.objections",
        "notices.objection",
        "notices.uphold",
        "notices.dismiss",
    ),
)

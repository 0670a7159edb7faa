"""The library: finding, one's own submissions, a resource and its files, reviewing."""

from flask_babel import lazy_gettext as _l

from teachnet.library import policy
from teachnet.library.views import mine, resources, review, search
from teachnet.library.views.blueprint import bp
from teachnet.web.places import Place, SubPage

__all__ = ["PLACE", "bp", "mine", "resources", "review", "search"]

PLACE = Place(
    "library.search",
    _l("Library"),
    "library",
    pages=(
        SubPage("library.search", _l("Find"), covers=("library.resource",)),
        SubPage(
            "library.mine",
            _l("My submissions"),
            policy.can_submit,
            covers=("library.new", "library.create", "library.edit", "library.change", "library.version"),
        ),
        SubPage(
            "library.review_queue",
            _l("Review"),
            policy.is_reviewer,
            covers=("library.review", "library.send_back"),
        ),
    ),
    searches=True,
)

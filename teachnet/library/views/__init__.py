"""The library: finding, one's own submissions, a resource and its files, reviewing."""

from flask_babel import lazy_gettext as _l

from teachnet.library import policy, prepared
from teachnet.library.asking import views as asking
from teachnet.library.editors import fingerprints
from teachnet.library.editors import views as editors
from teachnet.library.opinions import policy as opinions_policy
from teachnet.library.opinions import views as opinions
from teachnet.library.views import files, mine, resources, review, search, second_opinions
from teachnet.library.views.blueprint import bp
from teachnet.web.places import Place, SubPage

__all__ = [
    "PLACE", "asking", "bp", "editors", "files", "fingerprints", "mine", "opinions", "prepared", "resources",
    "review", "search", "second_opinions",
]  # fmt: skip

PLACE = Place(
    "library.search",
    _l("Library"),
    "library",
    pages=(
        SubPage("library.search", _l("Find"), covers=("library.resource", "library.why")),
        SubPage(
            "library.mine",
            _l("My submissions"),
            policy.can_submit,
            covers=(
                "library.new",
                "library.create",
                "library.edit",
                "library.change",
                "library.version",
                "library.files",
                "library.add_files",
                "uploads.mine",
                "uploads.create",
            ),
        ),
        SubPage(
            "library.review_queue",
            _l("Review"),
            policy.is_reviewer,
            covers=("library.review", "library.send_back", "library.ask_second_opinion", "library.answer"),
        ),
        SubPage(
            "library.queue_times",
            _l("Editors’ desk"),
            policy.is_area_editor,
            covers=(
                "library.returned_reasons",
                "library.skill_gaps",
                "library.same_files",
                "library.near_texts",
                "library.broken_media",
                "library.skills",
                "library.new_skill",
                "library.add_skill",
                "library.edit_skill",
                "library.rename_skill",
            ),
        ),
        SubPage(
            "library.collections",
            _l("Collections"),
            opinions_policy.takes_part,
            covers=(
                "library.shared_collections",
                "library.collection",
                "library.new_collection",
                "library.start_collection",
                "library.edit_collection",
                "library.rename_collection",
            ),
        ),
        SubPage("library.figures", _l("Figures"), opinions_policy.can_see_figures),
        SubPage(
            "library.moderation",
            _l("Comments"),
            opinions_policy.is_editor,
            covers=("library.hidden_comments", "library.moderate", "library.hide_comment"),
        ),
        *asking.PAGES,
    ),
    searches=True,
    suggests="library.suggestions",
)

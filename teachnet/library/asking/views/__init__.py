"""Pages about asking. They belong to the library's own blueprint."""

from flask_babel import lazy_gettext as _l

from teachnet.library import policy
from teachnet.library.asking import keeping
from teachnet.library.asking.views import fruitless, saved, suggestions, synonyms, why
from teachnet.web.places import SubPage

__all__ = ["PAGES", "fruitless", "keeping", "saved", "suggestions", "synonyms", "why"]

PAGES = (
    SubPage(
        "library.saved_searches",
        _l("Saved searches"),
        covers=("library.save_search",),
    ),
    SubPage(
        "library.synonyms",
        _l("Synonyms"),
        policy.is_city_editor,
        covers=(
            "library.add_synonyms",
            "library.synonym_group",
            "library.change_synonyms",
            "library.fruitless_searches",
        ),
    ),
)

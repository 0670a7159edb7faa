"""Notes on clips: on the page of a resource, on a page of their own, and one's own together."""

from flask_babel import lazy_gettext as _l

from teachnet.notes import policy
from teachnet.notes.views import clips, mine, notes, replies
from teachnet.notes.views.blueprint import bp
from teachnet.notes.views.clips import panel
from teachnet.web.places import SubPage

__all__ = ["PAGE", "bp", "clips", "mine", "notes", "panel", "replies"]

# Among the pages of the library.
PAGE = SubPage(
    "notes.mine",
    _l("My notes"),
    policy.can_take_notes,
    covers=("notes.clip", "notes.add", "notes.edit", "notes.change", "notes.edit_reply", "notes.change_reply"),
)

"""The bases at which cohorts are held: rooms, calendar, yearly inspections."""

from flask_babel import lazy_gettext as _l

from teachnet.bases import policy
from teachnet.bases.views import bases, inspections, rooms
from teachnet.bases.views.blueprint import bp
from teachnet.web.places import SubPage

__all__ = ["PAGE", "bases", "bp", "inspections", "rooms"]

# Among the pages of training.
PAGE = SubPage(
    "bases.index",
    _l("Bases"),
    policy.can_see_bases,
    covers=(
        "bases.base",
        "bases.add_room",
        "bases.edit_room",
        "bases.change_room",
        "bases.new_inspection",
        "bases.inspect",
        "bases.inspection",
        "bases.add_finding",
        "bases.rectify",
    ),
)

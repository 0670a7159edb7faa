"""What minutes and action items are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "minutes.agree": _l("Agree on an action item"),
    "minutes.approve": _l("Approve the minutes"),
    "minutes.change": _l("Change a paragraph of the minutes"),
    "minutes.finish": _l("Finish an action item"),
    "minutes.hand_on": _l("Hand on an action item"),
    "minutes.let_go": _l("Let an action item go"),
    "minutes.remove": _l("Take a paragraph out of the minutes"),
    "minutes.reopen": _l("Open the minutes again"),
    "minutes.rise": _l("Move a paragraph of the minutes"),
    "minutes.take_up_again": _l("Take up an action item again"),
    "minutes.write": _l("Write in the minutes"),
}

THINGS = {
    "action_item": _l("Action item"),
    "action_move": _l("Step of an action item"),
    "carried_item": _l("Action item carried over"),
    "minutes_approval": _l("Approval of minutes"),
    "minutes_entry": _l("Paragraph of the minutes"),
}

COLUMNS = {
    "action_item.owner_id": _l("Who (person no.)"),
    "due_on": _l("Until"),
    "is_removed": _l("Taken out"),
    "item_id": _l("Action item (no.)"),
    "last_by_id": _l("Written by (person no.)"),
    "reopened_at": _l("Opened again at"),
    "reopened_because": _l("Why it was opened again"),
    "reopened_by_id": _l("Opened again by (person no.)"),
    "minutes_approval.version_id": _l("Last change (no.)"),
    "what": _l("What is to be done"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

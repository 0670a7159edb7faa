"""What journals are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "journals.change": _l("Change an entry of one’s journal"),
    "journals.remark": _l("Answer an entry of a journal"),
    "journals.withdraw": _l("Withdraw an entry of one’s journal"),
    "journals.write": _l("Write in one’s journal"),
}
THINGS = {"journal_entry": _l("Entry of a journal"), "journal_remark": _l("Answer to an entry of a journal")}
COLUMNS = {
    "changed_at": _l("Changed at"),
    "entry_id": _l("Entry of a journal (no.)"),
    "is_long_enough": _l("Says enough to count"),
    "is_shared": _l("Shared with the group"),
    "journal_entry.text": _l("What was written down"),
    "journal_entry.written_at": _l("Written at"),
    "journal_remark.text": _l("What the tutor said"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

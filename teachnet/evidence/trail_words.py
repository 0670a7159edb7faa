"""What evidence is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "evidence.hand_in": _l("Hand in evidence"),
    "evidence.withdraw": _l("Take evidence back"),
    "evidence.confirm": _l("Confirm evidence"),
    "evidence.refuse": _l("Do not confirm evidence"),
}
THINGS = {"evidence": _l("Evidence of dual qualification")}
COLUMNS = {
    "evidence.issuer": _l("Issued by"),
    "evidence.number": _l("Number of the certificate"),
    "evidence.decided_at": _l("Decided at"),
    "evidence.decided_by_id": _l("Decided by (person no.)"),
    "evidence.decided_note": _l("Remark"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

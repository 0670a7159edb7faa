"""What hours and credits are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "credits.hand_in": _l("Claim training taken elsewhere"),
    "credits.put_right": _l("Hand a claim in again"),
    "credits.withdraw_claim": _l("Withdraw a claim"),
    "credits.confirm_claim": _l("Confirm a claim for the school"),
    "credits.accept_claim": _l("Count a claim"),
    "credits.return_claim": _l("Return a claim"),
    "credits.reject_claim": _l("Reject a claim"),
    "credits.void": _l("Take credits back"),
    "credits.write_rules": _l("Write credit rules"),
    "credits.change_rules": _l("Change credit rules"),
    "credits.close_year": _l("Close a year of credits"),
    "job credits.recount": _l("Count credits anew"),
}

THINGS = {
    "attested_record": _l("Attested record"),
    "claim": _l("Claim"),
    "credit_rule": _l("Credit rule"),
    "credit_year": _l("Year of credits"),
    "requirement": _l("Least of hours or credits"),
    "rule_set": _l("Credit rules"),
}

COLUMNS = {
    "absent_percent": _l("Nothing from … % absent"),
    "attested_at": _l("Attested at"),
    "attested_by_id": _l("Attested by (person no.)"),
    "begins_on": _l("From"),
    "closed_at": _l("Closed at"),
    "closed_by_id": _l("Closed by (person no.)"),
    "cycle_years": _l("Years of a cycle"),
    "ends_on": _l("Until"),
    "evidence": _l("Evidence"),
    "first_year": _l("First year of a cycle"),
    "from_year": _l("From the year"),
    "least": _l("At least"),
    "level": _l("Level"),
    "measure": _l("Counted in"),
    "minutes": _l("Minutes"),
    "minutes_per_credit": _l("Minutes for a credit"),
    "most_per_cycle": _l("Most in the cycle"),
    "most_per_item": _l("Most for one item"),
    "most_per_real_hour": _l("Hours recognised in one"),
    "most_per_year": _l("Most in a year"),
    "needs_pass": _l("Only when passed"),
    "organiser": _l("Held by"),
    "passed": _l("Passed"),
    "planned_minutes": _l("Minutes planned"),
    "real_minutes": _l("Minutes by the clock"),
    "rule_set_id": _l("Credit rules (no.)"),
    "source": _l("Source"),
    "source_id": _l("Source (no.)"),
    "span": _l("Asked for over"),
    "until_year": _l("Up to and including the year"),
    "voided_at": _l("Taken back at"),
    "voided_because": _l("Taken back because"),
    "voided_by_id": _l("Taken back by (person no.)"),
    "way": _l("Way of learning"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

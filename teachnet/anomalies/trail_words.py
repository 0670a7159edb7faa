"""What anomalies are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "anomalies.appeal": _l("Appeal against a finding"),
    "anomalies.clear": _l("Clear an anomaly"),
    "anomalies.decide_appeal": _l("Decide about an appeal"),
    "anomalies.set_rules": _l("Set from how much on an anomaly is shown"),
    "anomalies.uphold": _l("Uphold an anomaly"),
    "job anomalies.look": _l("Look for anomalies in study"),
}
THINGS = {
    "anomaly": _l("Anomaly in study"),
    "anomaly_move": _l("Decision about an anomaly"),
    "anomaly_rules": _l("From how much on an anomaly is shown"),
}
COLUMNS = {
    "anomaly_id": _l("Anomaly (no.)"),
    "evidence": _l("What was counted"),
    "found_at": _l("Found at"),
    "hours_a_day": _l("Hours of a day, by the clock, with something counted"),
    "missed_percent": _l("Questions of presence not answered, per cent"),
    "people_a_device": _l("Accounts that studied in one browser in a week"),
    "same_percent": _l("Text that stands in another learner’s, per cent"),
    "taken_back": _l("Hours taken back (taking part no.)"),
    "too_fast_beats": _l("Reports of a player in a week that claim more than the clock allows"),
    "upheld_at": _l("Upheld at"),
    "upheld_by_id": _l("Upheld by (person no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

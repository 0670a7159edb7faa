"""What evaluation is called in the audit trail. That somebody has answered is not in it."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "evaluation.add_lecturer": _l("Name a lecturer"),
    "evaluation.remove_lecturer": _l("Take a lecturer off the list"),
}

THINGS = {
    "cohort_lecturer": _l("Lecturer of a cohort"),
    "evaluation_item": _l("Item of the questionnaire"),
    "evaluation_rule": _l("Rule of evaluation"),
}

COLUMNS = {
    "about": _l("What it is about"),
    "effect": _l("Weight of the effect"),
    "excellent_from": _l("Excellent from"),
    "good_from": _l("Good from"),
    "least": _l("Answers at least"),
    "open_days": _l("Days open"),
    "process": _l("Weight of the process"),
    "satisfaction": _l("Weight of satisfaction"),
    "text": _l("Words"),
    "topic": _l("Topic"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

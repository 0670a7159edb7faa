"""What the plans of teams are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {"yearplans.write": _l("Write the plan of a team for a year")}

THINGS = {"team_plan": _l("Plan of a team for a year"), "plan_target": _l("Target of a plan")}

COLUMNS = {
    "team_plan.year": _l("School year begins in"),
    "written_at": _l("Written at"),
    "written_by_id": _l("Written by (person no.)"),
    "plan_target.number": _l("Aimed at"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

"""What research communities are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "communities.found": _l("Found a community"),
    "communities.take_in": _l("Take a school into a community"),
    "communities.leave": _l("A school leaves a community"),
    "communities.oblige": _l("Set what schools of a community owe"),
    "communities.close": _l("Close a community"),
    "communities.report": _l("Tell what a school gave"),
    "communities.confirm": _l("Confirm what a school gave"),
    "communities.decline": _l("Not confirm what a school gave"),
    "communities.withdraw": _l("Withdraw what a school told"),
}

THINGS = {
    "community": _l("Community"),
    "community_school": _l("School in a community"),
    "obligation": _l("Obligation of a community"),
    "community_activity": _l("What a school gave"),
}

COLUMNS = {
    "community_id": _l("Community no."),
    "coordinator_id": _l("Coordinator (person no.)"),
    "giver_id": _l("Given by (school no.)"),
    "joined_on": _l("Joined on"),
    "left_on": _l("Left on"),
    "outcome": _l("What was done, and what came of it"),
    "owed_by": _l("Owed by"),
    "part": _l("Its part"),
    "receiver_id": _l("Given to (school no.)"),
    "reported_by_id": _l("Told by (person no.)"),
    "term": _l("Term"),
    "community_activity.day": _l("Day"),
    "community.purpose": _l("What it is for"),
    "times": _l("Times in the term"),
    "decided_note": _l("What was said to it"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

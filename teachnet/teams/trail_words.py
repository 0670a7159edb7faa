"""What teams and their sessions are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "teams.accept": _l("Accept a member"),
    "teams.apply": _l("Ask to join a team"),
    "teams.cancel_session": _l("Cancel the session"),
    "teams.change_session": _l("Change the session"),
    "teams.decline": _l("Decline a member"),
    "teams.found_team": _l("Found a team"),
    "teams.invite": _l("Invite into a team"),
    "teams.join": _l("Follow an invitation into a team"),
    "teams.leave": _l("Leave the team"),
    "teams.plan_session": _l("Plan a session"),
    "teams.sign_up": _l("Sign up for a session"),
    "teams.take_in": _l("Take in a member"),
    "teams.turn_down": _l("Turn an invitation down"),
    "teams.withdraw": _l("Withdraw from a session"),
}

THINGS = {
    "agenda_item": _l("Item of the agenda"),
    "membership": _l("Membership of a team"),
    "membership_move": _l("Step of a membership"),
    "online_session": _l("Online session"),
    "sign_up": _l("Sign-up for a session"),
    "team": _l("Research team"),
}

COLUMNS = {
    "audience": _l("Who is invited"),
    "cancelled_at": _l("Cancelled at"),
    "cancelled_because": _l("Reason of the cancellation"),
    "changed_at": _l("Changed at"),
    "founded_on": _l("Founded"),
    "lead_id": _l("Lead (person no.)"),
    "link": _l("Link of the video call"),
    "membership_id": _l("Membership (no.)"),
    "online_session.host_id": _l("Chair (person no.)"),
    "place": _l("Order of asking"),
    "online_session.purpose": _l("What for, and what to prepare"),
    "team.kind": _l("What it is"),
    "team.purpose": _l("What the team works on"),
    "region_id": _l("Region (no.)"),
    "revision": _l("Revision"),
    "session_id": _l("Session (no.)"),
    "team_id": _l("Team (no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

"""What research projects are called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "research.propose": _l("Begin a proposal for a research project"),
    "research.write": _l("Write the report of a research project"),
    "research.hand_in": _l("Hand in the report of a research project"),
    "research.pass_report": _l("Pass the report of a research project"),
    "research.return_report": _l("Send the report of a research project back"),
    "research.decline": _l("Decline a proposal for a research project"),
    "research.withdraw": _l("Withdraw a proposal for a research project"),
    "research.offer": _l("Offer the conclusion of a research project to the library"),
    "research.take_in": _l("Take somebody into a research project"),
    "research.release": _l("Somebody leaves a research project"),
    "research.plan_milestone": _l("Plan a milestone of a research project"),
    "research.reach": _l("Reach a milestone of a research project"),
    "research.add_evidence": _l("Add evidence to a research project"),
    "research.take_out": _l("Take evidence out of a research project"),
    "research.ask_change": _l("Ask for a change of a research project"),
    "research.grant": _l("Grant a change of a research project"),
    "research.refuse": _l("Not grant a change of a research project"),
    "research.take_back": _l("Take a change of a research project back"),
    "research.plan_visit": _l("Plan a visit to a research project"),
    "research.record": _l("Record a visit to a research project"),
    "research.call_off": _l("Call a visit to a research project off"),
    "research.reply": _l("Answer a visit to a research project"),
    "research.name_outcome": _l("Name an outcome of a research project"),
}

THINGS = {
    "research_project": _l("Research project"),
    "research_member": _l("Somebody in a research project"),
    "research_milestone": _l("Milestone of a research project"),
    "research_move": _l("State of a research project"),
    "stage_report": _l("Report of a research project"),
    "research_evidence": _l("Evidence of a research project"),
    "change_request": _l("Change of a research project"),
    "follow_up_visit": _l("Visit to a research project"),
    "research_outcome": _l("Outcome of a research project"),
}

COLUMNS = {
    "advice": _l("Advice"),
    "answered_by_id": _l("Answered by (person no.)"),
    "approved_on": _l("Approved on"),
    "ended_on": _l("Ended on"),
    "handed_in_by_id": _l("Handed in by (person no.)"),
    "held_on": _l("Held on"),
    "last_sign_at": _l("Last sign of work at"),
    "milestone_id": _l("Milestone no."),
    "new_leader_id": _l("New leader (person no.)"),
    "planned_on": _l("Planned for"),
    "proposed_at": _l("Proposed at"),
    "reached_on": _l("Reached on"),
    "research_evidence.day": _l("Day"),
    "research_evidence.told": _l("What it shows"),
    "research_project.leader_id": _l("Leader (person no.)"),
    "round": _l("Round"),
    "seen": _l("What was seen and heard"),
    "until": _l("Until"),
    "visitor_id": _l("Visitor (person no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

"""What joint lesson preparation is called in the audit trail."""

from flask_babel import lazy_gettext as _l

from teachnet.audit.words import TrailWords

ACTIONS = {
    "preparation.begin": _l("Begin a joint lesson preparation"),
    "preparation.lay_before": _l("Lay a first draft before the team"),
    "preparation.agree": _l("Agree on a shared plan"),
    "preparation.open_again": _l("Discuss a shared plan again"),
    "preparation.conclude": _l("Conclude a joint lesson preparation"),
    "preparation.begin_own": _l("Begin a plan of one’s own"),
    "preparation.add_section": _l("Add a section to a plan"),
    "preparation.change_section": _l("Change a section of a plan"),
    "preparation.remove_section": _l("Take a section out of a plan"),
    "preparation.note": _l("Say something to a passage"),
    "preparation.accept": _l("Take a suggestion over"),
    "preparation.decline": _l("Not take a suggestion over"),
    "preparation.settle": _l("Settle what was said to a passage"),
    "preparation.hand_in": _l("Hand in a plan of one’s own"),
    "preparation.reflect": _l("Write a reflection on a lesson"),
    "preparation.offer": _l("Offer a shared plan to the library"),
}

THINGS = {
    "joint_preparation": _l("Joint lesson preparation"),
    "phase_move": _l("Phase of a joint lesson preparation"),
    "lesson_plan": _l("Lesson plan"),
    "plan_section": _l("Section of a lesson plan"),
    "passage_note": _l("Note on a passage"),
}

COLUMNS = {
    "copied_from_id": _l("Copied from (section no.)"),
    "drafter_id": _l("Drafted by (person no.)"),
    "heading": _l("Heading"),
    "own_due_on": _l("Plans of the schools until"),
    "passage": _l("Passage"),
    "phase": _l("Phase"),
    "plan_id": _l("Plan no."),
    "preparation_id": _l("Joint preparation no."),
    "reflected_at": _l("Reflection written at"),
    "reflection": _l("Reflection after the lesson"),
    "replacement": _l("Instead of the passage"),
    "runs": _l("Whose words"),
    "section_id": _l("Section no."),
    "joint_preparation.unit": _l("Textbook and unit"),
    "passage_note.starts": _l("Where the passage stood (character)"),
    "lesson_plan.owner_id": _l("Owner (person no.)"),
}

WORDS = TrailWords(ACTIONS, THINGS, COLUMNS)

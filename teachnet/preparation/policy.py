"""Who may do what with lessons a team prepares together: facts about a person and a preparation, a plan or a note.

All of it is the team's: its lead and its members. A plan of one's own is its owner's alone until it is handed in."""

from teachnet.accounts.models import Person
from teachnet.preparation.models import JointPreparation, LessonPlan, PassageNote, Phase
from teachnet.teams.policy import is_of_team, leads


def can_see(person: Person, preparation: JointPreparation) -> bool:
    """A first draft is whose it is until it is laid before the others."""
    if preparation.phase is Phase.DRAFTING:
        return can_edit_shared(person, preparation)
    return is_of_team(person, preparation.team)


def can_edit_shared(person: Person, preparation: JointPreparation) -> bool:
    """Who drafts it, and the lead; the others make suggestions."""
    return not preparation.is_agreed and _carries(person, preparation)


def can_lay_before(person: Person, preparation: JointPreparation) -> bool:
    return preparation.phase is Phase.DRAFTING and _carries(person, preparation)


def can_agree(person: Person, preparation: JointPreparation) -> bool:
    return preparation.phase is Phase.DISCUSSING and leads(person, preparation.team)


def can_open_again(person: Person, preparation: JointPreparation) -> bool:
    return preparation.phase is Phase.AGREED and leads(person, preparation.team)


def can_conclude(person: Person, preparation: JointPreparation) -> bool:
    return preparation.phase is Phase.AGREED and leads(person, preparation.team)


def can_note(person: Person, preparation: JointPreparation) -> bool:
    return preparation.phase is Phase.DISCUSSING and is_of_team(person, preparation.team)


def can_decide(person: Person, note: PassageNote) -> bool:
    """Nobody takes over their own suggestion: who carries the plan writes it in."""
    preparation = note.section.plan.preparation
    is_own = note.is_suggestion and note.by_id == person.id
    return note.is_open and not is_own and preparation.phase is Phase.DISCUSSING and _carries(person, preparation)


def can_begin_own(person: Person, preparation: JointPreparation) -> bool:
    here = is_of_team(person, preparation.team) and preparation.plan_of(person) is None
    return here and preparation.phase is Phase.AGREED


def can_read(person: Person, plan: LessonPlan) -> bool:
    if plan.is_shared:
        return can_see(person, plan.preparation)
    return person.id == plan.owner_id or (plan.is_handed_in and is_of_team(person, plan.preparation.team))


def can_write(person: Person, plan: LessonPlan) -> bool:
    if plan.is_shared:
        return can_edit_shared(person, plan.preparation)
    return person.id == plan.owner_id and plan.preparation.phase is not Phase.CLOSED


def can_offer(person: Person, preparation: JointPreparation) -> bool:
    """The shared plan, to the library."""
    return preparation.is_agreed and _carries(person, preparation)


def _carries(person: Person, preparation: JointPreparation) -> bool:
    mine = person.id == preparation.drafter_id and is_of_team(person, preparation.team)
    return mine or leads(person, preparation.team)

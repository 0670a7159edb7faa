"""Who may do what with research projects: facts about a person and a project, a report, a change or a visit.

Those in it write, its leader answers for it; the research leads and offices above its school review and follow it.
Nobody reviews a project they are or were in."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import OFFICES, OVERSEERS, holds, reaches
from teachnet.research.models import (
    ChangeRequest,
    FollowUpVisit,
    ResearchEvidence,
    ResearchMember,
    ResearchMilestone,
    ResearchProject,
    StageReport,
)
from teachnet.research.words import ResearchStage

RESEARCH_OFFICES = (Role.RESEARCH_LEAD, *OVERSEERS)
ONLOOKERS = (Role.RESEARCH_LEAD, Role.AUDITOR, *OFFICES)


def can_look(person: Person) -> bool:
    """At the list: who may be in a project, and those above."""
    return holds(person, Role.TEACHER, *ONLOOKERS)


def can_propose(person: Person) -> bool:
    return holds(person, Role.TEACHER)


def can_review_any(person: Person) -> bool:
    return holds(person, *RESEARCH_OFFICES)


def leads(person: Person, project: ResearchProject) -> bool:
    return person.id == project.leader_id


def reviews(person: Person, project: ResearchProject) -> bool:
    above = reaches(person, project.school, *RESEARCH_OFFICES)
    return above and not project.has_ever_had(person)


def can_write(person: Person, project: ResearchProject) -> bool:
    return project.has(person) and project.is_at_work


def can_hand_in(person: Person, project: ResearchProject) -> bool:
    return leads(person, project) and project.is_at_work


def can_read(person: Person, report: StageReport) -> bool:
    """A draft is for those who write it."""
    return not report.is_draft or report.project.has(person)


def can_decide(person: Person, report: StageReport) -> bool:
    return report.is_waiting and report.project.goes_on and reviews(person, report.project)


def can_decline(person: Person, report: StageReport) -> bool:
    return can_decide(person, report) and report.stage is ResearchStage.PROPOSAL


def can_withdraw(person: Person, project: ResearchProject) -> bool:
    return can_hand_in(person, project) and project.stage is ResearchStage.PROPOSAL


def can_steer(person: Person, project: ResearchProject) -> bool:
    """Its people and its milestones."""
    return leads(person, project) and project.goes_on


def can_release(person: Person, member: ResearchMember) -> bool:
    """The leader whoever it is; anybody themselves."""
    project = member.project
    stands = project.goes_on and member.left_on is None and member.person_id != project.leader_id
    return stands and (leads(person, project) or person.id == member.person_id)


def can_reach(person: Person, milestone: ResearchMilestone, project: ResearchProject) -> bool:
    return can_steer(person, project) and milestone.stage is None and milestone.reached_on is None


def can_add_evidence(person: Person, project: ResearchProject) -> bool:
    return project.has(person) and project.goes_on


def can_take_out(person: Person, evidence: ResearchEvidence) -> bool:
    project = evidence.project
    return project.is_at_work and project.has(person) and person.id in (evidence.by_id, project.leader_id)


def can_ask_change(person: Person, project: ResearchProject) -> bool:
    return can_steer(person, project) and project.is_approved


def can_decide_change(person: Person, request: ChangeRequest) -> bool:
    waits = request.is_open and request.project.goes_on
    return waits and reviews(person, request.project) and person.id != request.asked_by_id


def can_take_back(person: Person, request: ChangeRequest) -> bool:
    return request.is_open and request.project.goes_on and request.asked_by_id == person.id


def can_visit(person: Person, project: ResearchProject) -> bool:
    return project.is_approved and project.goes_on and reviews(person, project)


def can_record(person: Person, visit: FollowUpVisit) -> bool:
    """After the project has ended, too: who was there last week writes it down this week."""
    return visit.is_to_record and visit.visitor_id == person.id


def can_answer(person: Person, visit: FollowUpVisit) -> bool:
    return visit.is_held and not visit.is_answered and visit.project.has(person)


def can_name_outcome(person: Person, project: ResearchProject) -> bool:
    return project.is_approved and project.has(person)


def can_offer(person: Person, report: StageReport) -> bool:
    """The conclusion, to the library."""
    passed = report.stage is ResearchStage.CONCLUSION and report.has_passed
    return passed and report.project.has(person)

"""Who may do what in the library. Roles are looked at only here."""

from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role
from teachnet.accounts.policy import OFFICES, OVERSEERS, holds, is_city_admin, posts, reaches
from teachnet.library.models import MicroSkill, Resource, ResourceVersion, SecondOpinion, VersionState

REVIEWABLE = (VersionState.SUBMITTED, VersionState.IN_REVIEW)
# Whoever serves a place sees what its teachers share; the auditor does not belong to any.
BELONGS = tuple(role for role in Role if role is not Role.AUDITOR)


def home_of(person: Person | None) -> Organisation | None:
    """The organisation a resource is made at: the author's school, else where they serve."""
    serving = posts(person, *BELONGS)
    return (person.school or serving[0].organisation) if person and serving else None


def can_submit(person: Person | None) -> bool:
    return home_of(person) is not None


def is_reviewer(person: Person | None) -> bool:
    return holds(person, Role.REVIEWER)


def is_city_editor(person: Person | None) -> bool:
    """Looks after how the library is found: the city's office and its research leads."""
    leads = posts(person, Role.RESEARCH_LEAD)
    return is_city_admin(person) or any(post.organisation.kind is OrganisationKind.CITY for post in leads)


def is_author(person: Person | None, resource: Resource) -> bool:
    return person is not None and person.id == resource.author_id


def can_edit(person: Person | None, version: ResourceVersion) -> bool:
    return is_author(person, version.resource) and version.is_editable


def can_take_back(person: Person | None, version: ResourceVersion) -> bool:
    return is_author(person, version.resource) and version.is_waiting


def can_start_version(person: Person | None, resource: Resource) -> bool:
    return is_author(person, resource) and resource.open_version is None


def is_in_field(person: Person | None, version: ResourceVersion) -> bool:
    """One of the person's posts as reviewer covers the place, the subject and the stage."""
    return any(
        version.resource.organisation.is_within(post.organisation)
        and post.subject in (None, version.subject)
        and post.stage in (None, version.stage)
        for post in posts(person, Role.REVIEWER)
    )


def is_of_the_same_school(person: Person, resource: Resource) -> bool:
    """Then, or now: both are the author's colleagues."""
    schools = {resource.organisation_id, *(post.organisation_id for post in posts(resource.author, Role.TEACHER))}
    return any(post.organisation_id in schools for post in posts(person, Role.TEACHER, Role.SCHOOL_ADMIN))


def may_review(person: Person | None, version: ResourceVersion) -> bool:
    resource = version.resource
    return (
        is_in_field(person, version) and not is_author(person, resource) and not is_of_the_same_school(person, resource)
    )


def can_claim(person: Person | None, version: ResourceVersion) -> bool:
    return version.is_waiting and may_review(person, version)


def can_decide(person: Person | None, version: ResourceVersion) -> bool:
    """Who took it on decides it, if they still may."""
    return version.is_in_review and version.reviewer_id == person.id and may_review(person, version)


def can_take_over(person: Person | None, version: ResourceVersion) -> bool:
    return version.is_left_lying and version.reviewer_id != person.id and may_review(person, version)


def can_answer(person: Person | None, opinion: SecondOpinion) -> bool:
    """Whoever was asked, while it matters, if they still may judge it."""
    return opinion.is_asked and opinion.asked_id == person.id and may_review(person, opinion.version)


def can_withdraw(person: Person | None, resource: Resource) -> bool:
    """The author, and every office above: a child's picture must be gone in one click."""
    mine = is_author(person, resource) or reaches(person, resource.organisation, *OFFICES)
    return resource.is_published and mine


def can_prepare(person: Person | None, version: ResourceVersion) -> bool:
    """Have made again what could not be made of its files: the author, the reviewers of the field and the offices."""
    mine = is_author(person, version.resource) or is_in_field(person, version)
    return mine or reaches(person, version.resource.organisation, *OFFICES)


def can_see_history(person: Person | None, resource: Resource) -> bool:
    return is_author(person, resource)


def is_reviewing(person: Person | None, version: ResourceVersion) -> bool:
    """They see it because it waits for their judgment: the blind page is theirs, not the one with names."""
    return version.state in REVIEWABLE and not is_author(person, version.resource)


def is_area_editor(person: Person | None) -> bool:
    """Looks after what a county, or the city, has in the library."""
    return holds(person, *OVERSEERS)


def can_name_skills(person: Person | None) -> bool:
    """The second level is the city's own, and the same everywhere in it."""
    return is_city_admin(person)


def can_retire(person: Person | None, skill: MicroSkill) -> bool:
    return can_name_skills(person) and skill.is_local and not skill.is_retired


def can_bring_back(person: Person | None, skill: MicroSkill) -> bool:
    return can_name_skills(person) and skill.is_retired

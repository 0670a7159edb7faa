"""Who may do what in the library. Roles are looked at only here."""

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.policy import OFFICES, holds, posts, reaches
from teachnet.library.models import Resource, ResourceVersion, VersionState

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


def can_withdraw(person: Person | None, resource: Resource) -> bool:
    """The author, and every office above: a child's picture must be gone in one click."""
    mine = is_author(person, resource) or reaches(person, resource.organisation, *OFFICES)
    return resource.is_published and mine


def can_see_history(person: Person | None, resource: Resource) -> bool:
    return is_author(person, resource)


def is_reviewing(person: Person | None, version: ResourceVersion) -> bool:
    """They see it because it waits for their judgment: the blind page is theirs, not the one with names."""
    return version.state in REVIEWABLE and not is_author(person, version.resource)

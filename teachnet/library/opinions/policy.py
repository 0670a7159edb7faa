"""Who may say what of a resource, and who judges it. Roles are looked at only here."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import OFFICES, holds, reaches
from teachnet.library.models import Resource
from teachnet.library.opinions.models import Adoption, Collection, Comment, CommentState
from teachnet.library.policy import BELONGS, home_of, is_author


def takes_part(person: Person | None) -> bool:
    """Whoever serves somewhere; the auditor only reads."""
    return holds(person, *BELONGS)


def can_comment(person: Person | None, resource: Resource) -> bool:
    return takes_part(person) and resource.is_published


def can_rate(person: Person | None, resource: Resource) -> bool:
    return can_comment(person, resource) and not is_author(person, resource)


def can_adopt(person: Person | None, resource: Resource) -> bool:
    return can_rate(person, resource)


def can_collect(person: Person | None) -> bool:
    return takes_part(person) and home_of(person) is not None


def is_editor(person: Person | None) -> bool:
    """An office looks after what is said of the resources of its area."""
    return holds(person, *OFFICES)


def edits(person: Person | None, resource: Resource) -> bool:
    return reaches(person, resource.organisation, *OFFICES)


def is_writer(person: Person | None, comment: Comment) -> bool:
    return person is not None and person.id == comment.writer_id


def can_moderate(person: Person | None, comment: Comment) -> bool:
    """Nobody judges their own words."""
    return edits(person, comment.resource) and not is_writer(person, comment)


def can_hide(person: Person | None, comment: Comment) -> bool:
    return comment.is_shown and can_moderate(person, comment)


def can_restore(person: Person | None, comment: Comment) -> bool:
    return comment.is_hidden and can_moderate(person, comment)


def can_report(person: Person | None, comment: Comment) -> bool:
    return comment.is_shown and takes_part(person) and not is_writer(person, comment)


def can_take_back(person: Person | None, comment: Comment) -> bool:
    return comment.state is CommentState.SHOWN and is_writer(person, comment)


def can_change_adoption(person: Person | None, adoption: Adoption) -> bool:
    return person is not None and person.id == adoption.teacher_id


def can_withdraw_adoption(person: Person | None, adoption: Adoption) -> bool:
    """The teacher; and an office above either school, for a file may show a child."""
    mine = can_change_adoption(person, adoption)
    return mine or edits(person, adoption.resource) or reaches(person, adoption.school, *OFFICES)


def can_change_collection(person: Person | None, collection: Collection) -> bool:
    return person is not None and person.id == collection.owner_id


def has_area(person: Person | None) -> bool:
    """Figures of more than one's own."""
    return holds(person, *OFFICES, Role.RESEARCH_LEAD)


def can_see_figures(person: Person | None) -> bool:
    return takes_part(person)

"""Who may send large files: whoever serves somewhere. What they may do with them, the feature that takes them says."""

from teachnet.accounts.models import Person, Role
from teachnet.accounts.policy import posts

SENDS = tuple(role for role in Role if role is not Role.AUDITOR)


def can_upload(person: Person | None) -> bool:
    return bool(posts(person, *SENDS))

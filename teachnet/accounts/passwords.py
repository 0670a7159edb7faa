"""Passwords: argon2id, at most as many hashes at a time as there are cores, and never under the write lock."""

import os
import threading

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from teachnet.errors import Refused

SHORTEST, LONGEST = 10, 128
KINDS_WANTED = 3  # of lower case, upper case, digits, others: the graded protection scheme (等级保护) asks for it

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
_turn = threading.BoundedSemaphore(os.cpu_count() or 2)

# Verified when nobody has the name that was typed, so that the answer takes as long.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$APOa6jW14LfS11YFeIBbZw$Vo0LjkLnz77Gf4x08abpLT6XE3yIaaOF/6oHWJHP9t4"


def hash_password(password: str) -> str:
    with _turn:
        return _hasher.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Takes the same time whether or not there is a hash to compare with."""
    if len(password) > LONGEST:
        return False
    with _turn:
        try:
            return _hasher.verify(password_hash or _NOBODYS, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def require_strong(password: str, *, names: list[str]) -> None:
    """`names` are words it must not be made of: the person's own."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(_("Use %(least)s to %(most)s characters.", least=SHORTEST, most=LONGEST))
    kinds = [str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum()]
    if sum(any(kind(character) for character in password) for kind in kinds) < KINDS_WANTED:
        raise Refused(_("Mix at least three of: small letters, capitals, digits, signs such as - or !"))
    if any(name and name.lower() in password.lower() for name in names):
        raise Refused(_("Leave your own name out of it."))


def new_password_hash(person, old: str, new: str) -> str:
    """What to store when somebody who knows the old password chooses a new one."""
    require_strong(new, names=[person.name, person.username or ""])
    if not is_right(old, person.password_hash):
        raise Refused(_("The password until now is not right."))
    return hash_password(new)

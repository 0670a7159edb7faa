"""Signing in and out, one-time codes, and how many wrong tries are borne."""

import secrets
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import OneTimeCode, Person, SignInFailure, SignInSession
from teachnet.accounts.models.sign_in import CODE_LASTS, SEEN_EVERY
from teachnet.accounts.passwords import is_right
from teachnet.accounts.personal import id_fingerprint, phone_fingerprint
from teachnet.audit.models import Outcome
from teachnet.audit.trail import acting, record, set_acting
from teachnet.db import db, start_writing, utcnow, writing
from teachnet.errors import Refused
from teachnet.jobs.housekeeping import keep_for
from teachnet.keys import keys

WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 5  # from one address, in one window
TRIES_PER_ADDRESS = 200  # a school of two hundred shares one; only failures count

keep_for(SignInFailure.at, timedelta(days=1))

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 O 1 I, which people mistake when copying by hand
CODE_LENGTH = 8


class TooManyTries(Refused):
    """Wait; nothing was checked."""

    status = 429


def person_called(typed: str) -> Person | None:
    """By user name, ID number or phone. A phone that two people share names neither."""
    typed = typed.strip()
    by_name = sa.select(Person).where(
        sa.or_(Person.username == typed.lower(), Person.id_fingerprint == id_fingerprint(typed))
    )
    if person := db.session.scalars(by_name).first():
        return person
    by_phone = db.session.scalars(
        sa.select(Person)
        .where(Person.phone_fingerprint == phone_fingerprint(typed), Person.disabled_at.is_(None))
        .limit(2)
    ).all()
    return by_phone[0] if len(by_phone) == 1 and any(map(str.isdigit, typed)) else None


def sign_in(typed: str, password: str, *, address: str, device: str) -> str:
    """The token of a new session. Refuses in the same words whether the name or the password is wrong.

    Begins in a reading transaction: the hash is computed before the write lock is asked for.
    """
    _require_patience(typed, address)
    person = person_called(typed)
    right = is_right(password, person.password_hash if person else None)
    start_writing()
    if not right or person is None or person.is_disabled:
        count_failure(typed, address, person)
        raise Refused(_("Name or password is wrong. Forgotten it? Your school’s administrator can give you a code."))
    _name(person)
    return open_session(person, address=address, device=device)


def open_session(person: Person, *, address: str, device: str) -> str:
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(token_hash=keys.fingerprint(token), person=person, address=address, device=device[:200])
    )
    return token


def touch(session: SignInSession) -> None:
    """Remember that somebody is still there; in a transaction of its own, and not at every page."""
    now = utcnow()
    if now - session.seen_at > SEEN_EVERY:
        with writing(), db.engine.begin() as connection:
            connection.execute(sa.update(SignInSession).where(SignInSession.id == session.id).values(seen_at=now))


def end_all_sessions(person: Person, *, except_for: SignInSession | None = None) -> None:
    others = sa.select(SignInSession).where(SignInSession.person_id == person.id, SignInSession.ended_at.is_(None))
    for session in db.session.scalars(others):
        if session is not except_for:
            session.end()


def give_code(person: Person, *, by: Person | None) -> str:
    """A new one-time code; older ones stop working. Told to the person by whoever asked for it, never stored."""
    _spend_codes(person)
    code = "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
    db.session.add(
        OneTimeCode(
            person=person, code_hash=_code_hash(code), made_by_id=by and by.id, expires_at=utcnow() + CODE_LASTS
        )
    )
    return f"{code[:4]}-{code[4:]}"


def use_code(typed: str, code: str, new_password_hash: str, *, address: str, device: str) -> str:
    """Spend a code, set the password, sign in. Of twenty who try at once one succeeds: the row is locked."""
    _require_patience(typed, address)
    person = person_called(typed)
    good = person and _good_code(person)
    if not good or person.is_disabled or not secrets.compare_digest(good.code_hash, _code_hash(code)):
        if good:
            good.tries += 1
        count_failure(typed, address, person)
        raise Refused(_("Name and code do not fit, or the code has been used or has expired. Ask for a new one."))
    _name(person)
    _spend_codes(person)
    set_password(person, new_password_hash)
    return open_session(person, address=address, device=device)


def set_password(person: Person, password_hash: str, *, keep: SignInSession | None = None) -> None:
    """Whoever was signed in elsewhere with the old one is out at the next request."""
    person.password_hash, person.password_set_at = password_hash, utcnow()
    end_all_sessions(person, except_for=keep)


def count_failure(typed: str, address: str, person: Person | None) -> None:
    db.session.add(SignInFailure(account=_account(typed), address=address))
    record("person", person and person.id, outcome=Outcome.REFUSED)


def _name(person: Person) -> None:
    """The trail knows from here on who it is that signs in."""
    set_acting(replace(acting(), person_id=person.id, name=person.name))


def _good_code(person: Person) -> OneTimeCode | None:
    newest = sa.select(OneTimeCode).where(OneTimeCode.person_id == person.id, OneTimeCode.is_good())
    return db.session.scalars(newest.order_by(OneTimeCode.id.desc()).with_for_update()).first()


def _spend_codes(person: Person) -> None:
    for code in db.session.scalars(
        sa.select(OneTimeCode).where(OneTimeCode.person_id == person.id, OneTimeCode.used_at.is_(None))
    ):
        code.used_at = utcnow()


def _require_patience(typed: str, address: str) -> None:
    """Five wrong tries for one name from one address; many more from the address as a whole."""
    since = utcnow() - WINDOW
    counted = sa.select(sa.func.count().filter(SignInFailure.account == _account(typed)), sa.func.count()).where(
        SignInFailure.address == address, SignInFailure.at > since
    )
    for_account, for_address = db.session.execute(counted).one()
    if for_account >= TRIES_PER_ACCOUNT or for_address >= TRIES_PER_ADDRESS:
        raise TooManyTries(
            _("Too many wrong tries. Wait a quarter of an hour, or ask your school for a one-time code.")
        )


def _account(typed: str) -> str:
    return keys.fingerprint(f"account:{typed.strip().lower()}")


def _code_hash(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return keys.fingerprint(f"code:{plain}")

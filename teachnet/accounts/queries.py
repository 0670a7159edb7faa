"""What is seen of people and organisations. Everything starts from `…_visible_to(person)`."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts import policy
from teachnet.accounts.models import Appointment, Organisation, Person, Role, SignInSession, TransferRequest
from teachnet.accounts.personal import MaskedPhone
from teachnet.audit.models import AuditEntry
from teachnet.audit.words import vocabulary
from teachnet.db import beginning_of

WITH_POSTS = selectinload(Person.appointments).joinedload(Appointment.organisation)
WITH_PARTIES = (
    joinedload(TransferRequest.person),
    joinedload(TransferRequest.sender),
    joinedload(TransferRequest.receiver),
    joinedload(TransferRequest.decided_by),
)
# What a line about a person shows, and no more of them is read.
PERSON_LINE = (
    Person.id,
    Person.name,
    Person.subject,
    sa.type_coerce(Person.phone, MaskedPhone).label("masked_phone"),
    Person.disabled_at.is_not(None).label("is_disabled"),
    Person.password_hash.is_not(None).label("has_signed_up"),
)
# (person id, role, name of the organisation) of the posts these people hold today.
POSTS_TODAY = (
    sa.select(Appointment.person_id, Appointment.role, Organisation.name)
    .join(Appointment.organisation)
    .where(Appointment.person_id.in_(sa.bindparam("people", expanding=True)), Appointment.holds())
    .order_by(Appointment.starts_on, Appointment.id)
)


def organisations_visible_to(person: Person) -> sa.Select:
    """An office sees its own part of the tree; others the organisations they belong to."""
    mine = policy.scopes(person, *Role)
    return sa.select(Organisation).where(Organisation.id.in_(Organisation.ids_within(*mine)))


def people_visible_to(person: Person) -> sa.Select:
    """Oneself; for an office also everybody who belongs, or once belonged, to its part of the tree: for the city,
    everybody."""
    if policy.is_city_admin(person):
        return sa.select(Person)
    belongs = Person.id.in_(_ids_at(policy.scopes(person, *policy.OFFICES)))
    return sa.select(Person).where(sa.or_(Person.id == person.id, belongs))


def _ids_at(scopes: Sequence[Organisation], *conditions: sa.ColumnElement[bool]) -> sa.Select:
    """Whose appointments are here. As a list, not as a question about each person: the people of a school are found in
    a twentieth of a millisecond, whatever the size of the city."""
    here = Appointment.organisation_id.in_(Organisation.ids_within(*scopes))
    return sa.select(Appointment.person_id).where(here, *conditions)


def people_now_at(*scopes: Organisation) -> sa.Select:
    """Everybody with a current appointment in these organisations or below."""
    return sa.select(Person).where(Person.id.in_(_ids_at(scopes, Appointment.holds())))


def appointments_visible_to(person: Person) -> sa.Select:
    scope = Organisation.ids_within(*policy.scopes(person, *policy.OFFICES))
    return sa.select(Appointment).where(
        sa.or_(Appointment.person_id == person.id, Appointment.organisation_id.in_(scope))
    )


# The session of a cookie with its person, posts and organisations: all a request needs, in one statement. Made once,
# with blanks: every page asks, and making it anew would be a quarter of what it costs.
OPEN_SESSION = (
    sa.select(SignInSession)
    .where(
        SignInSession.token_hash == sa.bindparam("token_hash"),
        SignInSession.is_open(sa.bindparam("seen_since"), sa.bindparam("started_since")),
    )
    .options(
        joinedload(SignInSession.person)
        .joinedload(Person.appointments)
        .joinedload(Appointment.organisation)
        .joinedload(Organisation.county)
    )
)


def sessions_of(person: Person) -> sa.Select:
    return (
        sa.select(SignInSession)
        .where(SignInSession.person_id == person.id, SignInSession.is_open(**SignInSession.limits()))
        .order_by(SignInSession.seen_at.desc())
    )


def audit_visible_to(person: Person) -> sa.Select:
    """The whole trail, for those who may read it; nothing for anybody else."""
    entries = sa.select(AuditEntry)
    return entries if policy.can_read_audit(person) else entries.where(sa.false())


def people_list(person: Person, *, words: str = "", role: Role | None = None, unsigned: bool = False) -> sa.Select:
    """Lines about the people of an office: found by name, pinyin, initials or user name."""
    rows = people_visible_to(person).where(Person.id != person.id).with_only_columns(*PERSON_LINE)
    if words:
        rows = rows.where(named_like(words))
    if role:
        rows = rows.where(Person.appointments.any((Appointment.role == role) & Appointment.holds()))
    if unsigned:
        rows = rows.where(Person.password_hash.is_(None), Person.disabled_at.is_(None))
    return rows.order_by(Person.name_pinyin, Person.id)


def named_like(words: str) -> sa.ColumnElement[bool]:
    """周敏, zhoumin, zhou min, zm, or the user name."""
    plain = words.lower().replace(" ", "")
    return sa.or_(
        Person.name.contains(words, autoescape=True),
        sa.func.replace(Person.name_pinyin, " ", "").startswith(plain, autoescape=True),
        Person.name_initials == plain,
        Person.username == plain,
    )


def organisations_list(person: Person, *, words: str = "") -> sa.Select:
    """The part of the tree one sees, parents before children, with its county."""
    rows = organisations_visible_to(person).options(joinedload(Organisation.county))
    if words:
        rows = rows.where(Organisation.name.contains(words, autoescape=True))
    return rows.order_by(Organisation.lineage)


def headcounts(organisation_ids: list[int]) -> sa.Select:
    """(organisation id, people appointed there today, of them with a password) for these organisations."""
    return (
        sa.select(
            Appointment.organisation_id,
            sa.func.count(Appointment.person_id.distinct()),
            sa.func.count(Appointment.person_id.distinct()).filter(Person.password_hash.is_not(None)),
        )
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.organisation_id.in_(organisation_ids), Appointment.holds(), Person.disabled_at.is_(None))
        .group_by(Appointment.organisation_id)
    )


def audit_list(
    person: Person, *, words: str = "", outcome: str = "", first: date | None = None, last: date | None = None
) -> sa.Select:
    """Found by person, and by actions and things as they are kept or as this reader's language calls them; from the
    first day to the last, both of them the city's."""
    rows = audit_visible_to(person)
    if words:
        rows = rows.where(
            sa.or_(
                AuditEntry.actor_name.contains(words, autoescape=True),
                AuditEntry.action.contains(words, autoescape=True),
                AuditEntry.action.in_(vocabulary.actions_called(words)),
                AuditEntry.thing == words,
                AuditEntry.thing.in_(vocabulary.things_called(words)),
            )
        )
    if outcome:
        rows = rows.where(AuditEntry.outcome == outcome)
    if first:
        rows = rows.where(AuditEntry.at >= beginning_of(first))
    if last:
        rows = rows.where(AuditEntry.at < beginning_of(last + timedelta(days=1)))
    return rows.order_by(AuditEntry.id.desc())


def transfers_visible_to(person: Person) -> sa.Select:
    """Requests that concern an office's part of the tree, from either side."""
    mine = Organisation.ids_within(*policy.scopes(person, *policy.OFFICES))
    return sa.select(TransferRequest).where(TransferRequest.sender_id.in_(mine) | TransferRequest.receiver_id.in_(mine))


def transfers_to_decide(person: Person) -> sa.Select:
    """Requests that wait for this person: `policy.can_decide_transfer`, for the database."""
    own = [post.organisation_id for post in policy.posts(person, *policy.OFFICES)]
    below = Organisation.ids_within(*policy.scopes(person, *policy.OVERSEERS))
    above_both = TransferRequest.sender_id.in_(below) & TransferRequest.receiver_id.in_(below)
    return transfers_visible_to(person).where(
        TransferRequest.is_waiting(),
        TransferRequest.person_id != person.id,
        TransferRequest.sender_id.in_(own) | above_both,
    )


def transfers_list(person: Person) -> sa.Select:
    """Those still asked first, the oldest of them on top; then what was decided, latest first."""
    is_decided = TransferRequest.decided_at.is_not(None)
    transfers = transfers_visible_to(person).options(*WITH_PARTIES)
    return transfers.order_by(is_decided, TransferRequest.decided_at.desc(), TransferRequest.id)

"""Issuing: it spans a cohort's cases, the pattern of the year, the numbers and the key."""

from collections.abc import Sequence

from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.certificates import queries
from teachnet.certificates.models import Certificate, CertificateKey, CertificatePattern, SerialCounter
from teachnet.certificates.tokens import key_id_of, public_key
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.training.models import Cohort, Enrolment


def issue(cohort: Cohort, *, by: Person, expecting: int) -> list[Certificate]:
    """To all who completed it and have none. `expecting` is how many the reader was shown: who was added since then
    is looked at first. A second time it finds nobody, and does nothing."""
    counter = SerialCounter.locked(today().year)
    cases = db.session.scalars(queries.cases_to_certify(cohort, by=by).with_for_update(of=Enrolment)).all()
    if len(cases) > expecting:
        raise Refused(_("More people have completed it since you looked: there are %(n)s now.", n=len(cases)))
    return _issue(cases, counter, by=by) if cases else []


def reissue(old: Certificate, *, by: Person, reason: str) -> Certificate:
    """A new number and today's words; the old one is revoked with the reason, and says so for ever."""
    counter = SerialCounter.locked(today().year)
    old.require_reissuable()
    if old.is_valid:
        old.revoke(by=by, reason=reason)
    [new] = _issue([old.enrolment], counter, by=by, reissue_of=old)
    return new


def set_pattern(pattern: CertificatePattern, *, by: Person) -> None:
    """It takes the place of the one its year has."""
    if before := db.session.scalars(queries.pattern_of(pattern.year)).first():
        before.replace()
    pattern.made_by = by
    db.session.add(pattern)
    db.session.flush()


def public_keys() -> dict[str, bytes]:
    """All that have ever signed, and the one that will sign next."""
    public = public_key()
    known = {key.key_id: key.public for key in db.session.scalars(queries.public_keys())}
    return known | {key_id_of(public): public}


def _issue(
    cases: Sequence[Enrolment], counter: SerialCounter, *, by: Person, reissue_of: Certificate | None = None
) -> list[Certificate]:
    pattern = _pattern_of(counter.year)
    key_id = CertificateKey.in_use()
    codes = counter.take(len(cases))
    made = [
        Certificate.issue(case, pattern, code, key_id, by=by, reissue_of=reissue_of)
        for case, code in zip(cases, codes, strict=True)
    ]
    db.session.flush()
    return made


def _pattern_of(year: int) -> CertificatePattern:
    read = queries.pattern_of(year).with_for_update(read=True, of=CertificatePattern)
    if pattern := db.session.scalars(read).first():
        return pattern
    raise Refused(_("There is no pattern for the certificates of %(year)s yet.", year=str(year)))

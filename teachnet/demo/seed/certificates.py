"""Certificates of the cohorts that are over, but for the latest, which wait; one is revoked, one was issued again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.certificates.models import Certificate, CertificateKey, CertificatePattern, SerialCounter
from teachnet.certificates.serials import book, code_of
from teachnet.certificates.tokens import Claims, key_id_of, public_key, sign
from teachnet.db import db
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City
from teachnet.training.models import Cohort, Enrolment, EnrolmentState, Programme

OFFICE = "淄博市教育局"
PATTERN = {
    "serial": "淄培〔{year}〕{number}号",
    "heading": "结业证书",
    "text": "于{first}至{last}参加{cohort}，学完规定课程，共{hours}学时，考核合格，准予结业。特发此证。",
    "office": OFFICE,
    "replaced_at": None,
}
ISSUED_AFTER = timedelta(days=6)
ABSENT = "复核签到记录，缺勤超过规定学时"
MISSPELT = "姓名有误，予以更正"
REVOKED, MISWRITTEN = 3, 7  # which of the first cohort


def fill(city: City) -> None:
    key_id = key_id_of(public_key())
    key = {"id": city.ids.next(CertificateKey), "key_id": key_id, "public": public_key(), "made_at": city.moment(-400)}
    issuing = _Issuing(city, key_id)
    cases = _completed()
    waiting = cases[-1].cohort if cases else ""
    rows = [row for case in cases if case.cohort != waiting for row in issuing.rows_of(case)]
    insert(CertificateKey, [key])
    insert(CertificatePattern, issuing.patterns.values())
    insert(Certificate, rows)
    for year, last in issuing.last.items():
        last = max(last, book.highest(year))
        book.note(year, last)
        insert(SerialCounter, [{"id": city.ids.next(SerialCounter), "year": year, "last": last}])


def _completed() -> Sequence[sa.Row]:
    return db.session.execute(
        sa.select(
            Enrolment.id,
            Person.name,
            Programme.title.label("programme"),
            Programme.hours,
            Cohort.title.label("cohort"),
            Cohort.starts_on,
            Cohort.ends_on,
        )
        .join(Enrolment.teacher)
        .join(Enrolment.cohort)
        .join(Cohort.programme)
        .where(Enrolment.state == EnrolmentState.COMPLETED)
        .order_by(Cohort.ends_on, Cohort.id, Person.name_pinyin, Enrolment.id)
    ).all()


class _Issuing:
    def __init__(self, city: City, key_id: str):
        self.city, self.key_id = city, key_id
        self.by = city.accounts["city"].id
        self.last: dict[int, int] = defaultdict(int)
        self.patterns: dict[int, Row] = {}
        self.first_cohort = ""
        self.pattern_of(city.today.year)

    def pattern_of(self, year: int) -> int:
        if year not in self.patterns:
            made = {"id": self.city.ids.next(CertificatePattern), "year": year, "made_by_id": self.by}
            days = (date(year, 1, 10) - self.city.today).days
            self.patterns[year] = made | PATTERN | {"made_at": self.city.moment(days)}
        return self.patterns[year]["id"]

    def rows_of(self, case: sa.Row) -> Iterator[Row]:
        issued_on = case.ends_on + ISSUED_AFTER
        if issued_on > self.city.today:
            return
        self.first_cohort = self.first_cohort or case.cohort
        number = self.last[issued_on.year] + 1 if case.cohort == self.first_cohort else 0
        if number == REVOKED:
            yield self._revoked(self._row(case, case.name, issued_on), ABSENT)
        elif number == MISWRITTEN:
            wrong = self._revoked(self._row(case, case.name + "某", issued_on), MISSPELT)
            yield wrong
            yield self._row(case, case.name, wrong["issued_on"]) | {"reissue_of_id": wrong["id"]}
        else:
            yield self._row(case, case.name, issued_on)

    def _row(self, case: sa.Row, name: str, issued_on: date) -> Row:
        self.last[issued_on.year] += 1
        code = code_of(issued_on.year, self.last[issued_on.year])
        serial = f"淄培〔{code[:4]}〕{code[4:]}号"
        claims = Claims(
            code, serial, name, case.programme, case.hours, case.starts_on, case.ends_on, issued_on, OFFICE
        )  # fmt: skip
        return vars(claims) | {
            "id": self.city.ids.next(Certificate),
            "enrolment_id": case.id,
            "pattern_id": self.pattern_of(issued_on.year),
            "cohort": case.cohort,
            "key_id": self.key_id,
            "signature": sign(claims),
            "issued_at": self.city.moment((issued_on - self.city.today).days),
            "issued_by_id": self.by,
            "reissue_of_id": None,
            "revoked_at": None,
            "revoked_by_id": None,
            "revoked_reason": "",
        }

    def _revoked(self, row: Row, reason: str) -> Row:
        days = (row["issued_on"] - self.city.today).days + 3
        return row | {"revoked_at": self.city.moment(days), "revoked_by_id": self.by, "revoked_reason": reason}

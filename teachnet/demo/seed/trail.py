"""The audit trail of the last weeks, as the product would have written it while all this happened."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.audit.models import AuditEntry, Outcome
from teachnet.db import db, utcnow
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City, Somebody
from teachnet.library.models import ResourceMove, VersionState
from teachnet.training.chain import EnrolmentState
from teachnet.training.models import EnrolmentMove

REACHES_BACK = timedelta(days=30)
LONGEST = 5000  # entries about one kind of thing
SIGN_INS = 160
DEVICES = ("Chrome · Windows", "微信 · Android", "Safari · iPhone", "Edge · Windows")

S, V = EnrolmentState, VersionState
# One for each thing: the states of two things may share a word.
CASE_ACTIONS = {
    S.APPLIED: "training.apply",
    S.COUNTY_REVIEW: "training.endorse",
    S.CITY_REVIEW: "training.approve_for_county",
    S.OFFERED: "training.offer_place",
    S.PROVISIONAL: "training.admit_provisionally",
    S.ADMITTED: "training.admit",
    S.CONFIRMED: "training.confirm",
    S.ARRIVED: "training.arrive",
    S.COMPLETED: "training.complete",
    S.NOT_COMPLETED: "training.fail_to_complete",
    S.DROPPED_OUT: "training.drop_out",
    S.REMOVED: "training.remove",
    S.RESERVE: "training.put_on_reserve",
    S.RETURNED_TO_TEACHER: "training.send_back",
    S.RETURNED_TO_SCHOOL: "training.send_back",
    S.RETURNED_TO_COUNTY: "training.send_back",
    S.REJECTED: "training.reject",
    S.WITHDRAWN: "training.withdraw",
    S.DECLINED: "training.decline",
    S.CANCELLED: "training.cancel_cohort",
}
VERSION_ACTIONS = {
    V.SUBMITTED: "library.submit",
    V.IN_REVIEW: "library.claim",
    V.PUBLISHED: "library.publish",
    V.RETURNED: "library.send_back",
    V.REPLACED: "library.publish",
    V.WITHDRAWN: "library.withdraw",
}
REFUSED = (
    # account, hours ago, what they tried, why not
    ("teacher", 9, "accounts.begin_session", ""),
    ("teacher", 8.9, "accounts.begin_session", ""),
    ("school", 30, "training.approve_for_county", "403"),
    ("tutor", 52, "training.roster", "404"),
    ("reviewer", 77, "library.claim", "403"),
)


def fill(city: City) -> None:
    entries = [
        *_moves(EnrolmentMove, "enrolment", CASE_ACTIONS),
        *_moves(ResourceMove, "resource_version", VERSION_ACTIONS),
        *_sign_ins(city),
        *_refusals(city),
    ]
    insert(AuditEntry, sorted(entries, key=lambda entry: entry["at"]))


def _moves(model: type[EnrolmentMove] | type[ResourceMove], thing: str, actions: dict) -> Iterator[Row]:
    of_what = model.__table__.c[f"{'enrolment' if model is EnrolmentMove else 'version'}_id"]
    recent = (
        sa.select(model.at, model.was, model.became, of_what, Person.id, Person.name)
        .join(Person, Person.id == model.by_id)
        .where(model.at > utcnow() - REACHES_BACK)
        .order_by(model.at.desc())
        .limit(LONGEST)
    )
    for at, was, became, thing_id, person_id, name in db.session.execute(recent):
        action = "training.send_nominations" if was is None and became is S.COUNTY_REVIEW else actions[became]
        changes = {"state": [was and was.value, became.value]}
        yield _entry(at, person_id, name, action, thing=thing, thing_id=thing_id, changes=changes)


def _sign_ins(city: City) -> Iterator[Row]:
    people = [*city.accounts.values(), *city.draw.sample(city.teachers, min(len(city.teachers), SIGN_INS // 2))]
    for number in range(SIGN_INS):
        person = city.draw.choice(people)
        at = utcnow() - timedelta(hours=city.draw.uniform(1, 200))
        changes = {"person_id": [None, person.id], "device": [None, city.draw.choice(DEVICES)]}
        yield _entry(
            at, person.id, person.name, "accounts.begin_session", thing="sign_in_session", thing_id=number + 1,
            changes=changes,
        )  # fmt: skip


def _refusals(city: City) -> Iterator[Row]:
    for username, hours, action, reason in REFUSED:
        person: Somebody = city.accounts[username]
        at = utcnow() - timedelta(hours=hours)
        yield _entry(at, person.id, person.name, action, outcome=Outcome.REFUSED, reason=reason)


def _entry(at: datetime, person_id: int, name: str, action: str, **fields) -> Row:
    return {
        "at": at,
        "actor_id": person_id,
        "actor_name": name,
        "address": f"10.37.{person_id % 200}.{person_id % 250 + 1}",
        "request_id": f"{int(at.timestamp() * 1000):016x}",
        "action": action,
        "outcome": Outcome.DONE,
        "thing": "",
        "thing_id": None,
        "changes": {},
        "reason": "",
    } | fields

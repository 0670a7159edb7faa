"""`./dev bench training`: the pages of training and credits in a city of 40,000 teachers, a file, two long writes."""

import argparse
import os
import time
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from flask import Flask

from bench._instance import instance
from bench._pages import Page, measure
from teachnet.accounts.models import Person
from teachnet.app import create_app
from teachnet.credits.models import AttestedRecord, CreditEntry, Source
from teachnet.db import db, today
from teachnet.training import actions, bulk, queries
from teachnet.training.chain import ON_ROSTER
from teachnet.training.columns import COLUMNS
from teachnet.training.models import Cohort, CohortState, Enrolment, EnrolmentState, Programme
from teachnet.training.workbook import workbook

AT_MOST_MS = 100  # the slowest of twenty
FILE_ROWS, FILE_SECONDS = 10_000, 3.0
CLASS, CLASS_SECONDS = 500, 2.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench training", description=__doc__)
    parser.add_argument("--times", type=int, default=60, help="how often each page is asked for")
    parser.add_argument("--fresh", action="store_true", help="make the city anew")
    asked = parser.parse_args()
    os.environ |= {"TEACHNET_INSTANCE": str(instance("training", asked.fresh)), "TEACHNET_DEMO": "1"}
    app = create_app()
    with app.app_context():
        pages = list(_pages())
    print(f"\n{_figures(app)}. Processor milliseconds of {asked.times}.\n")
    kept = [measure(app, pages, times=asked.times, at_most_ms=AT_MOST_MS)]
    with app.app_context():
        kept += [_timed(*job) for job in _jobs()]
        db.session.rollback()
    raise SystemExit(0 if all(kept) else 1)


def _pages() -> Iterator[Page]:
    roster, open_one = f"/training/cohorts/{_largest()}/roster", f"/training/cohorts/{_open_one()}"
    yield Page("roster, 500 rows", "city", f"{roster}?per_page=500", f"{roster}?per_page=10")
    yield Page("reviews of a county", "county", "/training/reviews?per_page=100", "/training/reviews?per_page=5")
    yield Page("cohort with its seats", "city", open_one)
    yield Page("quota grid", "city", f"{open_one}/quota")
    yield Page("my training", "teacher", "/training/")
    yield Page("report: enrolling", "city", "/reports/enrolling")
    yield Page("report: hours of the teachers", "city", "/reports/hours")
    yield Page("my credits", "teacher", "/credits/")
    yield Page("credits of a school", "school", "/credits/people")
    yield Page("credits of the city", "city", "/credits/people")
    yield Page("the city's teachers who are short", "city", "/credits/people?behind=y")


def _largest() -> int:
    size = sa.func.count().filter(Enrolment.state.in_(ON_ROSTER))
    return db.session.scalars(
        sa.select(Enrolment.cohort_id).group_by(Enrolment.cohort_id).order_by(size.desc())
    ).first()


def _open_one() -> int:
    return db.session.scalars(sa.select(Cohort.id).where(Cohort.open_now()).order_by(Cohort.id)).first()


def _figures(app: Flask) -> str:
    counted = {Person: "people", Programme: "programmes", Cohort: "cohorts", Enrolment: "cases", CreditEntry: "entries"}
    with app.app_context():
        return ", ".join(
            f"{db.session.scalar(sa.select(sa.func.count(one.id))):,} {name}" for one, name in counted.items()
        )


def _jobs() -> Iterator[tuple[str, Callable[[], None], float]]:
    yield f"Excel of {FILE_ROWS:,} cases", _write_excel, FILE_SECONDS
    yield f"{CLASS} admitted at once, with preview", _admit, CLASS_SECONDS
    yield f"{CLASS} arrive, written down at once", _arrive, CLASS_SECONDS
    yield f"{CLASS} complete, with their credits", _finish, CLASS_SECONDS


def _timed(name: str, job: Callable[[], None], at_most: float) -> bool:
    before = time.process_time()
    job()
    seconds = time.process_time() - before
    verdict = "yes" if seconds <= at_most else "NO"
    print(f"{name:38}{seconds * 1000:>8.0f}{'':>13}  ≤ {at_most:g} s {verdict}", flush=True)
    return seconds <= at_most


def _write_excel() -> None:
    city = _city()
    cases = queries.enrolments_visible_to(city).join(Enrolment.teacher).join(Enrolment.school)
    found = db.session.scalars(cases.limit(FILE_ROWS).options(*queries.ROSTER_EXPORT)).all()
    workbook("Cases of the city", found, list(COLUMNS.values()), about=[f"{len(found):,} rows"])


def _admit() -> None:
    city, step = _city(), bulk.BY_NAME["admit_provisionally"]
    found = sa.select(Enrolment).where(Enrolment.id.in_([case.id for case in _a_class_under_review(city)]))
    cases = db.session.scalars(found.options(*queries.CASE_WITH_SEATS)).all()
    possible = bulk.preview(step, cases, city).possible
    seen = {effect.case.id: effect.case.version for effect in possible}
    actions.decide_many(step, [effect.case for effect in possible], seen, by=city, note="")


def _a_class_under_review(city: Person) -> list[Enrolment]:
    """The largest class as if the counties had just approved all of it. Nothing of it is kept."""
    cases = _a_class_of_today()
    another = sa.select(sa.func.max(Person.id)).where(Person.id != city.id).scalar_subquery()
    back = {"state": EnrolmentState.CITY_REVIEW, "moved_by_id": another, "nominated_by_id": None}
    db.session.execute(sa.update(Enrolment).where(Enrolment.id.in_([case.id for case in cases])).values(back))
    db.session.expire_all()
    return cases


def _arrive() -> None:
    actions.arrive(_a_class_of_today(), by=_city())


def _finish() -> None:
    arrived = sa.select(Enrolment).where(Enrolment.state == EnrolmentState.ARRIVED, Enrolment.cohort_id == _largest())
    cases = db.session.scalars(arrived).all()
    actions.finish([(case, case.cohort.programme.minutes, True) for case in cases], by=_city(), reason="")


def _a_class_of_today() -> list[Enrolment]:
    """The largest class as if it were held today and nobody had arrived. Nothing of it is kept."""
    cohort, day = db.session.get_one(Cohort, _largest()), today()
    db.session.execute(
        sa.update(Cohort)
        .where(Cohort.id == cohort.id)
        .values(state=CohortState.ANNOUNCED, starts_on=day, ends_on=day, confirm_by=day, county_review_by=day)
    )
    cases = db.session.scalars(sa.select(Enrolment.id).where(Enrolment.cohort_id == cohort.id).limit(CLASS)).all()
    of_these = Enrolment.id.in_(cases)
    db.session.execute(sa.update(Enrolment).where(of_these).values(state=EnrolmentState.CONFIRMED))
    attested = (AttestedRecord.source == Source.ENROLMENT) & AttestedRecord.source_id.in_(cases)
    db.session.execute(sa.update(AttestedRecord).where(attested).values(source_id=-AttestedRecord.source_id))
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Enrolment).where(of_these)))


def _city() -> Person:
    return db.session.scalars(sa.select(Person).where(Person.username == "city")).one()


if __name__ == "__main__":
    main()

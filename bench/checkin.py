"""`./dev bench checkin [--seconds 180]`: a class of 500 checks in by phone, on the server that `./dev run` starts.

Each phone scans the code that is on the projector at that moment, follows to its ticket, presses the button and reads
its timetable. Phones and server share the machine. Wall-clock milliseconds of each step; the bytes go over loopback.
"""

import argparse
import os
import random
import re
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask

from bench._cookie import cookie_of
from bench._instance import app_on_a_copy
from bench._phone import phone
from bench._server import served
from teachnet.accounts.models import Person
from teachnet.attendance import codes
from teachnet.attendance.models import AttendanceMark, ClassMeeting, Kind
from teachnet.db import db, today, utcnow
from teachnet.training.models import ON_ROSTER, Cohort, CohortState, Enrolment, EnrolmentState

CLASS, AT_MOST_SECONDS = 500, 2.0
STEPS = {"scan": "scan, until the button shows", "button": "button, until it is said"}
FIELD = re.compile(r'name="(csrf_token|once_token)" value="([^"]+)"')


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench checkin", description=__doc__)
    parser.add_argument("--seconds", type=int, default=180, help="within which all of them come, at random")
    parser.add_argument("--fresh", action="store_true", help="make the city anew")
    asked = parser.parse_args()
    with app_on_a_copy("training", asked.fresh) as app:
        with app.app_context():
            meeting_id, cookies = _a_class_that_meets_now(app)
        with served() as server:
            waits, failed = _all_come(server.url, meeting_id, cookies, asked.seconds)
        with app.app_context():
            written = db.session.scalar(
                sa.select(sa.func.count(AttendanceMark.enrolment_id.distinct())).filter_by(meeting_id=meeting_id)
            )
    raise SystemExit(0 if _told(waits, failed, written, asked.seconds) else 1)


def _a_class_that_meets_now(app: Flask) -> tuple[int, list[str]]:
    """The meeting, and 500 of the largest class signed in, each by their cookie."""
    size = sa.func.count().filter(Enrolment.state.in_(ON_ROSTER))
    largest = sa.select(Enrolment.cohort_id).group_by(Enrolment.cohort_id).order_by(size.desc()).limit(1)
    cohort, day = db.session.get_one(Cohort, db.session.scalars(largest).one()), today()
    days = dict.fromkeys(("confirm_by", "county_review_by", "starts_on", "ends_on"), day)
    values = {"state": CohortState.ANNOUNCED} | days
    db.session.execute(sa.update(Cohort).where(Cohort.id == cohort.id).values(values))
    chosen = sa.select(Enrolment.id).where(Enrolment.cohort_id == cohort.id).order_by(Enrolment.id).limit(CLASS)
    here = Enrolment.id.in_(db.session.scalars(chosen).all())
    db.session.execute(sa.update(Enrolment).where(here).values(state=EnrolmentState.ARRIVED))
    meeting = ClassMeeting(title="Opening", begins_at=utcnow(), ends_at=utcnow() + timedelta(hours=3), minutes=180)
    meeting.cohort_id, meeting.host_organisation_id = cohort.id, cohort.host_organisation_id
    db.session.add(meeting)
    db.session.commit()
    people = db.session.scalars(sa.select(Person).join(Enrolment, Enrolment.teacher_id == Person.id).where(here)).all()
    return meeting.id, [cookie_of(app, person) for person in people]


class Phone:
    """A browser, and a watch."""

    def __init__(self, url: str, cookie: str, waits: dict[str, list[float]]):
        self._url, self._waits, self._opener = url, waits, phone(url, cookie)

    def check_in(self, meeting_id: int) -> None:
        scanned = f"{self._url}/training/check-in/scan/{codes.token(meeting_id, Kind.IN)}"
        ticket, page = self._ask("scan", scanned)
        self._ask("button", ticket, dict(FIELD.findall(page)))

    def _ask(self, step: str, url: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """(where it led to, what was read there)"""
        data = urlencode(form).encode() if form else None
        begun = time.perf_counter()
        with self._opener.open(url, data, timeout=60) as answer:
            text = answer.read().decode()
        self._waits[step].append(time.perf_counter() - begun)
        return answer.url, text


def _all_come(url: str, meeting_id: int, cookies: list[str], seconds: int) -> tuple[dict[str, list[float]], list[str]]:
    """How long each waited at each step, and what went wrong."""
    waits, failed, begun, draw = defaultdict(list), [], time.monotonic(), random.Random(7)  # noqa: S311 -- no secret

    def come(cookie: str, after: float) -> None:
        time.sleep(max(begun + after - time.monotonic(), 0))
        try:
            Phone(url, cookie, waits).check_in(meeting_id)
        except OSError as error:
            failed.append(str(error))

    with ThreadPoolExecutor(len(cookies)) as phones:
        for cookie in cookies:
            phones.submit(come, cookie, draw.uniform(0, seconds))
    return waits, failed


def _told(waits: dict[str, list[float]], failed: list[str], written: int, seconds: int) -> bool:
    print(f"\n{CLASS} phones within {seconds} s, on {os.cpu_count()} processors. Milliseconds.\n")
    print(f"{'step':28}{'50 %':>8}{'95 %':>8}{'longest':>9}  wanted")
    kept = [written == CLASS and not failed]
    for step, name in STEPS.items():
        found = sorted(waits[step])
        middle, late = (found[int(len(found) * share)] for share in (0.5, 0.95))
        kept.append(found[-1] <= AT_MOST_SECONDS)
        verdict = f"≤ {AT_MOST_SECONDS:g} s {'yes' if kept[-1] else 'NO'}"
        print(f"{name:28}{middle * 1000:>8.0f}{late * 1000:>8.0f}{found[-1] * 1000:>9.0f}  {verdict}")
    print(f"\n{written} of {CLASS} are on the list, {len(failed)} failed{': ' + failed[0] if failed else '.'}")
    return all(kept)


if __name__ == "__main__":
    main()

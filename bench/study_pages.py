"""`./dev bench study_pages`: the pages of remote study for 40,000 learners, 200 courses and 3 million rows of progress.

The rows are written straight into a copy of a city: this measures reading. `./dev bench study` measures counting.
"""

import argparse
import gc
import os
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from bench._instance import app_on_a_copy
from bench._pages import Page, measure
from teachnet.accounts.models import Appointment, Organisation, Person, Role
from teachnet.db import db, today, utcnow
from teachnet.projects.models import Participation, StudyProject
from teachnet.study.models import Course, CourseEnrolment, StudyDay, StudyGroup, Unit, UnitProgress

AT_MOST_MS = 200
COURSES, UNITS, SECONDS = 200, 12, 600
LEARNERS, EACH = 40_000, 9  # courses of one learner: half of them finished, most of the others begun


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench study_pages", description=__doc__)
    parser.add_argument("--times", type=int, default=20, help="how often each page is asked for")
    parser.add_argument("--learners", type=int, default=LEARNERS)
    parser.add_argument("--fresh", action="store_true", help="make the city anew")
    asked = parser.parse_args()
    os.environ["TEACHNET_DEMO"] = "1"
    with app_on_a_copy("training", asked.fresh) as app:
        began = time.monotonic()
        with app.app_context():
            _fill(asked.learners)
            pages = list(_pages())
        print(f"\n{_figures(app)}; written in {time.monotonic() - began:.0f} s.")
        print(f"Processor milliseconds of {asked.times}.\n")
        gc.collect()
        gc.freeze()  # what writing the rows left behind is none of a page's business
        kept = measure(app, pages, times=asked.times, at_most_ms=AT_MOST_MS)
    raise SystemExit(0 if kept else 1)


def _fill(learners: int) -> None:
    """In the database's own language: three million rows are minutes otherwise."""
    first_course = _write_courses()
    people = db.session.scalars(
        sa.select(Appointment.person_id)
        .where(Appointment.role == Role.TEACHER, Appointment.holds())
        .order_by(Appointment.person_id)
        .limit(learners)
    ).all()
    groups = _write_groups(first_course)
    now = utcnow()
    rows = []
    for number, person_id in enumerate(people):
        for step in range(EACH):
            place = (number * 7 + step * 19) % COURSES
            begun, done = (number + step) % 10 > 0, min((number * 5 + step) % (2 * UNITS), UNITS)
            finished = begun and done == UNITS
            rows.append(
                {
                    "course_id": first_course + place,
                    "learner_id": person_id,
                    "group_id": groups[place] if number % 40 == 0 else None,
                    "joined_at": now,
                    "started_at": now if begun else None,
                    "studied_at": now - timedelta(days=(number + step) % 14) if begun else None,
                    "finished_at": now - timedelta(days=(number + step) % 30) if finished else None,
                    "units_done": done if begun else 0,
                    "credited_ms": done * SECONDS * 1000 if begun else 0,
                }
            )
    seen = set()
    fresh = [row for row in rows if (key := (row["course_id"], row["learner_id"])) not in seen and not seen.add(key)]
    for start in range(0, len(fresh), 10_000):
        db.session.execute(sa.insert(CourseEnrolment), fresh[start : start + 10_000])
    _write_progress(first_course)
    _write_days(first_course)
    _write_project(people)
    db.session.commit()
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()


def _write_courses() -> int:
    lead = db.session.scalars(sa.select(Person).where(Person.username == "lead")).one()
    first = db.session.scalar(sa.select(sa.func.max(Course.id))) + 1
    shared = {"summary": "", "kind": "elective", "minutes": 240, "state": "published", "author_id": lead.id}
    courses = [
        {"id": first + number, "title": f"研修课程 {number + 1}", "made_at": utcnow(), "published_at": utcnow()}
        | shared
        for number in range(COURSES)
    ]
    db.session.execute(sa.insert(Course), courses)
    units = [
        {"course_id": first + number, "position": place, "kind": "text", "title": f"单元 {place}", "seconds": SECONDS}
        | {"body": "课堂提问之后等五秒。" * 40, "has_body": True}
        for number in range(COURSES)
        for place in range(1, UNITS + 1)
    ]
    db.session.execute(sa.insert(Unit), units)
    return first


def _write_groups(first_course: int) -> list[int]:
    """One of each course, the demo tutor's."""
    tutor = db.session.scalars(sa.select(Person).where(Person.username == "tutor")).one()
    county = db.session.scalars(sa.select(Organisation.id).where(Organisation.name.like("张店区教育%"))).first()
    groups = [
        StudyGroup(
            course_id=first_course + number, tutor_id=tutor.id, organisation_id=county, name=f"研修 {number + 1} 组"
        )
        for number in range(COURSES)
    ]
    for group in groups:
        group.starts_on = group.ends_on = today()
    db.session.add_all(groups)
    db.session.flush()
    return [group.id for group in groups]


def _write_progress(first_course: int) -> None:
    """Of each unit up to the one somebody is in."""
    whole = SECONDS * 1000
    is_done = Unit.position <= CourseEnrolment.units_done
    covered = sa.case((is_done, whole), else_=whole // 2)
    spans = sa.case((is_done, f"[[0, {whole}]]"), else_=f"[[0, {whole // 2}]]")
    names = ["enrolment_id", "unit_id", "covered", "credited", "covered_ms", "credited_ms", "position_ms", "done_at"]
    done_at = sa.case((is_done, CourseEnrolment.studied_at), else_=None)
    begun = (
        sa.select(CourseEnrolment.id, Unit.id, spans, spans, covered, covered, sa.literal(0), done_at)
        .join(Unit, Unit.course_id == CourseEnrolment.course_id)
        .where(CourseEnrolment.course_id >= first_course, CourseEnrolment.started_at.is_not(None))
        .where(Unit.position <= CourseEnrolment.units_done + 1)
    )
    db.session.execute(sa.insert(UnitProgress).from_select(names, begun))


def _write_days(first_course: int) -> None:
    """What was counted, on the day somebody was last there."""
    studied = (CourseEnrolment.course_id >= first_course) & CourseEnrolment.studied_at.is_not(None)
    days = sa.select(CourseEnrolment.id, sa.func.date(CourseEnrolment.studied_at), CourseEnrolment.credited_ms)
    names = ["enrolment_id", "day", "credited_ms"]
    db.session.execute(sa.insert(StudyDay).from_select(names, days.where(studied)))


def _write_project(people: Sequence[int]) -> None:
    """Everybody takes part in the demo city's own."""
    project = db.session.scalars(sa.select(StudyProject.id).where(StudyProject.state == "open")).first()
    taken = set(db.session.scalars(sa.select(Participation.person_id).where(Participation.project_id == project)))
    rows = [
        {"project_id": project, "person_id": person, "marks": person * 37 % 10_000, "fulfils": person % 3 == 0}
        for person in people
        if person not in taken
    ]
    db.session.execute(sa.insert(Participation), rows)


def _pages() -> Iterator[Page]:
    group = db.session.scalars(sa.select(StudyGroup.id).order_by(StudyGroup.id.desc())).first()
    hers = db.session.scalars(
        sa.select(CourseEnrolment.course_id)
        .join(CourseEnrolment.learner)
        .where(Person.username == "teacher")
        .order_by(CourseEnrolment.id.desc())
    ).first()
    unit = db.session.scalars(sa.select(Unit.id).where(Unit.course_id == hers)).first()
    yield Page("my courses", "teacher", "/study/")
    yield Page("a course", "teacher", f"/study/courses/{hers}")
    yield Page("a unit", "teacher", f"/study/units/{unit}")
    yield Page("desk of a teacher", "teacher", "/")
    yield Page("groups of a tutor", "tutor", "/study/groups")
    yield Page("a group", "tutor", f"/study/groups/{group}")
    yield Page("marking", "tutor", "/study/marking")
    yield Page("desk of a tutor", "tutor", "/")
    yield Page("completion of a school", "school", "/study/completion")
    yield Page("completion of a county", "county", "/study/completion")
    yield Page("completion of the city", "city", "/study/completion", "/study/completion?per_page=5")
    yield Page("completion of the city, those stuck", "city", "/study/completion?pace=stuck")
    yield Page("groups of the city", "city", "/study/groups")
    for kind in ("study", "study_subjects", "study_stages", "study_areas"):
        yield Page(f"report: {kind}", "city", f"/reports/{kind}")
    project = db.session.scalars(sa.select(StudyProject.id).where(StudyProject.state == "open")).first()
    yield Page("projects", "teacher", "/study/projects/")
    yield Page("a project", "teacher", f"/study/projects/{project}")
    yield Page("people of a project", "city", f"/study/projects/{project}/people")
    yield Page("people of a project, of a county", "county", f"/study/projects/{project}/people")
    yield Page("anomalies", "city", "/study/anomalies/")
    yield Page("learners without a tutor", "county", "/study/groups/sharing")
    yield Page("courses to write", "lead", "/study/writing")
    yield Page("desk of the city", "city", "/")


def _figures(app: Flask) -> str:
    counted = {CourseEnrolment: "enrolments", Course: "courses", UnitProgress: "rows of progress"}
    counted[Participation] = "taking part in projects"
    with app.app_context():
        return ", ".join(
            f"{db.session.scalar(sa.select(sa.func.count(one.id))):,} {name}" for one, name in counted.items()
        )


if __name__ == "__main__":
    main()

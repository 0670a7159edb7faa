"""What is done for many people: taking them in, reckoning each hour, concluding. Some at a time, and each time the rest
is sent again: nothing is done twice, wherever it was interrupted."""

from teachnet.accounts.models import Organisation, Stage, Subject
from teachnet.db import db, reading
from teachnet.jobs import outbox
from teachnet.jobs.housekeeping import hourly
from teachnet.projects import actions, queries
from teachnet.projects.models import Participation, StudyProject

AT_ONCE = 300

hourly("projects.reckon_all")


@outbox.handles("projects.take_in")
def take_in(payloads: outbox.Payloads) -> None:
    for payload in payloads:
        project = db.session.scalars(_whole(payload["project"])).unique().one()
        if not project.takes_people:
            continue
        rule = {
            "at": db.session.get_one(Organisation, payload["at"]),
            "stage": Stage(payload["stage"]) if payload["stage"] else None,
            "subject": Subject(payload["subject"]) if payload["subject"] else None,
        }
        people = db.session.scalars(queries.teachers_to_take_in(project, **rule).limit(AT_ONCE)).unique().all()
        actions.take_in(project, people)
        if len(people) == AT_ONCE:
            outbox.send("projects.take_in", **payload)


@outbox.handles("projects.reckon_all")
def reckon_all(_payloads: outbox.Payloads) -> None:
    for project_id in db.session.scalars(queries.to_reckon()):
        outbox.send("projects.reckon", project=project_id, after=0)


@outbox.handles("projects.reckon")
def reckon(payloads: outbox.Payloads) -> None:
    """What is read takes longer than what is kept: nobody waits meanwhile who has something to write."""
    for payload in payloads:
        with reading():
            project, some = _some(payload)
            found = actions.standings(project, [one.person_id for one in some]) if project.is_open else {}
            sums = actions.sums_of(some, found) if found else []
            db.session.rollback()
        if sums and db.session.scalars(_whole(payload["project"]).with_for_update(of=StudyProject)).one().is_open:
            actions.keep(sums)
            _go_on("projects.reckon", payload, [one["id"] for one in sums])


@outbox.handles("projects.settle")
def settle(payloads: outbox.Payloads) -> None:
    for payload in payloads:
        project, some = _some(payload)
        actions.settle(project, some)
        _go_on("projects.settle", payload, [one.id for one in some])


def _some(payload: dict) -> tuple[StudyProject, list[Participation]]:
    project = db.session.scalars(_whole(payload["project"])).unique().one()
    return project, list(db.session.scalars(queries.next_people_in(project.id, payload["after"]).limit(AT_ONCE)))


def _go_on(topic: str, payload: dict, done: list[int]) -> None:
    if len(done) == AT_ONCE:
        outbox.send(topic, **payload | {"after": done[-1]})


def _whole(project_id: int):
    return queries.projects_whole().where(StudyProject.id == project_id)

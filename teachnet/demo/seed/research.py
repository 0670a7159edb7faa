"""Research projects of the home county: of the demo teacher one that goes on and one just begun; of others one that
waits for the demo lead's review, one at risk, and one of each way a project can end."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import zip_longest
from pathlib import Path

import sqlalchemy as sa

from teachnet.accounts.models import Appointment, Organisation, Person, Role, Subject
from teachnet.db import Model, db, today, utcnow
from teachnet.demo.seed.city import City
from teachnet.research.models import (
    ChangeRequest,
    FollowUpVisit,
    ResearchEvidence,
    ResearchMember,
    ResearchProject,
    ResearchStage,
)
from teachnet.research.words import ChangeKind, EvidenceKind, ResearchKind

TOLD = tomllib.loads((Path(__file__).parent.parent / "research.toml").read_text(encoding="utf-8"))
STAGES_DUE = (ResearchStage.OPENING, ResearchStage.MIDTERM, ResearchStage.CONCLUSION)
JUST_NOW, MOST_PEOPLE = timedelta(minutes=10), 16


def fill(city: City) -> None:
    lead, teacher = (db.session.get_one(Person, city.accounts[name].id) for name in ("lead", "teacher"))
    county = teacher.school.county
    people, rural = [teacher, *_teachers_of(county, but=teacher)], _teachers_of(county, but=teacher, is_rural=True)
    for told in TOLD["projects"]:
        _project(told, rural or people if told.get("rural") else people, lead)


def _teachers_of(county: Organisation, *, but: Person, is_rural: bool = False) -> list[Person]:
    """Of mathematics first, and from as many schools as can be."""
    within = Appointment.organisation_id.in_(Organisation.ids_within(county))
    within &= Organisation.is_rural if is_rural else sa.true()
    teaches = (Appointment.role == Role.TEACHER) & Appointment.holds() & (Appointment.person_id != but.id)
    found = sa.select(Appointment.person_id, Appointment.organisation_id).join(Appointment.organisation)
    mathematics_first = (Appointment.subject != Subject.MATHEMATICS, Appointment.person_id)
    by_school: dict[int, list[int]] = {}
    for person, school in db.session.execute(found.where(within, teaches).order_by(*mathematics_first)):
        by_school.setdefault(school, []).append(person)
    one_by_one = [person for turn in zip_longest(*by_school.values()) for person in turn if person][:MOST_PEOPLE]
    return [db.session.get_one(Person, number) for number in one_by_one]


def _project(told: dict, people: list[Person], lead: Person) -> None:
    leader, *colleagues = (people[number % len(people)] for number in (told["leader"], *told["colleagues"]))
    first = today() - timedelta(days=told["begun"])
    due = {stage: first + timedelta(days=days) for stage, days in zip(STAGES_DUE, told["due"], strict=True)}
    about = {"title": told["title"], "kind": ResearchKind(told["kind"]), "question": told["question"]}
    project = ResearchProject.begin(by=leader, subject=Subject.MATHEMATICS, due=due, **about)
    _dated(told["begun"])
    for colleague in colleagues:
        project.take_in(colleague)
        _dated(told["begun"])
    for days, step, *said in told["steps"]:
        _then(days, partial(_take, project, step, said, lead, days))
    for days, seen, advice, answer in told.get("visits", ()):
        _visited(project, lead, days, seen, advice, answer)
    for title, after, is_reached in told.get("milestones", ()):
        milestone = project.plan(title, first + timedelta(days=after))
        db.session.flush()
        if is_reached:
            _then(told["begun"] - after + 4, partial(project.reach, milestone))
    for days, kind, fate, reason, note in told.get("changes", ()):
        _changed(project, days, ChangeKind(kind), fate, reason, note, lead)


def _take(project: ResearchProject, step: str, said: list[str], lead: Person, days: int) -> None:
    leader = project.leader
    match step:
        case "write":
            project.write(said[0], seen=0, by=leader)
        case "hand in":
            project.write(said[0], seen=project.draft.version if project.draft else 0, by=leader)
            db.session.flush()
            project.hand_in(by=leader)
        case "pass":
            project.pass_report(by=lead, note=said[0])
        case "return":
            project.return_report(by=lead, note=said[0])
        case "decline":
            project.decline(by=lead, note=said[0])
        case "withdraw":
            project.withdraw(by=leader)
        case "evidence":
            kind, title, told = said
            day = today() - timedelta(days=days)
            ResearchEvidence.add(project, by=leader, kind=EvidenceKind(kind), title=title, told=told, day=day)


def _visited(project: ResearchProject, lead: Person, days: int, seen: str, advice: str, answer: str) -> None:
    day = today() - timedelta(days=days)
    visit = FollowUpVisit.plan(project, day, by=lead)
    _dated(days + 7)
    _then(days, partial(visit.record, day, seen, advice))
    if answer:
        _then(days - 3, partial(visit.reply, answer, by=project.leader))


def _changed(
    project: ResearchProject, days: int, kind: ChangeKind, fate: str, reason: str, note: str, lead: Person
) -> None:
    change = ChangeRequest.ask(project, kind, by=project.leader, reason=reason, **_asked(project, kind))
    _dated(days + 3)
    match fate:
        case "grant":
            _then(days, partial(change.grant, by=lead, note=note))
        case "refuse":
            _then(days, partial(change.refuse, by=lead, note=note))
        case "take back":
            _then(days, partial(change.take_back, by=project.leader))


def _asked(project: ResearchProject, kind: ChangeKind) -> dict:
    """What its kind needs: the next milestone a month later, a clearer title, a colleague of the school."""
    match kind:
        case ChangeKind.EXTENSION:
            due = project.milestone_of(project.stage)
            return {"milestone": due, "until": due.due_on + timedelta(days=30)}
        case ChangeKind.TITLE:
            return {"title": project.title.replace("与学生提问的", "对学生提问影响的")}
        case ChangeKind.LEADER:
            here = (Appointment.organisation_id == project.school_id) & (Appointment.role == Role.TEACHER)
            others = sa.select(Person).join(Appointment).where(here, Person.id != project.leader_id)
            successor = db.session.scalars(others.order_by(Person.id).limit(1)).one()
            project.take_in(successor)
            _dated(1)
            return {"new_leader": successor}
        case ChangeKind.END:
            return {}


def _then(days: int, happens: Callable[[], None]) -> None:
    """What happens now, happened so many days ago."""
    with db.session.no_autoflush:
        happens()
        _dated(days)


def _dated(days: int) -> None:
    """Whatever is about to be kept of this moment and this day."""
    back = timedelta(days=days)
    for row in (*db.session.new, *db.session.dirty):
        if not row.__module__.startswith("teachnet.research"):
            continue
        for attribute in sa.inspect(row).attrs:
            for value in attribute.history.added or ():
                if _is_of_now(value):
                    setattr(row, attribute.key, value - back)
        _its_beginning(row, utcnow() - back)
    db.session.flush()


def _is_of_now(value: object) -> bool:
    if isinstance(value, datetime):
        return utcnow() - value < JUST_NOW
    return isinstance(value, date) and value == today()


def _its_beginning(row: Model, moment: datetime) -> None:
    """What a column fills in by itself, it would fill in as now."""
    for name in ("at", "last_sign_at"):
        if hasattr(row, name) and getattr(row, name) is None:
            setattr(row, name, moment)
    if isinstance(row, ResearchMember) and row.joined_on is None:
        row.joined_on = moment.date()

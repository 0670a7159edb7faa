from datetime import timedelta

from teachnet.accounts.models import Role
from teachnet.db import db, today
from teachnet.research.models import ChangeRequest, FollowUpVisit
from teachnet.research.words import ChangeKind
from tests.access.rows import Row, nothing
from tests.factories import somebody
from tests.library.factories import a_published
from tests.research.factories import TEXT, a_project, approved, handed_in, passed, some_evidence


def build(world) -> None:
    """Projects that `own` leads and `colleague` is in, reviewed by an office of the county that is none of the people
    asked: one just begun, one under review, one approved, one concluded. `lead` comes to visit."""
    own, colleague, lead = (world.people[name] for name in ("own", "colleague", "lead"))
    office = somebody(Role.COUNTY_ADMIN, world.county, "Reviewing")
    begun = a_project(own, colleague, title="Begun")
    asked = handed_in(a_project(own, colleague, title="Asked"))
    going = approved(own, colleague, by=office, title="Going")
    done = approved(own, colleague, by=office, title="Done")
    while done.goes_on:
        passed(done, office)
    milestone = going.plan("A survey", today() + timedelta(days=9))
    db.session.commit()
    evidence = some_evidence(going, own)
    change = ChangeRequest.ask(going, ChangeKind.TITLE, by=own, reason="Clearer", title="Going on")
    visit = FollowUpVisit.plan(going, today(), by=lead)
    recorded = FollowUpVisit.plan(going, today(), by=lead)
    db.session.commit()
    recorded.record(today(), "They asked", "Wait longer")
    resource = a_published(own).resource
    db.session.commit()
    world.research = {
        "begun": begun.id, "asked": asked.id, "going": going.id, "report": asked.report.id, "passed": done.report.id,
        "milestone": milestone.id, "evidence": evidence.id, "change": change.id, "visit": visit.id,
        "recorded": recorded.id, "member": going.people[1].id, "resource": resource.id,
    }  # fmt: skip


def of(name: str, key: str = "project_id"):
    return lambda world: {key: world.research[name]}


def a_proposal(world) -> dict:
    days = {name: (today() + timedelta(days=many)).isoformat() for name, many in
            (("opening_on", 60), ("midterm_on", 200), ("conclusion_on", 400))}  # fmt: skip
    return {"title": "Another", "kind": "small", "subject": "mathematics", "question": "Who asks?", **days}


def a_review(world) -> dict:
    return {"note": "Thought over well"}


def a_text(world) -> dict:
    return {"text": TEXT, "version": 0}


def a_record(world) -> dict:
    return {"held_on": today().isoformat(), "seen": "They asked", "advice": "Wait"}


# Those in it write, its leader answers for it; the research posts and offices above its school review, and an auditor
# and its own school's office look on once it was handed in.
# fmt: off
ROWS = {
    #                                           anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET research.index": Row(nothing,         "302  200  200  200  200  200  302  200  200  200  200  403  403  200  403  200"),
    "GET research.as_workbook": Row(nothing,   "302  200  200  200  200  200  302  200  200  200  200  403  403  200  403  200"),
    "GET research.new": Row(nothing,           "302  200  200  200  200  200  302  403  403  403  403  403  403  403  403  403"),
    "POST research.propose": Row(nothing,      "302  303  303  303  303  303  302  403  403  403  403  403  403  403  403  403",
                                 data=a_proposal),
    "GET research.project": Row(of("asked"),   "302  200  200  404  404  404  302  200  200  404  200  403  403  200  403  200"),
    "POST research.withdraw": Row(of("begun"), "302  303  403  404  404  404  302  404  404  404  404  403  403  404  403  404"),
    "POST research.take_in": Row(of("going"),  "302  303  403  404  404  404  302  403  403  404  403  403  403  403  403  403",
                                 data=lambda w: {"name": "Neighbour"}),
    "POST research.release": Row(of("member", "member_id"),
                                               "302  303  303  404  404  404  302  403  403  404  403  403  403  403  403  403"),
    "POST research.plan_milestone": Row(of("going"),
                                               "302  303  403  404  404  404  302  403  403  404  403  403  403  403  403  403",
                                        data=lambda w: {"title": "A talk", "due_on": today().isoformat()}),
    "POST research.reach": Row(lambda w: of("going")(w) | of("milestone", "milestone_id")(w),
                                               "302  303  403  404  404  404  302  403  403  404  403  403  403  403  403  403"),
    "GET research.writing": Row(of("begun"),   "302  200  200  404  404  404  302  404  404  404  404  403  403  404  403  404"),
    "POST research.write": Row(of("begun"),    "302  303  303  404  404  404  302  404  404  404  404  403  403  404  403  404",
                               data=a_text),
    "POST research.hand_in": Row(of("begun"),  "302  303  403  404  404  404  302  404  404  404  404  403  403  404  403  404",
                                 data=a_text),
    "GET research.report": Row(of("report", "report_id"),
                                               "302  200  200  404  404  404  302  200  200  404  200  403  403  200  403  200"),
    "POST research.pass_report": Row(of("report", "report_id"),
                                               "302  403  403  404  404  404  302  403  303  404  303  403  403  303  403  403",
                                     data=a_review),
    "POST research.return_report": Row(of("report", "report_id"),
                                               "302  403  403  404  404  404  302  403  303  404  303  403  403  303  403  403",
                                       data=a_review),
    "POST research.decline": Row(of("report", "report_id"),
                                               "302  403  403  404  404  404  302  403  303  404  303  403  403  303  403  403",
                                 data=a_review),
    "GET research.as_word": Row(of("report", "report_id"),
                                               "302  200  200  404  404  404  302  200  200  404  200  403  403  200  403  200"),
    "POST research.offer": Row(of("passed", "report_id"),
                                               "302  303  303  404  404  404  302  403  403  404  403  403  403  403  403  403"),
    "GET research.new_evidence": Row(of("going"),
                                               "302  200  200  404  404  404  302  403  403  404  403  403  403  403  403  403"),
    "POST research.add_evidence": Row(of("going"),
                                               "302  303  303  404  404  404  302  403  403  404  403  403  403  403  403  403",
                                      data=lambda w: {"kind": "lesson", "title": "A lesson", "told": "Nine asked",
                                                      "day": today().isoformat()}),
    "GET research.evidence_file": Row(lambda w: of("evidence", "evidence_id")(w) | {"name": "x.pdf"},  # told in words only
                                               "302  404  404  404  404  404  302  404  404  404  404  403  403  404  403  404"),
    "POST research.take_out": Row(of("evidence", "evidence_id"),
                                               "302  303  403  404  404  404  302  403  403  404  403  403  403  403  403  403"),
    "GET research.new_change": Row(of("going"),
                                               "302  200  403  404  404  404  302  403  403  404  403  403  403  403  403  403"),
    "POST research.ask_change": Row(of("going"),
                                               "302  303  403  404  404  404  302  403  403  404  403  403  403  403  403  403",
                                    data=lambda w: {"kind": "end", "reason": "No time"}),
    "POST research.grant": Row(of("change", "change_id"),
                                               "302  403  403  404  404  404  302  403  303  404  303  403  403  303  403  403"),
    "POST research.refuse": Row(of("change", "change_id"),
                                               "302  403  403  404  404  404  302  403  303  404  303  403  403  303  403  403",
                                data=a_review),
    "POST research.take_back": Row(of("change", "change_id"),
                                               "302  303  403  404  404  404  302  403  403  404  403  403  403  403  403  403"),
    "POST research.plan_visit": Row(of("going"),
                                               "302  403  403  404  404  404  302  403  303  404  303  403  403  303  403  403",
                                    data=lambda w: {"planned_on": today().isoformat()}),
    "GET research.visit": Row(of("visit", "visit_id"),
                                               "302  200  200  404  404  404  302  200  200  404  200  403  403  200  403  200"),
    "POST research.record": Row(of("visit", "visit_id"),
                                               "302  403  403  404  404  404  302  403  403  404  403  403  403  303  403  403",
                                data=a_record),
    "POST research.call_off": Row(of("visit", "visit_id"),
                                               "302  403  403  404  404  404  302  403  403  404  403  403  403  303  403  403"),
    "POST research.reply": Row(of("recorded", "visit_id"),
                                               "302  303  303  404  404  404  302  403  403  404  403  403  403  403  403  403",
                               data=lambda w: {"answer": "We shall"}),
    "POST research.name_outcome": Row(of("going"),
                                               "302  303  422  404  404  404  302  403  403  404  403  403  403  403  403  403",
                                      data=lambda w: {"resource": w.research["resource"]}),
}

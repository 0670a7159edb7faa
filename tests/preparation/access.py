from teachnet.db import db, today
from teachnet.preparation.models import PassageNote
from tests.access.rows import Row
from tests.preparation.factories import a_preparation, agreed, course_of, discussed, own_plan
from tests.teams.factories import a_member, a_team


def build(world) -> None:
    """In a team that `lead` leads, three lessons that `own` drafts: a first draft, one that is discussed and to which
    `colleague` says something, and an agreed one of which `colleague` and `lead` make plans of their own."""
    lead, own, colleague = (world.people[name] for name in ("lead", "own", "colleague"))
    team = a_team(region=world.county, lead=lead, name="Plans of primary science")
    a_member(team, own)
    a_member(team, colleague)
    draft, talked, done = (a_preparation(team, own) for _ in range(3))
    discussed(talked)
    agreed(done)
    section = course_of(talked.shared_plan)
    suggestion = PassageNote.on(section, "再猜一猜", "Longer", replacement="先猜三次", by=colleague)
    comment = PassageNote.on(section, "先看图", "Which?", replacement=None, by=colleague)
    db.session.commit()
    world.preparation_team_id, world.draft_id = team.id, draft.id
    world.talked_id, world.done_preparation_id, world.talked_plan_id = talked.id, done.id, talked.shared_plan.id
    world.plan_section_id, world.plan_section_version = section.id, section.version
    world.suggestion_id, world.comment_on_passage_id = suggestion.id, comment.id
    world.begun_plan_id = own_plan(done, colleague).id
    world.handed_plan_id = own_plan(done, lead, handed_in=True).id


def team(world) -> dict:
    return {"team_id": world.preparation_team_id}


def draft(world) -> dict:
    return {"preparation_id": world.draft_id}


def talked(world) -> dict:
    return {"preparation_id": world.talked_id}


def done(world) -> dict:
    return {"preparation_id": world.done_preparation_id}


def shared(world) -> dict:
    return {"plan_id": world.talked_plan_id}


def section(world) -> dict:
    return {"section_id": world.plan_section_id}


def suggestion(world) -> dict:
    return {"note_id": world.suggestion_id}


def begun(world) -> dict:
    return {"plan_id": world.begun_plan_id}


def handed_in(world) -> dict:
    return {"plan_id": world.handed_plan_id}


def a_beginning(world) -> dict:
    return {"title": "Levers", "drafter": world.people["own"].id, "own_due_on": today().isoformat()}


# All of it is the team's; a first draft is whose it is, and so is a plan of one's own until it is handed in.
# fmt: off
ROWS = {
    #                                           anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET preparation.of_team": Row(team,       "302  200  200  403  404  404  302  403  403  404  403  403  403  200  404  403"),
    "GET preparation.new": Row(team,           "302  200  200  403  404  404  302  403  403  404  403  403  403  200  404  403"),
    "POST preparation.begin": Row(team,        "302  303  422  403  404  404  302  403  403  404  403  403  403  303  404  403",
                                  data=a_beginning),  # a member drafts themselves
    "GET preparation.preparation": Row(draft,  "302  200  404  404  404  404  302  404  404  404  404  404  404  200  404  404"),
    "POST preparation.lay_before": Row(draft,  "302  303  404  404  404  404  302  404  404  404  404  404  404  303  404  404"),
    "POST preparation.agree": Row(talked,      "302  403  403  404  404  404  302  404  404  404  404  404  404  303  404  404"),
    "POST preparation.open_again": Row(done,   "302  403  403  404  404  404  302  404  404  404  404  404  404  303  404  404",
                                       data=lambda w: {"reason": "A mistake"}),
    "POST preparation.conclude": Row(done,     "302  403  403  404  404  404  302  404  404  404  404  404  404  303  404  404"),
    "POST preparation.begin_own": Row(done,    "302  303  403  404  404  404  302  404  404  404  404  404  404  403  404  404"),
    "GET preparation.new_section": Row(shared, "302  200  403  404  404  404  302  404  404  404  404  404  404  200  404  404"),
    "POST preparation.add_section": Row(shared,
                                               "302  303  403  404  404  404  302  404  404  404  404  404  404  303  404  404",
                                        data=lambda w: {"heading": "Reserve", "text": "More"}),
    "GET preparation.section": Row(section,    "302  200  200  404  404  404  302  404  404  404  404  404  404  200  404  404"),
    "POST preparation.change_section": Row(section,
                                               "302  303  403  404  404  404  302  404  404  404  404  404  404  303  404  404",
                                           data=lambda w: {"heading": "Course", "text": "More",
                                                           "version": w.plan_section_version}),
    "POST preparation.remove_section": Row(section,
                                               "302  303  403  404  404  404  302  404  404  404  404  404  404  303  404  404",
                                           data=lambda w: {"version": w.plan_section_version}),
    "GET preparation.history": Row(section,    "302  200  200  404  404  404  302  404  404  404  404  404  404  200  404  404"),
    "POST preparation.note": Row(section,      "302  303  303  404  404  404  302  404  404  404  404  404  404  303  404  404",
                                 data=lambda w: {"passage": "看图", "text": "Which?"}),
    "POST preparation.accept": Row(suggestion, "302  303  403  404  404  404  302  404  404  404  404  404  404  303  404  404"),
    "POST preparation.decline": Row(suggestion,
                                               "302  303  403  404  404  404  302  404  404  404  404  404  404  303  404  404"),
    "POST preparation.settle": Row(lambda w: {"note_id": w.comment_on_passage_id},
                                               "302  303  403  404  404  404  302  404  404  404  404  404  404  303  404  404"),
    "GET preparation.plan": Row(begun,         "302  404  200  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST preparation.hand_in": Row(begun,     "302  404  303  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST preparation.reflect": Row(handed_in, "302  403  403  404  404  404  302  404  404  404  404  404  404  303  404  404",
                                    data=lambda w: {"reflection": "Longer"}),
    "GET preparation.as_word": Row(talked,     "302  200  200  404  404  404  302  404  404  404  404  404  404  200  404  404"),
    "POST preparation.offer": Row(done,        "302  303  403  404  404  404  302  404  404  404  404  404  404  303  404  404"),
}

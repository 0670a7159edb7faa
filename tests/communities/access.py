from teachnet.db import db, today
from tests.access.rows import Row, nothing
from tests.communities.factories import a_community, an_activity
from tests.factories import a_school, a_school_admin


def build(world) -> None:
    """A community of `own`'s school, which `school` speaks for, and another one whose office told what it gave."""
    other = a_school(world.county, name="Zhangdian Hill Primary")
    partner_admin = a_school_admin(other)
    community = a_community(world.county, other, world.school, coordinator=world.people["lead"], name="By the hill")
    given = an_activity(community, other, world.school, by=partner_admin, title="Levers")
    mine = an_activity(community, world.school, other, by=world.people["school"], title="Magnets")
    db.session.commit()
    world.community_id, world.given_id, world.told_id = community.id, given.id, mine.id
    world.community_member_id, world.hill_id = community.members[0].id, other.id


def community(world) -> dict:
    return {"community_id": world.community_id}


def given(world) -> dict:
    return {"activity_id": world.given_id}


def told(world) -> dict:
    return {"activity_id": world.told_id}


def a_foundation(world) -> dict:
    return {"name": "By the lake", "region": world.county.id, "coordinator": "Lead", "purpose": ""}


def a_report(world) -> dict:
    return {"kind": "lesson", "title": "Floating", "day": today().isoformat(), "giver": world.school.id,
            "receiver": world.hill_id, "outcome": "Two lessons, talked over afterwards."}  # fmt: skip


def a_note(world) -> dict:
    return {"note": "Their questions were taken up."}


# Seen by who works at one of its schools, its coordinator, the offices above its region, and an auditor.
# fmt: off
ROWS = {
    #                                           anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET communities.index": Row(nothing,      "302  200  200  200  200  200  302  200  200  200  200  403  403  200  403  200"),
    "GET communities.as_workbook": Row(nothing,
                                               "302  200  200  200  200  200  302  200  200  200  200  403  403  200  403  200"),
    "GET communities.new": Row(nothing,        "302  403  403  403  403  403  302  403  200  200  200  403  403  403  403  403"),
    "POST communities.found": Row(nothing,     "302  403  403  403  403  403  302  403  303  422  303  403  403  403  403  403",
                                  data=a_foundation),
    "GET communities.community": Row(community,
                                               "302  200  200  404  404  404  302  200  200  404  200  403  403  200  403  200"),
    "POST communities.take_in": Row(community, "302  403  403  404  404  404  302  403  303  404  303  403  403  403  403  403",
                                    data=lambda w: {"school": "Zhangdian Second Primary", "part": "partner"}),
    "POST communities.leave": Row(lambda w: {"member_id": w.community_member_id},
                                               "302  403  403  404  404  404  302  403  303  404  303  403  403  403  403  403"),
    "POST communities.oblige": Row(lambda w: {"community_id": w.community_id, "term": "2026-08"},
                                               "302  403  403  404  404  404  302  403  303  404  303  403  403  403  403  403",
                                   data=lambda w: {"kind": "lesson", "owed_by": "core", "times": 4}),
    "POST communities.close": Row(community,   "302  403  403  404  404  404  302  403  303  404  303  403  403  403  403  403"),
    "GET communities.new_activity": Row(community,
                                               "302  403  403  404  404  404  302  200  403  404  403  403  403  200  403  403"),
    "POST communities.report": Row(community,  "302  403  403  404  404  404  302  303  403  404  403  403  403  303  403  403",
                                   data=a_report),
    "GET communities.activity": Row(given,     "302  200  200  404  404  404  302  200  200  404  200  403  403  200  403  200"),
    "POST communities.confirm": Row(given,     "302  403  403  404  404  404  302  303  403  404  403  403  403  403  403  403",
                                    data=a_note),
    "POST communities.decline": Row(given,     "302  403  403  404  404  404  302  303  403  404  403  403  403  403  403  403",
                                    data=a_note),
    "POST communities.withdraw": Row(told,     "302  403  403  404  404  404  302  303  403  404  403  403  403  403  403  403"),
}

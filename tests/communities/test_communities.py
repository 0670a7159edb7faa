"""A town school with two of the country: what is owed, what was given, and who says so."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.communities import actions
from teachnet.communities.models import ActivityKind, ActivityState, CommunityActivity, Owing, SchoolPart
from teachnet.communities.standing import standings
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.terms import term_of
from tests.communities.factories import a_community, an_activity
from tests.factories import a_county, a_school, a_school_admin, a_teacher, somebody
from tests.preparation.factories import a_preparation, agreed, own_plan
from tests.teams.factories import a_member, a_team

SESSION, LESSON, EXCHANGE = ActivityKind


@pytest.fixture
def place(app):
    county = a_county()
    town = a_school(county, name="Town Primary")
    hill, lake = (a_school(county, name=name, is_rural=True) for name in ("Hill Primary", "Lake Primary"))
    return a_community(county, town, hill, lake), town, hill, lake


def given(community, giver, receiver, **told):
    """Told by the giver's office and confirmed by the receiver's, or by that of the first other school."""
    activity = an_activity(community, giver, receiver, by=a_school_admin(giver), **told)
    activity.confirm(by=a_school_admin(receiver or community.schools[-1].school), note="It was taken up")
    db.session.commit()
    return activity


def counted(community, term=None):
    """(done, owed) by school and kind."""
    standing = standings([community], term or term_of(today()))[0]
    return {
        (one.member.school.name.split()[0], kind): (cell.done, cell.owed)
        for one in standing.schools
        for kind, cell in one.cells.items()
        if cell.done or cell.owed
    }


def test_one_and_two_is_what_it_is_called(place):
    community, _town, hill, _lake = place
    assert community.shape == "1+2"
    community.members[1].leave()
    db.session.commit()
    assert (community.shape, [one.school.name for one in community.schools]) == (
        "1+1",
        ["Town Primary", "Lake Primary"],
    )
    community.take_in(hill, part=SchoolPart.PARTNER)  # and comes back
    db.session.commit()
    with pytest.raises(Refused, match="already"):
        community.take_in(hill, part=SchoolPart.CORE)


def test_only_schools_of_the_region_come_into_it(place):
    community, *_rest = place
    elsewhere = a_school(a_county(community.region.parent, name="Yiyuan"), name="Far Primary")
    for stranger in (elsewhere, community.region):
        with pytest.raises(Refused, match="Only schools"):
            community.take_in(stranger, part=SchoolPart.PARTNER)
    with pytest.raises(Refused, match="No school"):
        actions.take_in(community, "Far Primary", part=SchoolPart.PARTNER)


def test_what_is_owed_and_what_was_given(place):
    community, town, hill, lake = place
    term = term_of(today())
    actions.oblige(community, term, LESSON, Owing.CORE, 2)
    actions.oblige(community, term, EXCHANGE, Owing.EACH, 1)
    given(community, town, hill)
    given(community, town, hill, kind=EXCHANGE)
    given(community, lake, None, kind=SESSION)
    an_activity(community, town, lake, by=community.coordinator)  # nobody has confirmed it

    assert counted(community) == {
        ("Town", LESSON): (1, 2), ("Town", EXCHANGE): (1, 1),
        ("Hill", EXCHANGE): (1, 1), ("Lake", EXCHANGE): (0, 1), ("Lake", SESSION): (1, 0),
    }  # fmt: skip
    standing = standings([community], term)[0]
    assert (standing.done, standing.owed, standing.rural, standing.rural_given) == (3, 5, 2, 2)
    assert [one.brought.received for one in standing.schools] == [0, 2, 0]


def test_more_than_is_owed_does_not_make_up_for_who_gives_nothing(place):
    community, town, hill, _lake = place
    actions.oblige(community, term_of(today()), LESSON, Owing.EACH, 1)
    for _ in range(3):
        given(community, town, hill)
    standing = standings([community], term_of(today()))[0]
    assert (standing.done, standing.owed) == (1, 3)


def test_another_term_counts_for_itself(place):
    community, town, hill, _lake = place
    last = term_of(today()).before
    given(community, town, hill, day=last.first)
    actions.oblige(community, last, LESSON, Owing.CORE, 1)
    assert counted(community) == {}
    assert counted(community, last) == {("Town", LESSON): (1, 1)}
    actions.oblige(community, last, LESSON, Owing.CORE, 0)
    assert counted(community, last) == {("Town", LESSON): (1, 0)}


def test_nobody_s_own_word_counts(place, as_person):
    community, town, hill, lake = place
    giver, receiver, third = (a_school_admin(school) for school in (town, hill, lake))
    activity = an_activity(community, town, hill, by=giver)
    at = f"/teams/communities/activities/{activity.id}/confirmation"
    for person in (giver, third, community.coordinator, somebody(Role.COUNTY_ADMIN, community.region, "Office")):
        assert as_person(person).post(at, note="It was good").status == 403
    activity.confirm(by=giver, note="It was good")
    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()
    db.session.rollback()
    assert as_person(receiver).post(at, note="ok").status == 422  # say what it brought
    assert as_person(receiver).post(at, note="Their questions were taken up").status == 303
    assert as_person(receiver).post(at, note="Their questions were taken up").status == 403
    db.session.refresh(activity)
    assert (activity.state, activity.decided_by_id) == (ActivityState.CONFIRMED, receiver.id)


def test_what_waits_stands_on_the_desk_of_whoever_may_confirm_it(place, as_person):
    community, town, hill, lake = place
    offices = [a_school_admin(school) for school in (town, hill, lake)]
    an_activity(community, town, hill, by=offices[0])
    an_activity(community, hill, None, by=community.coordinator, kind=SESSION)

    def told(person):
        page = as_person(person).get("/").text
        return [text for text in ("One thing another school gave", "2 things other schools gave") if text in page]

    one = ["One thing another school gave"]
    assert [told(person) for person in offices] == [one, one, one]
    assert told(community.coordinator) == []


def test_two_who_decide_at_once_decide_once(place):
    community, town, hill, _lake = place
    activity = an_activity(community, town, hill, by=a_school_admin(town))
    receiver = a_school_admin(hill)
    activity.decline(by=receiver, note="It was not so")
    db.session.commit()
    for decide in (
        lambda: activity.confirm(by=receiver, note="So"),
        lambda: activity.withdraw(by=activity.reported_by),
    ):
        with pytest.raises(Refused, match="Already"):
            decide()
        db.session.rollback()


def test_schools_tell_what_they_gave_and_nothing_typed_is_lost(place, as_person):
    community, town, hill, lake = place
    admin = a_school_admin(town)
    told = {"kind": "lesson", "title": "Fractions", "day": today().isoformat(), "receiver": hill.id}
    at = f"/teams/communities/{community.id}/activities/new"
    wrong = [
        {"giver": lake.id, "outcome": "Two lessons, talked over"},  # not theirs to say
        {"giver": town.id, "outcome": "ok"},
        {"giver": town.id, "outcome": "Two lessons, talked over", "receiver": town.id},
        {"giver": town.id, "outcome": "Two lessons, talked over", "receiver": ""},
        {"giver": town.id, "outcome": "Two lessons, talked over", "day": (today() + timedelta(days=1)).isoformat()},
    ]
    for one in wrong:
        page = as_person(admin).post(at, **{**told, **one})
        assert page.status == 422, one
        assert page.find("input", id="title")["value"] == "Fractions"
    assert as_person(admin).post(at, **told, giver=town.id, outcome="Two lessons, talked over").status == 303
    assert db.session.scalars(sa.select(CommunityActivity)).one().giver.name == "Town Primary"


def test_a_closed_community_takes_nothing_more(place):
    community, town, hill, _lake = place
    community.close()
    db.session.commit()
    for change in (
        lambda: an_activity(community, town, hill, by=community.coordinator),
        lambda: community.members[0].leave(),
        lambda: actions.oblige(community, term_of(today()), LESSON, Owing.EACH, 1),
        community.close,
    ):
        with pytest.raises(Refused, match="closed"):
            change()
        db.session.rollback()


def test_what_teachers_bring_is_what_others_vouch_for(place):
    community, town, hill, lake = place
    team = a_team(region=community.region, lead=community.coordinator)
    lin, sun = a_member(team, a_teacher(town, "Lin")), a_member(team, a_teacher(hill, "Sun"))
    preparation = agreed(a_preparation(team, lin))
    own_plan(preparation, sun, handed_in=True)
    own_plan(preparation, lin)  # begun only

    brought = {one.member.school.name: one.brought for one in standings([community], term_of(today()))[0].schools}
    assert [(name, one.own_plans) for name, one in brought.items()] == [
        ("Town Primary", 0), ("Hill Primary", 1), ("Lake Primary", 0),
    ]  # fmt: skip
    assert all((one.resources, one.taken_over, one.minutes) == (0, 0, 0) for one in brought.values())


def test_the_list_asks_as_much_for_one_as_for_many(place, as_person, statements):
    community, *_rest = place
    office = somebody(Role.COUNTY_ADMIN, community.region, "Office")
    as_person(office).get("/teams/communities/")
    statements.clear()
    as_person(office).get("/teams/communities/")
    few = len(statements)
    for number in range(4):
        schools = [a_school(community.region, name=f"{number}-{n}") for n in range(3)]
        a_community(community.region, *schools, name=f"No. {number}", coordinator=community.coordinator)
    statements.clear()
    assert len(as_person(office).get("/teams/communities/").select("tbody tr")) == 5
    assert len(statements) == few


def test_the_excel_file_says_what_the_page_says(place, as_person):
    community, town, hill, _lake = place
    given(community, town, hill)
    office = somebody(Role.COUNTY_ADMIN, community.region, "Office")
    file = as_person(office).get("/teams/communities/communities.xlsx").response.data
    rows = list(openpyxl.load_workbook(BytesIO(file)).active.iter_rows(values_only=True))
    line = next(row for row in rows if row[1] == "Town Primary")
    assert line[:4] == ("Along the river", "Town Primary", "Core school", "town")
    assert line[4:10] == (0, 0, 1, 0, 0, 0)


def test_who_coordinates_can_open_it(place):
    community, *_rest = place
    somebody(Role.HOST, community.region, "He")
    told = {"name": "By the lake", "purpose": ""}
    with pytest.raises(Refused, match="neither teaches"):
        actions.found(community.region, coordinator="He", **told)
    assert actions.found(community.region, coordinator="Wang", **told).coordinator == community.coordinator


def test_what_is_owed_comes_back_in_the_term_it_was_typed_for(place, as_person):
    community, *_rest = place
    office, last = somebody(Role.COUNTY_ADMIN, community.region, "Office"), term_of(today()).before
    at = f"/teams/communities/{community.id}/obligations/{last.code}"
    page = as_person(office).post(at, kind="lesson", owed_by="core", times=99)
    assert page.status == 422
    assert page.find("form", action=at)
    assert page.select_one("#term option[selected]")["value"] == last.code

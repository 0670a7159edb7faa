"""Who sleeps where: the host's list, proposals that keep women and men apart, and a learner's own room."""

import pytest

from teachnet.accounts.models import Gender
from teachnet.audit.models import AuditEntry
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.lodging import actions, sharing
from teachnet.lodging.forms import rooms_in
from teachnet.lodging.models import Lodging
from teachnet.training.models import EnrolmentState
from tests.attendance.factories import a_class, a_member
from tests.factories import a_city_admin, saved

FEMALE, MALE = Gender.FEMALE, Gender.MALE


@pytest.fixture
def cohort(app):
    return a_class()


@pytest.fixture
def host(as_person, cohort):
    return as_person(cohort.host)


def url(cohort):
    return f"/training/cohorts/{cohort.id}/rooms"


def somebody_in(cohort, gender, name="Zhou"):
    case = a_member(cohort, name)
    case.teacher.gender = gender
    db.session.commit()
    return case


def typed(cases, *rooms):
    return {f"room-{case.id}": room for case, room in zip(cases, rooms, strict=True)} | {
        f"seen-{case.id}": "" for case in cases
    }


def given():
    return {bed.enrolment_id: bed.room for bed in db.session.query(Lodging)}


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("301-303, 305", ["301", "302", "303", "305"]),
        ("A1 A2、A3", ["A1", "A2", "A3"]),
        ("098至101", ["098", "099", "100", "101"]),
        ("9 - 11", ["9", "10", "11"]),
        ("303-301", ["303-301"]),
        ("1-999999", ["1-999999"]),
        ("2-201", [str(number) for number in range(2, 202)]),
        ("", []),
        (" ，, ", []),
    ],
)
def test_rooms_are_read_as_people_write_them(text, rooms):
    assert rooms_in(text) == rooms


@pytest.mark.parametrize(
    ("genders", "beds", "rooms", "shared"),
    [
        ("FFMM", 2, "ab", ["FF", "MM"]),
        ("FFF", 2, "ab", ["FF", "F"]),
        ("FMF", 2, "ab", ["FF", "M"]),
        ("FFFMM", 2, "ab", ["FF", "MM"]),  # too few rooms: one waits
        ("??F", 2, "abc", ["?", "?", "F"]),  # of whom it is not known: alone
        ("FM", 1, "aabb", ["F", "M"]),
        ("F", 0, "a", []),
    ],
)
def test_a_room_is_of_one_gender_and_never_too_full(cohort, genders, beds, rooms, shared):
    known = {"F": FEMALE, "M": MALE, "?": None}
    cases = [somebody_in(cohort, known[letter]) for letter in genders]
    found = sharing.proposed(cases, {}, rooms, beds)
    by_room = {}
    for case, letter in zip(cases, genders, strict=True):
        if case.id in found:
            by_room.setdefault(found[case.id], []).append(letter)
    assert sorted("".join(both) for both in by_room.values()) == sorted(shared)


def test_a_bed_that_is_free_goes_to_the_same_gender(cohort):
    women, men = [somebody_in(cohort, FEMALE) for _ in range(2)], [somebody_in(cohort, MALE) for _ in range(3)]
    taken = {women[0].id: "301", men[0].id: "302"}
    found = sharing.proposed([*women, *men], taken, ["301", "302", "303"], 2)
    assert found == {women[1].id: "301", men[1].id: "302", men[2].id: "303"}
    assert not sharing.mixed([*women, *men], taken | found)
    assert sharing.mixed([*women, *men], {women[0].id: "301", men[0].id: "301"}) == {"301"}


def test_nobody_joins_a_room_whose_it_is_not_known(cohort):
    stranger, woman = somebody_in(cohort, None), somebody_in(cohort, FEMALE)
    assert sharing.proposed([stranger, woman], {stranger.id: "301"}, ["301"], 2) == {}


def test_the_host_proposes_looks_and_keeps(cohort, host):
    cases = [somebody_in(cohort, FEMALE, name) for name in ("An", "Bo")]
    proposal = host.post(f"{url(cohort)}/proposal", rooms="301-302", beds=2, **typed(cases, "", ""))
    assert [box["value"] for box in proposal.select("tbody input.input")] == ["301", "301"]
    assert "2 rooms are proposed. Nothing is kept yet." in proposal.text
    assert given() == {}
    assert host.post(url(cohort), **typed(cases, "301", "301")).status == 303
    assert given() == {case.id: "301" for case in cases}
    assert db.session.query(AuditEntry).filter_by(action="lodging.give", thing="lodging").count() == 2
    paper = host.get(f"{url(cohort)}/print")
    assert [cell.text for cell in paper.select("tbody th")] == ["301"]
    assert [cell.text for cell in paper.select("tbody td.name")] == ["An", "Bo"]


def test_a_room_is_taken_back_by_emptying_it(cohort, host):
    case = a_member(cohort)
    saved(Lodging(enrolment=case, room="301"))
    host.post(url(cohort), **{f"room-{case.id}": "", f"seen-{case.id}": "301"})
    assert given() == {}


def test_of_two_who_write_at_once_the_second_hears_what_the_first_wrote(cohort):
    case, other = a_member(cohort, "Zhou"), a_member(cohort, "Liu")
    actions.give_rooms(cohort, {case.id: "301"}, {case.id: ""})
    db.session.commit()
    with pytest.raises(Refused, match="Somebody else changed the room of Zhou meanwhile: 301."):
        actions.give_rooms(cohort, {other.id: "302", case.id: "305"}, {other.id: "", case.id: ""})
    db.session.rollback()
    assert given() == {case.id: "301"}
    actions.give_rooms(cohort, {other.id: "302", case.id: ""}, {other.id: "", case.id: ""})  # of Zhou nothing is said
    assert given() == {case.id: "301", other.id: "302"}


@pytest.mark.parametrize("wrong", [{"rooms": "9" * 21}, {"beds": 99}, {"rooms": "1-400, 1000-1400"}])
def test_what_cannot_be_a_room_is_said_beside_its_field(cohort, host, wrong):
    case = a_member(cohort)
    refused = host.post(f"{url(cohort)}/proposal", **{"beds": 2} | wrong, **typed([case], "301"))
    assert refused.status == 422
    assert refused.select("[aria-invalid]")
    assert refused.select("tbody input.input")[0]["value"] == "301"


def test_a_name_too_long_is_refused_and_stays(cohort, host):
    case = a_member(cohort)
    refused = host.post(url(cohort), **typed([case], "x" * 21))
    assert refused.status == 422
    assert refused.select("tbody input.input")[0]["value"] == "x" * 21
    assert given() == {}


def test_a_learner_knows_their_room_and_with_whom(cohort, as_person):
    zhou, liu, away = a_member(cohort, "Zhou"), a_member(cohort, "Liu"), a_member(cohort, "Sun")
    for case, room in ((zhou, "301"), (liu, "301"), (away, "302")):
        saved(Lodging(enrolment=case, room=room))
    me = as_person(zhou.teacher)
    assert "My room: 301" in me.get(f"/training/cohorts/{cohort.id}").text
    page = me.get(f"{url(cohort)}/mine")
    assert [line.text for line in page.select("[aria-labelledby=shared] strong")] == ["Liu"]
    assert as_person(a_member(cohort, "Wu").teacher).get(f"{url(cohort)}/mine").status == 404


def test_who_left_the_class_leaves_the_bed(cohort, host, as_person):
    zhou, gone = a_member(cohort, "Zhou"), a_member(cohort, "Liu")
    for case in (zhou, gone):
        saved(Lodging(enrolment=case, room="301"))
    gone.drop_out(by=a_city_admin(), reason="Ill")
    db.session.commit()
    assert gone.state is EnrolmentState.DROPPED_OUT
    assert "Liu" not in host.get(f"{url(cohort)}/print").text
    assert "Liu" not in as_person(zhou.teacher).get(f"{url(cohort)}/mine").text


def test_a_list_of_many_takes_as_many_statements_as_one_of_three(cohort, host, statements):
    counts = []
    for _ in range(2):
        for _ in range(3):
            a_member(cohort)
        host.get(url(cohort))  # warm
        before = len(statements)
        host.get(url(cohort))
        counts.append(len(statements) - before)
    assert counts[0] == counts[1] > 0

import sqlalchemy as sa

from teachnet.accounts.models import Person, Role
from teachnet.db import db
from teachnet.teams.models import Membership, Team, TeamKind
from tests.factories import a_county, a_county_admin, a_school, a_teacher, somebody
from tests.teams.factories import a_member, a_team


def test_a_county_founds_a_team_for_one_of_its_leads(as_person):
    county = a_county()
    lead = somebody(Role.RESEARCH_LEAD, county, "Wang", username="wang")

    answer = as_person(a_county_admin(county)).post(
        "/teams/new",
        name="Primary maths",
        kind="subject",
        subject="mathematics",
        stage="primary",
        region=county.id,
        lead="wang",
    )

    team = db.session.scalars(sa.select(Team)).one()
    assert (answer.status, team.lead, team.region) == (303, lead, county)


def test_nobody_founds_a_team_outside_their_own_region(as_person):
    county, elsewhere = a_county(), a_county()

    page = as_person(a_county_admin(county)).post(
        "/teams/new", name="Primary maths", kind="subject", subject="mathematics", stage="primary", region=elsewhere.id
    )

    assert (page.status, db.session.scalars(sa.select(Team)).all()) == (422, [])


def test_a_teacher_asks_to_join_and_the_lead_accepts(as_person):
    team = a_team()
    teacher = a_teacher(a_school(team.region), "Zhou")

    as_person(teacher).post(f"/teams/{team.id}/application")
    (membership,) = team.memberships
    row = as_person(team.lead, htmx=True).post(f"/teams/memberships/{membership.id}/acceptance")

    assert row.select_one(".badge").text.strip() == "Member"
    assert [(move.was, move.became) for move in membership.history] == [(None, "applied"), ("applied", "member")]


def test_only_the_lead_decides(as_person):
    team = a_team()
    applicant, other = (a_teacher(a_school(team.region), name) for name in ("Zhou", "Li"))
    as_person(applicant).post(f"/teams/{team.id}/application")
    (membership,) = team.memberships
    accept = f"/teams/memberships/{membership.id}/acceptance"

    assert as_person(applicant).post(accept).status == 403
    assert as_person(other).post(accept).status == 404
    assert as_person(a_county_admin(team.region)).post(accept).status == 403


def test_a_lead_takes_in_somebody_by_name_but_only_of_the_region(as_person):
    team = a_team()
    a_teacher(a_school(team.region), "Zhou Min")
    a_teacher(a_school(a_county()), "Far Away")
    lead = as_person(team.lead)

    assert lead.post(f"/teams/{team.id}/members", name="Zhou Min").status == 303
    refused = lead.post(f"/teams/{team.id}/members", name="Far Away")

    assert (refused.status, refused.select_one("[name=name]")["value"]) == (422, "Far Away")
    assert [membership.person.name for membership in team.memberships] == ["Zhou Min"]


def test_members_are_named_to_members_only(as_person):
    team = a_team()
    member, outsider = (a_teacher(a_school(team.region), name) for name in ("Member", "Outsider"))
    a_member(team, member)
    page = f"/teams/{team.id}"

    assert [row.span.text for row in as_person(member).get(page).select(".membership")] == ["Member"]
    assert as_person(outsider).get(page).select(".membership") == []


def test_teams_of_another_county_are_not_seen(as_person):
    team = a_team()
    stranger = a_teacher(a_school(a_county()), "Stranger")

    assert as_person(stranger).get(f"/teams/{team.id}").status == 404
    assert as_person(stranger).get("/teams/").select(".team") == []


def test_somebody_who_left_may_come_back(as_person):
    team = a_team()
    teacher = a_member(team, a_teacher(a_school(team.region)))
    browser = as_person(teacher)

    browser.post(f"/teams/{team.id}/leaving")
    assert browser.post(f"/teams/{team.id}/application").status == 303
    assert [move.became for move in team.memberships[0].history] == ["member", "left", "applied"]


def test_who_is_invited_decides(as_person):
    team = a_team(kind=TeamKind.STUDIO)
    zhou, wu = (a_teacher(a_school(team.region, name=name), name) for name in ("Zhou", "Wu"))
    for person in (zhou, wu):
        assert as_person(team.lead).post(f"/teams/{team.id}/invitations", name=person.name).status == 303
    assert "Invited into Primary maths" in as_person(zhou).get("/").text
    mine = {membership.person_id: membership.id for membership in team.memberships}
    assert as_person(zhou).post(f"/teams/memberships/{mine[wu.id]}/joining").status == 404
    assert as_person(zhou).post(f"/teams/memberships/{mine[zhou.id]}/joining").status == 303
    assert as_person(wu).post(f"/teams/memberships/{mine[wu.id]}/turning-down").status == 303
    db.session.expire_all()
    assert [(one.person.name, one.state) for one in team.memberships] == [("Zhou", "member"), ("Wu", "declined")]
    assert as_person(wu).post(f"/teams/memberships/{mine[wu.id]}/joining").status == 403
    assert "Invited into" not in as_person(wu).get("/").text
    assert "Studio of a distinguished teacher" in as_person(zhou).get(f"/teams/{team.id}").text


def test_of_five_windows_that_accept_at_once_one_does_and_the_others_are_told(at_once):
    team = a_team()
    membership = team.receive_application(by=a_teacher(a_school(team.region), "Zhou"))
    db.session.commit()
    key, lead_id = membership.id, team.lead_id

    def accept(_seen):
        db.session.get(Membership, key).accept(by=db.session.get(Person, lead_id))

    assert at_once(*[(lambda: None, accept)] * 5) == {"done": 1, "Zhou: already “Member”.": 4}
    assert [move.became for move in membership.history] == ["applied", "member"]


def test_who_asks_in_five_windows_at_once_has_asked_once(at_once):
    team = a_team()
    zhou = a_teacher(a_school(team.region), "Zhou")
    team_id, zhou_id = team.id, zhou.id

    def ask(_seen):
        db.session.get(Team, team_id).receive_application(by=db.session.get(Person, zhou_id))

    assert at_once(*[(lambda: None, ask)] * 5) == {"done": 1, "Zhou: already “Asked to join”.": 4}
    assert [membership.person for membership in team.memberships] == [zhou]

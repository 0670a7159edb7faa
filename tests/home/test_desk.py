"""What stands on whose desk."""

from datetime import timedelta

import pytest

from teachnet.accounts.models import Role, Stage, Subject, TransferRequest
from teachnet.credits.models import ClaimState
from teachnet.db import db, today, utcnow
from teachnet.evidence.models import Evidence, EvidenceKind
from teachnet.library.models import Licence, MicroSkill, ResourceKind, ResourceMove, ResourceVersion, VersionState
from teachnet.library.models.skill import ensure_micro_skills
from teachnet.teams.models import Audience, Membership, MembershipState, OnlineSession, SignUp, SignUpState, Team
from teachnet.training import cancelling
from teachnet.training.models import EnrolmentState, Replacement
from tests.credits.factories import a_claim
from tests.factories import (
    a_city_admin,
    a_county,
    a_county_admin,
    a_school,
    a_school_admin,
    a_teacher,
    saved,
    somebody,
    the_city,
)
from tests.minutes.factories import a_paragraph, somebody_there
from tests.stays.factories import heard, hold
from tests.study.factories import a_course, a_group, a_learner, a_stored_file
from tests.training.factories import a_cohort, an_enrolment, days_from

CONFIRMED = EnrolmentState.CONFIRMED


def todo(page):
    return [item.select_one("h3").text for item in page.select(".desk-item")]


def a_team(lead, region, **fields):
    return saved(
        Team(
            **{
                "name": "Maths team",
                "subject": Subject.MATHEMATICS,
                "stage": Stage.PRIMARY,
                "lead": lead,
                "region": region,
            }
            | fields
        )
    )


def a_session(team, days=2, **fields):
    starts_at = utcnow() + timedelta(days=days)
    planned = {"title": "When to probe", "starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=90)}
    return saved(OnlineSession(**{"team": team, "host": team.lead} | planned | fields))


def closed_days():
    """Of a class whose window is over and whose review is not."""
    days = days_from(30)
    return days | {"closes_on": days["opens_on"]}


def a_version(author, state, title="A clip", **fields):
    ensure_micro_skills()
    skill = db.session.query(MicroSkill).first()
    whose = {"author": author, "organisation": author.school, "skill": skill, "title": title}
    what = {"subject": Subject.MATHEMATICS, "stage": Stage.PRIMARY, "kind": ResourceKind.CLIP, "licence": Licence.BY}
    version = ResourceVersion.first(**whose, **what, **fields)
    version.state = state
    return saved(version)


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def lead(county):
    return somebody(Role.RESEARCH_LEAD, county, "Wang Xiulan")


@pytest.fixture
def team(lead, county):
    return a_team(lead, county)


@pytest.fixture
def teacher(county, team):
    teacher = a_teacher(a_school(county), "Zhou Min")
    saved(Membership(team=team, person=teacher, state=MembershipState.MEMBER))
    return teacher


def test_a_clear_desk_is_told_kindly(as_person):
    page = as_person(a_teacher()).get("/")

    assert page.select_one("h1").text == "Zhou Min, nothing is due this week"
    assert page.select_one(".empty h2").text == "Nothing waits for you"


def test_a_team_invites_its_members_until_they_answer(as_person, teacher, team):
    session = a_session(team)
    page = as_person(teacher).get("/")
    assert [button.contents[0] for button in page.select(".desk-item .button")] == ["Sign up"]

    saved(SignUp(session=session, person=teacher, state=SignUpState.WITHDRAWN))
    assert todo(as_person(teacher).get("/")) == []


def test_the_desk_shows_no_session_that_its_reader_may_not_see(as_person, teacher, team):
    """Signed up while the region was invited; then the session became the team's own."""
    elsewhere = a_team(somebody(Role.RESEARCH_LEAD, teacher.school.county), teacher.school.county, name="Not mine")
    session = a_session(elsewhere, audience=Audience.REGION)
    saved(SignUp(session=session, person=teacher, state=SignUpState.SIGNED_UP))
    assert todo(as_person(teacher).get("/")) == ["When to probe"]

    session.audience = Audience.TEAM
    db.session.commit()

    assert todo(as_person(teacher).get("/")) == []
    assert as_person(teacher).get(f"/teams/sessions/{session.id}").status == 404


def test_a_full_session_offers_its_waiting_list(as_person, teacher, team):
    session = a_session(team, seats=1)
    saved(SignUp(session=session, person=a_teacher(a_school()), state=SignUpState.SIGNED_UP))

    page = as_person(teacher).get("/")

    assert [button.contents[0] for button in page.select(".desk-item .button")] == ["Join the waiting list"]


def test_a_seat_stands_on_the_desk_and_beside_it(as_person, teacher, team):
    saved(SignUp(session=a_session(team), person=teacher, state=SignUpState.SIGNED_UP))

    page = as_person(teacher).get("/")

    assert todo(page) == ["When to probe"]
    assert page.select_one("[aria-labelledby=next-session] h3").text == "When to probe"


def test_sessions_of_other_teams_cancelled_or_far_ones_are_not_there(as_person, teacher, team):
    other = a_team(somebody(Role.RESEARCH_LEAD, a_county()), a_county(), name="Elsewhere")
    a_session(other, title="Another county's", audience=Audience.REGION)
    a_session(team, title="Cancelled", cancelled_at=utcnow())
    a_session(team, title="Next month", days=30)

    assert todo(as_person(teacher).get("/")) == []


def test_a_lead_decides_who_joins_and_plans_what_comes(as_person, lead, team, county):
    saved(Membership(team=team, person=a_teacher(a_school(county)), state=MembershipState.APPLIED))
    assert todo(as_person(lead).get("/")) == ["One teacher asks to join", "Plan the next session"]

    a_session(team)
    assert todo(as_person(lead).get("/")) == ["When to probe", "One teacher asks to join"]


def test_a_school_sees_who_has_never_signed_in_there_and_nowhere_else(as_person):
    school = a_school()
    admin = a_school_admin(school)
    admin.password_hash = "set"
    a_teacher(school, "Without")
    a_teacher(school, "With", password_hash="set")
    a_teacher(a_school(), "Elsewhere")

    assert todo(as_person(admin).get("/")) == ["One colleague has never signed in"]


def test_an_admitted_teacher_is_asked_for_an_answer_in_time(as_person, county):
    cohort = a_cohort({county: 5}, title="Autumn maths")
    case = an_enrolment(cohort, teacher=a_teacher(a_school(county)), state=EnrolmentState.ADMITTED)

    page = as_person(case.teacher).get("/")

    assert todo(page) == ["Confirm: Autumn maths"]
    assert page.select_one(".desk-item .button")["href"] == "/training/"


def test_what_came_back_is_put_right(as_person, county):
    cohort = a_cohort({county: 5}, title="Autumn maths")
    case = an_enrolment(cohort, teacher=a_teacher(a_school(county)), state=EnrolmentState.RETURNED_TO_TEACHER)
    assert todo(as_person(case.teacher).get("/")) == ["Put right: Autumn maths"]


def test_a_confirmed_class_stands_there_when_it_is_near(as_person, county):
    school = a_school(county)
    near = an_enrolment(
        a_cohort({county: 5}, title="Near", **days_from(10)), teacher=a_teacher(school), state=CONFIRMED
    )
    far = an_enrolment(a_cohort({county: 5}, title="Far"), teacher=a_teacher(school), state=CONFIRMED)

    assert todo(as_person(near.teacher).get("/")) == ["Near"]
    assert todo(as_person(far.teacher).get("/")) == []


@pytest.mark.parametrize(
    ("state", "whose"),
    [
        (EnrolmentState.APPLIED, "school"),
        (EnrolmentState.COUNTY_REVIEW, "county"),
        (EnrolmentState.CITY_REVIEW, "city"),
    ],
)
def test_a_case_stands_on_the_desk_of_whose_turn_it_is(as_person, county, state, whose):
    school = a_school(county)
    cohort = a_cohort({county: 5}, title="Autumn maths", **closed_days())
    for name in ("Zhou", "Liu"):
        an_enrolment(cohort, teacher=a_teacher(school, name, password_hash="set"), state=state)
    offices = {"school": a_school_admin(school), "county": a_county_admin(county), "city": a_city_admin()}
    stranger = a_county_admin(a_county())
    for office in (*offices.values(), stranger):
        office.password_hash = "set"

    desks = {name: todo(as_person(office).get("/")) for name, office in offices.items()}

    assert desks == {name: ["2 cases to decide"] if name == whose else [] for name in offices}
    assert todo(as_person(stranger).get("/")) == []


def test_a_school_is_called_to_nominate_while_a_class_is_open(as_person, county):
    admin = a_school_admin(a_school(county))
    admin.password_hash = "set"
    a_cohort({county: 5}, title="Autumn maths")
    a_cohort({a_county(): 5}, title="Elsewhere")
    a_cohort({county: 5}, title="Closed", **closed_days())

    assert todo(as_person(admin).get("/")) == ["Nominate for: Autumn maths"]


def test_a_host_sees_the_own_class_and_who_has_answered(as_person, county):
    host = somebody(Role.HOST, county, "Han")
    cohort = a_cohort({county: 5}, title="Mine", host=host)
    a_cohort({county: 5}, title="Another’s", host=somebody(Role.HOST, county, "Hou"))
    school = a_school(county)
    for name, state in (("A", CONFIRMED), ("B", CONFIRMED), ("C", EnrolmentState.ADMITTED)):
        an_enrolment(cohort, teacher=a_teacher(school, name), state=state)

    page = as_person(host).get("/")

    assert todo(page) == ["Mine"]
    assert "Confirmed: 2. Not answered yet: 1." in page.text


def test_a_host_is_led_to_the_arrivals_and_at_the_end_to_who_has_completed_it(as_person, county):
    host = somebody(Role.HOST, county, "Han")
    begun, ended = (a_cohort({county: 5}, title=title, host=host) for title in ("Begun", "Ended"))
    for cohort, days in ((begun, 30), (ended, 40)):
        for name, day in days_from(30).items():
            setattr(cohort, name, day - timedelta(days=days))
        an_enrolment(cohort, teacher=a_teacher(a_school(county)), state=EnrolmentState.ARRIVED)
    an_enrolment(begun, teacher=a_teacher(a_school(county)), state=CONFIRMED)

    page = as_person(host).get("/")

    assert sorted(todo(page)) == ["Begun", "Finish: Ended"]
    assert "Arrived: 1. Still expected: 1." in page.text


def test_a_claim_waits_for_whoever_has_it(as_person, county):
    school = a_school(county)
    zhou = a_teacher(school)
    a_claim(zhou, title="Summer school", state=ClaimState.RETURNED)
    a_claim(zhou, state=ClaimState.SCHOOL_REVIEW)
    sun, qian = somebody(Role.SCHOOL_ADMIN, school), somebody(Role.COUNTY_ADMIN, county)

    assert todo(as_person(zhou).get("/")) == ["Put right: Summer school"]
    assert "One claim to decide" in todo(as_person(sun).get("/"))
    assert "One claim to decide" not in todo(as_person(qian).get("/"))


def test_a_course_waits_at_ones_own_pace_and_its_hours_are_counted(as_person):
    teacher = a_teacher()
    a_learner(a_course(units=3, title="Asking"), teacher)
    a_learner(a_course(title="Done", minutes=240), teacher, finished_at=utcnow())
    a_learner(a_course(title="Long ago"), teacher, finished_at=utcnow() - timedelta(days=400))

    page = as_person(teacher).get("/")

    assert todo(page) == ["Asking"]
    assert page.select_one("[aria-labelledby=hours] .figure b").get_text(" ", strip=True) == "4 hours"
    assert page.select_one("h1").text == "Zhou Min, nothing is due this week"


def test_a_tutor_sees_who_has_stopped(as_person):
    course = a_course()
    group = a_group(course)
    now = utcnow()
    long_ago = now - timedelta(days=30)
    for studied_at, finished_at in ((None, None), (long_ago, None), (now, None), (long_ago, long_ago)):
        a_learner(
            course, a_teacher(), group=group, started_at=studied_at, studied_at=studied_at, finished_at=finished_at
        )

    assert todo(as_person(group.tutor).get("/")) == ["2 learners have stopped"]


def test_an_author_and_a_reviewer_see_what_waits_for_them(as_person, county):
    author = a_teacher(a_school(county), "Liu")
    returned = a_version(author, VersionState.RETURNED, title="Three steps")
    saved(ResourceMove(version=returned, by=author, was="in_review", became="returned", note="The sound is missing."))
    a_version(author, VersionState.SUBMITTED, submitted_at=utcnow() - timedelta(days=3))

    page = as_person(author).get("/")
    assert todo(page) == ["Put right: Three steps"]
    assert "The sound is missing." in page.text

    reviewer = somebody(Role.REVIEWER, county, "Zhao")
    assert todo(as_person(reviewer).get("/")) == ["One resource to review"]
    assert todo(as_person(somebody(Role.REVIEWER, a_county(), "Far")).get("/")) == []


def test_the_school_that_would_lose_somebody_is_asked(as_person, county):
    old, new = a_school(county), a_school(county)
    leaving, asking = (somebody(Role.SCHOOL_ADMIN, school, password_hash="set") for school in (old, new))
    teacher = a_teacher(old, password_hash="set")
    saved(TransferRequest(person=teacher, sender=old, receiver=new, name_given=teacher.name, asked_by_id=asking.id))

    assert todo(as_person(leaving).get("/")) == ["One transfer to decide"]
    assert todo(as_person(asking).get("/")) == []


def test_an_auditor_sees_what_was_refused(as_person):
    auditor = somebody(Role.AUDITOR, the_city(), "Kan")
    assert todo(as_person(auditor).get("/")) == []

    as_person(a_teacher()).get("/people/")

    assert todo(as_person(auditor).get("/")) == ["One attempt was refused this week"]


def test_the_desk_costs_the_same_however_much_is_on_it(as_person, statements, teacher, team):
    browser, costs = as_person(teacher), []
    for _number in range(3):
        a_session(team)
        statements.clear()
        browser.get("/")
        costs.append(sum("FROM audit_entry" not in sent for sent in statements))  # the test browser reads the trail

    assert costs[0] == costs[2] <= 8


def test_whose_cohort_was_cancelled_reads_it_for_two_weeks(as_person, county):
    zhou = a_teacher(a_school(county), "Zhou")
    cohort = a_cohort({county: 5}, title="Thin")
    case = an_enrolment(cohort, teacher=zhou, state=CONFIRMED)
    cancelling.cancel(cohort, [], by=a_city_admin(), reason="Too few have asked for it.")
    db.session.commit()

    page = as_person(zhou).get("/")

    assert todo(page) == ["Not held: Thin"]
    assert "Too few have asked for it." in page.text
    case.moved_at = utcnow() - timedelta(days=15)
    db.session.commit()
    assert todo(as_person(zhou).get("/")) == []


def test_queues_of_an_office_stand_on_its_desk_until_they_are_empty(as_person, county):
    school = a_school(county)
    zhou = a_teacher(school, "Zhou", stage=Stage.VOCATIONAL)
    sun, wu = somebody(Role.SCHOOL_ADMIN, school), a_city_admin()
    day = today() - timedelta(days=9)
    proof = {"file": a_stored_file(), "file_name": "proof.pdf"}
    spell = {"kind": EvidenceKind.PRACTICE, "title": "Ceramics works", "begins_on": day, "ends_on": day}
    evidence = saved(Evidence(person=zhou, school=school, **spell, **proof))
    case = an_enrolment(a_cohort({county: 5}), teacher=zhou, state=EnrolmentState.CONFIRMED)
    saved(Replacement(case=case, teacher=a_teacher(school, "Liu"), asked_by=sun, reason="Ill"))

    assert "One piece of evidence to compare" in todo(as_person(sun).get("/"))
    assert "One replacement to decide" not in todo(as_person(sun).get("/"))
    assert "One replacement to decide" in todo(as_person(wu).get("/"))
    evidence.confirm(by=sun)
    db.session.commit()
    assert "One piece of evidence to compare" not in todo(as_person(sun).get("/"))


def test_a_lead_confirms_and_approves_what_was_held(as_person, team):
    session = a_session(team)
    member = somebody_there(session, "Han")
    hold(session)
    heard(session, member, 0, 80)
    entry = a_paragraph(session, "We met.")
    lead = as_person(team.lead)

    before = todo(lead.get("/"))
    lead.post(f"/teams/sessions/{session.id}/attendance/confirmation", counts=[member.id])
    lead.post(f"/teams/sessions/{session.id}/minutes/approval", version=entry.history[-1].id)

    assert {"Confirm who took part", "Approve the minutes"} <= set(before)
    assert not {"Confirm who took part", "Approve the minutes"} & set(todo(lead.get("/")))

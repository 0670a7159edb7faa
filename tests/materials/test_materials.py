import pytest

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.library.models import Visibility
from teachnet.materials.models import MaterialUse, SessionMaterial
from teachnet.materials.queries import shown_to
from tests.factories import a_county, a_school, a_teacher, somebody
from tests.library.factories import a_draft, a_published
from tests.minutes.factories import a_sitting, somebody_there
from tests.teams.factories import a_member


@pytest.fixture
def session(app):
    return a_sitting(title="When to ask why")


@pytest.fixture
def han(session):
    return somebody_there(session, "Han")


def materials(session) -> str:
    return f"/teams/sessions/{session.id}/materials"


def titles(page) -> list[str]:
    return [link.text for link in page.select("li[id^=material-] > a")]


def test_one_of_my_own_and_the_address_of_another_are_laid_out(as_person, session, han):
    mine, other = a_published(han, title="My clip"), a_published(title="Their plan")
    browser = as_person(han)

    browser.post(materials(session), mine=mine.resource_id, use="material")
    address = f"https://teachnet.example/library/resources/{other.resource_id}?from=search"
    browser.post(materials(session), address=address, use="outcome")

    assert titles(as_person(session.host).get(materials(session))) == ["My clip", "Their plan"]


@pytest.mark.parametrize(
    "wrong", [{}, {"address": "somewhere"}, {"address": "999999"}, {"address": "9" * 40}, {"mine": "1", "address": "1"}]
)
def test_what_is_no_resource_is_told_and_stays_typed(as_person, session, han, wrong):
    a_published(han)

    page = as_person(han).post(materials(session), use="material", **wrong)

    assert page.status == 422
    assert page.select_one("[name=address]").get("value", "") == wrong.get("address", "")
    assert shown_to(han, session) == []


def test_the_same_resource_is_laid_out_once(as_person, session, han):
    plan = a_published(han)
    browser = as_person(han)

    told = [browser.post(materials(session), mine=plan.resource_id, use=use).status for use in ("material", "outcome")]

    assert (told, len(shown_to(han, session))) == ([303, 422], 1)


def test_a_resource_that_only_its_school_may_see_is_shown_to_its_school_only(as_person, session, han):
    plan = a_published(han, title="Only for us", visibility=Visibility.SCHOOL)
    colleague = a_member(session.team, a_teacher(han.school, "Colleague"))
    as_person(han).post(materials(session), mine=plan.resource_id, use="material")

    assert titles(as_person(colleague).get(materials(session))) == ["Only for us"]
    assert titles(as_person(somebody_there(session, "Li")).get(materials(session))) == []


def test_somebody_elses_draft_cannot_be_laid_out(as_person, session, han):
    draft = a_draft(title="Secret")

    page = as_person(han).post(materials(session), address=str(draft.resource_id), use="material")

    assert (page.status, "Secret" in page.text) == (422, False)


def test_what_is_on_its_way_waits_with_its_author_until_it_is_published(as_person, session, han):
    """The recording is handed in after the session, and reviewed like everything else."""
    draft = a_draft(han, title="Recording")
    as_person(han).post(materials(session), mine=draft.resource_id, use="recording")

    assert titles(as_person(session.host).get(materials(session))) == []
    assert titles(as_person(han).get(materials(session))) == ["Recording"]
    draft.submit(by=han)
    db.session.commit()
    draft.claim(by=(kong := somebody(Role.REVIEWER, session.team.region.parent, "Kong")))
    db.session.commit()
    draft.publish(by=kong)
    db.session.commit()
    assert titles(as_person(session.host).get(materials(session))) == ["Recording"]


def test_whoever_laid_it_out_and_the_lead_take_it_away(as_person, session, han):
    plan = a_published(han)
    for person in (han, session.host):
        material = SessionMaterial.lay_out(session, plan.resource, use=MaterialUse.MATERIAL, by=han)
        db.session.commit()
        assert as_person(person).post(f"/teams/materials/{material.id}/removal").status == 303
    material = SessionMaterial.lay_out(session, plan.resource, use=MaterialUse.MATERIAL, by=han)
    db.session.commit()

    assert as_person(somebody_there(session, "Li")).post(f"/teams/materials/{material.id}/removal").status == 403


def test_the_page_of_a_resource_names_its_sessions_to_those_who_may_see_them(as_person, session, han):
    plan = a_published(han)
    SessionMaterial.lay_out(session, plan.resource, use=MaterialUse.OUTCOME, by=han)
    db.session.commit()
    page = f"/library/resources/{plan.resource_id}"
    stranger = a_teacher(a_school(a_county()), "Far")

    def named(person):
        return [link.text for link in as_person(person).get(page).select("main a[href^='/teams/sessions/']")]

    assert (named(han), named(stranger)) == (["When to ask why"], [])


def test_the_list_costs_the_same_for_one_and_for_many(as_person, session, han, statements):
    browser, costs = as_person(session.host), []
    for many in (1, 5):
        for n in range(many):
            plan = a_published(han, title=f"{many}{n}")
            SessionMaterial.lay_out(session, plan.resource, use=MaterialUse.MATERIAL, by=han)
            db.session.commit()
        statements.clear()
        browser.get(materials(session))
        costs.append(len(statements))
    assert costs[0] == costs[1]

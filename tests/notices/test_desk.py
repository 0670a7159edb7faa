from teachnet.accounts.models import Role
from tests.factories import a_city_admin, a_county_admin, a_school, somebody, the_city
from tests.notices.factories import a_decided, a_list, a_notice, after, an_objection


def said(browser) -> str:
    return browser.get("/").find("main").get_text(" ")


def test_the_city_has_objections_on_its_desk_until_they_are_decided(app, as_person):
    wu = a_city_admin()
    notice, city = a_notice(by=wu), as_person(wu)
    assert "objection" not in said(city)
    first, _second = an_objection(notice), an_objection(notice)
    assert "2 objections to decide" in said(city)

    first.examine(by=wu)
    first.dismiss(by=wu, answer="No", line=None)

    assert "One objection to decide" in said(city)


def test_a_notice_whose_days_are_over_is_on_the_desk_until_it_is_closed(app, as_person, time_machine):
    wu = a_city_admin()
    notice = a_notice(a_list("An"), by=wu)
    a_decided(notice, "An", upheld=False, by=wu)
    assert "Close a public notice" not in said(as_person(wu))
    after(notice, time_machine)
    assert "Close a public notice" in said(as_person(wu))

    as_person(wu).post(f"/notices/{notice.id}/closing")

    assert "Close a public notice" not in said(as_person(wu))


def test_nobody_else_has_them(app, as_person):
    notice = a_notice(by=a_city_admin())
    an_objection(notice)

    for person in (a_county_admin(a_school().county), somebody(Role.AUDITOR, the_city(), "Kan")):
        assert "objection" not in said(as_person(person))


def test_the_desk_costs_the_same_for_one_notice_and_for_three(app, as_person, statements):
    wu = a_city_admin()
    city, costs = as_person(wu), []
    for _number in range(3):
        an_objection(a_notice(by=wu))
        city.get("/")
        statements.clear()
        city.get("/")
        costs.append(sum("FROM audit_entry" not in sent for sent in statements))

    assert costs[0] == costs[2] <= 8

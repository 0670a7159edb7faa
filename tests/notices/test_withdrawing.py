"""A list that was wrong is taken back; nobody is decided about."""

import pytest
import sqlalchemy as sa

from teachnet.db import db
from teachnet.errors import Refused
from teachnet.notices import actions
from teachnet.notices.models import Notice, NoticePhase
from teachnet.training.models import EnrolmentState
from tests.factories import a_city_admin
from tests.notices.factories import a_list, a_notice, after, an_objection


@pytest.fixture
def wu(app):
    return a_city_admin()


@pytest.fixture
def notice(wu):
    return a_notice(a_list("An", "Bo"), by=wu)


def test_a_wrong_list_is_withdrawn_and_the_right_one_published_for_all_its_days(notice, wu, as_person):
    an_objection(notice, "An")

    page = as_person(wu).post(f"/notices/{notice.id}/withdrawal", reason="Chen is missing.")

    assert (page.status, notice.phase) == (303, NoticePhase.WITHDRAWN)
    assert {line.enrolment.state for line in notice.lines} == {EnrolmentState.PROVISIONAL}
    assert a_notice(notice.cohort, by=wu).people == 2


def test_its_names_are_no_longer_read_by_everybody_but_the_reason_is(notice, wu, visitor, as_person):
    notice.withdraw(by=wu, reason="Chen is missing.")

    page = visitor.get(f"/notices/{notice.id}")
    assert "Chen is missing." in page.get_text()
    assert page.select("tbody") == []
    assert visitor.get(f"/notices/{notice.id}/print").status == 404
    assert as_person(wu).get(f"/notices/{notice.id}").select("tbody tr")


def test_withdrawing_needs_a_reason(notice, wu, as_person):
    page = as_person(wu).post(f"/notices/{notice.id}/withdrawal", reason=" ")

    assert (page.status, "Say why: everybody reads it." in page.get_text()) == (422, True)
    assert not notice.is_closed


def test_a_withdrawn_notice_is_neither_closed_nor_objected_to(notice, wu, time_machine):
    notice.withdraw(by=wu, reason="Chen is missing.")
    db.session.commit()
    with pytest.raises(Refused, match="Wu closed this notice"):
        an_objection(notice)
    db.session.rollback()
    after(notice, time_machine)
    with pytest.raises(Refused, match="Wu closed this notice"):
        actions.close(notice, by=wu)


def test_who_objected_reads_that_it_was_withdrawn(notice, wu, visitor):
    told = {"text": "No", "name": "Wang", "contact": "13812341234"}
    page = visitor.post(f"/notices/{notice.id}/objections", **told)
    reference = page.select_one(".one-time-code").get_text(strip=True)
    notice.withdraw(by=wu, reason="Chen is missing.")

    assert "withdrawn meanwhile" in visitor.post("/notices/objections/state", reference=reference).get_text()


def test_only_what_is_closed_was_withdrawn(notice):
    with pytest.raises(sa.exc.IntegrityError, match="withdrawn_is_closed"):
        db.session.execute(sa.update(Notice).values(withdrawn_for="Why"))

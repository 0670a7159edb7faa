"""The city closes a notice: who was objected to with success is not admitted, everybody else is, all at once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Person
from teachnet.db import db, utcnow
from teachnet.errors import Refused
from teachnet.notices import actions
from teachnet.notices.models import Notice
from teachnet.training.models import Enrolment, EnrolmentState
from teachnet.web.filters import day
from tests.factories import a_city_admin
from tests.notices.factories import a_decided, a_list, a_notice, after, an_objection, line_of

S = EnrolmentState


@pytest.fixture
def wu(app):
    return a_city_admin()


@pytest.fixture
def notice(wu):
    return a_notice(a_list("An", "Bo", "Chen"), by=wu)


def states(notice) -> dict[str, EnrolmentState]:
    return {line.name: line.enrolment.state for line in notice.lines}


def test_who_was_upheld_against_is_rejected_and_all_others_are_admitted(notice, wu, time_machine):
    a_decided(notice, "An", upheld=True, by=wu)
    a_decided(notice, "Bo", upheld=False, by=wu)
    after(notice, time_machine)

    actions.close(notice, by=wu)

    assert states(notice) == {"An": S.REJECTED, "Bo": S.ADMITTED, "Chen": S.ADMITTED}
    assert line_of(notice, "An").enrolment.moved_note == "We looked at the papers."
    assert (notice.is_closed, notice.closed_by, notice.cohort.is_on_notice) == (True, wu, False)
    assert notice.cohort.lines[0].used == 2


def test_the_preview_tells_exactly_what_then_happens(notice, wu, as_person, time_machine):
    a_decided(notice, "An", upheld=True, by=wu)
    withdrawn = line_of(notice, "Chen").enrolment
    withdrawn.withdraw(by=withdrawn.teacher)
    after(notice, time_machine)
    city = as_person(wu)

    page = city.get(f"/notices/{notice.id}/closing")
    told = {
        key: [item.get_text(" ", strip=True).split()[0] for item in page.select(f"[aria-labelledby={key}] li")]
        for key in ("admitted", "rejected", "changed")
    }
    city.post(f"/notices/{notice.id}/closing")

    assert told == {"admitted": ["Bo"], "rejected": ["An"], "changed": ["Chen"]}
    assert states(notice) == {"An": S.REJECTED, "Bo": S.ADMITTED, "Chen": S.WITHDRAWN}


def test_an_upheld_objection_to_the_list_as_a_whole_takes_nobody_out(notice, wu, time_machine):
    objection = an_objection(notice)
    objection.examine(by=wu)
    objection.uphold(by=wu, answer="The text has been put right.", line=None)
    after(notice, time_machine)

    outcome = actions.close(notice, by=wu)

    assert (len(outcome.admitted), outcome.rejected) == (3, [])


@pytest.mark.parametrize("hours", [0, 24])
def test_closing_early_is_refused_with_the_first_possible_day(notice, wu, as_person, time_machine, hours):
    time_machine.move_to(utcnow() + timedelta(hours=hours), tick=False)

    page = as_person(wu).post(f"/notices/{notice.id}/closing")

    assert (page.status, day(notice.closable_from) in page.get_text()) == (409, True)
    assert set(states(notice).values()) == {S.PROVISIONAL}


def test_on_the_last_day_it_still_runs_and_on_the_next_it_is_closed(notice, wu, time_machine):
    after(notice, time_machine)
    time_machine.move_to(utcnow() - timedelta(days=1), tick=False)
    with pytest.raises(Refused, match="still running"):
        actions.close(notice, by=wu)
    db.session.rollback()
    time_machine.move_to(utcnow() + timedelta(days=1), tick=False)

    actions.close(notice, by=wu)

    assert set(states(notice).values()) == {S.ADMITTED}


def test_it_is_not_closed_over_an_objection_without_a_decision(notice, wu, time_machine):
    objection = an_objection(notice, "An")
    objection.examine(by=wu)
    db.session.commit()
    after(notice, time_machine)

    with pytest.raises(Refused, match="Objections without a decision: 1"):
        actions.close(notice, by=wu)
    db.session.rollback()

    assert not notice.is_closed
    assert set(states(notice).values()) == {S.PROVISIONAL}


def test_who_nominated_somebody_on_the_list_does_not_close_it(notice, wu, as_person, time_machine):
    zheng = a_city_admin("Zheng")
    line_of(notice, "Bo").enrolment.nominated_by_id = zheng.id
    db.session.commit()
    after(notice, time_machine)

    page = as_person(zheng).get(f"/notices/{notice.id}/closing")
    assert "Somebody else has to close it" in page.get_text()
    assert not page.select(f"form[action='/notices/{notice.id}/closing']")
    page = as_person(zheng).post(f"/notices/{notice.id}/closing")
    assert (page.status, "nominated by you: Bo" in page.get_text()) == (409, True)
    assert set(states(notice).values()) == {S.PROVISIONAL}

    actions.close(notice, by=wu)
    assert states(notice)["Bo"] is S.ADMITTED


def test_without_asking_whose_case_it_is_enrolment_itself_refuses(notice, wu, monkeypatch, time_machine):
    """The second wall: the rule of the case holds however one comes to it."""
    line_of(notice, "Bo").enrolment.nominated_by_id = wu.id
    db.session.commit()
    after(notice, time_machine)
    monkeypatch.setattr(actions.Outcome, "own", [], raising=False)
    found = actions.outcome_of(notice, by=wu)
    monkeypatch.setattr(
        actions, "outcome_of", lambda notice, by: actions.Outcome(found.admitted, found.rejected, found.changed, [])
    )

    with pytest.raises(Refused, match="Nobody decides their own case"):
        actions.close(notice, by=wu)


def test_a_closed_notice_is_not_closed_again_nor_objected_to_nor_decided_about(notice, wu, time_machine):
    objection = a_decided(notice, "An", upheld=False, by=wu)
    after(notice, time_machine)
    actions.close(notice, by=wu)
    db.session.commit()

    for late in (
        lambda: actions.close(notice, by=wu),
        lambda: an_objection(notice),
        lambda: objection.examine(by=wu),
    ):
        with pytest.raises(Refused, match="Wu closed this notice"):
            late()
        db.session.rollback()


def test_the_next_list_of_the_cohort_can_be_published_then(notice, wu, time_machine):
    after(notice, time_machine)
    actions.close(notice, by=wu)
    db.session.commit()

    with pytest.raises(Refused, match="Nobody is provisionally admitted"):
        a_notice(notice.cohort, by=wu)


def closing(notice, by, how=None):
    notice_id, by_id = notice.id, by.id

    def act(_seen):
        (how or actions.close)(db.session.get(Notice, notice_id), by=db.session.get(Person, by_id))

    return (lambda: db.session.get(Notice, notice_id)), act


def test_of_two_clerks_who_close_at_once_one_does_and_each_case_moves_once(at_once, wu, time_machine):
    zheng = a_city_admin("Zheng")
    for _round in range(3):
        notice = a_notice(a_list("An", "Bo", "Chen"), by=wu)
        a_decided(notice, "An", upheld=True, by=wu)
        after(notice, time_machine)

        ends = at_once(closing(notice, wu), closing(notice, zheng))

        assert ends.pop("done") == 1
        assert [sentence.partition(" closed")[0] for sentence in ends] == [notice.closed_by.name]
        assert states(notice) == {"An": S.REJECTED, "Bo": S.ADMITTED, "Chen": S.ADMITTED}
        assert {len(line.enrolment.history) for line in notice.lines} == {2}
        assert notice.cohort.lines[0].used == 2


def test_without_looking_again_behind_the_lock_both_close_it(at_once, notice, wu, monkeypatch, time_machine):
    """The negative control: what was open a moment ago is taken to be open still."""
    after(notice, time_machine)
    monkeypatch.setattr(Notice, "require_open", lambda notice: None)

    ends = at_once(closing(notice, wu), closing(notice, a_city_admin("Zheng")))

    assert ends == {"done": 2}


def test_a_case_withdrawn_at_the_moment_of_closing_ends_in_one_state(at_once, wu, time_machine):
    for _round in range(3):
        notice = a_notice(a_list("An", "Bo"), by=wu)
        case_id = line_of(notice, "An").enrolment_id
        after(notice, time_machine)

        def withdraw(_seen, case_id=case_id):
            case = db.session.get(Enrolment, case_id)
            case.withdraw(by=case.teacher)

        ends = at_once(closing(notice, wu), (lambda: None, withdraw))

        found = states(notice)
        assert ends["done"] >= 1
        assert len(line_of(notice, "An").enrolment.history) == 2
        assert found["An"] in (S.WITHDRAWN, S.ADMITTED)
        if notice.is_closed:
            assert found["Bo"] is S.ADMITTED
        else:  # the closing met the withdrawal halfway, and did nothing
            assert found == {"An": S.WITHDRAWN, "Bo": S.PROVISIONAL}


def test_a_closed_notice_has_who_closed_it(notice):
    with pytest.raises(sa.exc.IntegrityError, match="closed_by_somebody"):
        db.session.execute(sa.update(Notice).values(closed_at=utcnow()))

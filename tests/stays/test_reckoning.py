from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachnet.stays.reckoning import Attended, Window, spans_of
from tests.study.player import EIGHT

pytestmark = pytest.mark.one_engine  # no database

WINDOW = Window(EIGHT, EIGHT + timedelta(minutes=60))
stays = st.lists(st.tuples(st.integers(-30, 90), st.integers(0, 40)), max_size=12)


def spans(told) -> list[list[int]]:
    rows = [(1, EIGHT + timedelta(minutes=at), EIGHT + timedelta(minutes=at + long)) for at, long in told]
    return spans_of(WINDOW, rows).get(1, [])


def attended(*told, least_share: int = 85) -> Attended:
    return Attended(None, WINDOW, least_share, has_signed_up=True, spans=spans(told))


@given(told=stays)
def test_a_minute_counts_once_however_often_it_was_heard(told):
    """Against every second counted by hand."""
    seconds = {second for at, long in told for second in range(at * 60, (at + long) * 60) if 0 <= second < 3600}
    assert attended(*told).seconds == len(seconds)
    assert spans(told) == spans(told * 2) == spans(told[::-1])


@given(told=stays, more=st.tuples(st.integers(-30, 90), st.integers(0, 40)))
def test_hearing_more_never_takes_away(told, more):
    assert attended(*told, more).seconds >= attended(*told).seconds


def test_who_comes_early_and_goes_late_stayed_for_the_session():
    assert attended((-20, 120)).share == 100


def test_the_line_is_kept_to_the_second():
    assert attended((0, 51)).is_enough  # 51 of 60 minutes are 85 %
    assert not Attended(None, WINDOW, 85, True, spans=[[0, 51 * 60_000 - 1]]).is_enough


def test_the_hours_of_the_lead_are_for_somebody_else_to_vouch_for():
    assert not Attended(None, WINDOW, 85, True, leads=True, spans=[[0, 3_600_000]]).by_rule

"""What beats are worth, whoever sends them: the recorded traces, and rules that hold for any."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachnet.spans import missing, total, united
from teachnet.study import ledger
from teachnet.study.commands import replay_watch
from teachnet.study.ledger import GRACE, PlainClock, PlainProgress, Verdict, count, read_beat
from teachnet.study.replay import figures, replay

TRACES = sorted((Path(__file__).parent.parent / "corpus/watch/traces").glob("*.json"))
ITEM = 7_200_000
RATE = 2.0


def trace_of(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", TRACES, ids=lambda path: path.stem)
def test_a_recorded_trace_is_worth_what_it_should_be(path):
    trace = trace_of(path)
    found = figures(replay(trace))
    assert {name: low <= found[name] <= high for name, (low, high) in trace["expect"].items()} == {
        "covered_s": True,
        "credited_s": True,
    }


@pytest.mark.parametrize(
    "content", ["no JSON", "[]", "{}", '{"item_seconds": "x", "sessions": 5, "starts": null, "beats": {}}']
)
def test_what_is_no_trace_is_told_in_a_sentence(app, tmp_path, content):
    path = tmp_path / "trace.json"
    path.write_text(content)

    result = app.test_cli_runner().invoke(replay_watch, [str(path)])

    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True)
    assert "is no recorded trace" in result.output


def test_there_are_honest_traces_and_attacks():
    honest = [path for path in TRACES if path.stem.startswith("honest-")]
    assert (len(TRACES) >= 34, len(honest) >= 15) == (True, True)


def believing(monkeypatch):
    """The ledger as most products have it: a beat is worth what it claims."""

    def believe(beat, clock, progress, *, at, length, max_rate, is_newest):
        span = [[beat.start, min(beat.end, length)]]
        progress.covered = progress.credited = united(progress.covered, span)

    monkeypatch.setattr(ledger, "count", believe)


def test_the_attacks_succeed_against_a_server_that_believes(monkeypatch):
    believing(monkeypatch)
    beaten = [
        path.stem
        for path in TRACES
        if figures(replay(trace_of(path)))["credited_s"] > trace_of(path)["expect"]["credited_s"][1]
    ]
    assert len(beaten) >= 8
    assert [name for name in beaten if name.startswith("honest-")] == []


def test_the_command_prints_what_a_trace_is_worth(app):
    path = next(path for path in TRACES if path.stem == "two-tabs")
    answer = app.test_cli_runner().invoke(replay_watch, [str(path)])
    assert (answer.exit_code, json.loads(answer.output.splitlines()[-1])) == (0, figures(replay(trace_of(path))))


def test_a_number_of_ten_thousand_digits_is_no_beat(app, tmp_path):
    path = tmp_path / "trace.json"
    beat = '{"arrive": 5, "session": "s", "seq": 1, "from": 0, "to": %s, "rate": 1}'
    beats = ",".join(beat % end for end in ("9" * 10_000, "1e999", "NaN", '"5"', "5"))
    path.write_text(f'{{"item_seconds": 60, "sessions": ["s"], "starts": [0], "beats": [{beats}]}}')
    answer = app.test_cli_runner().invoke(replay_watch, [str(path)])
    assert answer.output.splitlines()[-1] == '{"covered_s": 5.0, "credited_s": 5.0}'


beats = st.builds(
    lambda seq, start, span, rate: {"seq": seq, "from": start, "to": start + span, "rate": rate},
    seq=st.integers(0, 60),
    start=st.floats(0, 7200),
    span=st.one_of(st.sampled_from([0, 1, 5, 10, 20]), st.floats(0, 7200)),
    rate=st.sampled_from([0.1, 1, 1.5, 2, 16]),
)
arrivals = st.lists(st.tuples(st.one_of(st.floats(0, 3), st.floats(0, 900)), st.integers(0, 3), beats), max_size=40)


@settings(max_examples=200, deadline=None)
@given(arrivals, st.lists(st.floats(0, 600), max_size=3))
def test_nothing_is_ever_credited_faster_than_the_clock_and_nothing_is_lost(arrived, more_sessions):
    starts = [0, *sorted(more_sessions)]
    sent, now = [], 0.0
    for pause, session, beat in arrived:
        now += pause
        sent.append(beat | {"arrive": now, "session": f"s{session}"})
    trace = {"item_seconds": 7200, "sessions": [f"s{n}" for n in range(len(starts))], "starts": starts}

    before = 0
    for length in range(len(sent) + 1):
        progress = replay(trace | {"beats": sent[:length], "limits": {"max_rate": RATE}})
        credited = total(progress.credited)
        real = round(sent[length - 1]["arrive"] * 1000) if length else 0
        assert before <= credited <= real * RATE + GRACE + 1
        assert all(missing(progress.covered, start, end) == [] for start, end in progress.credited)
        before = credited


def watch(*told, at=(), rate=RATE):
    """The verdicts on (from, to) in seconds, arriving `at` seconds after the opening."""
    clock, progress = PlainClock(), PlainProgress()
    read = [read_beat({"seq": n, "from": a, "to": b, "rate": 1}, ITEM) for n, (a, b) in enumerate(told, 1)]
    return [
        count(beat, clock, progress, at=round(when * 1000), length=ITEM, max_rate=rate, is_newest=True)
        for beat, when in zip(read, at, strict=True)
    ]


def test_a_beat_says_why_it_is_not_counted():
    said = watch((0, 10), (0, 10), (10, 600), (600, 600), (7300, 7310), at=(10, 20, 30, 40, 50))
    assert [one.verdict for one in said] == [
        Verdict.COUNTED,
        Verdict.AGAIN,
        Verdict.TOO_FAST,
        Verdict.PAUSED,
        Verdict.PAST_END,
    ]
    assert [one.credited for one in said] == [10_000, 0, 22_000, 0, 0]


def test_the_grace_is_lent_once_and_paid_back_before_it_is_lent_again():
    said = watch((0, 5), (5, 10), (10, 15), (20, 21), (30, 40), at=(1, 1.1, 1.2, 11.2, 11.3))
    assert [one.credited for one in said] == [4_000, 200, 200, 1_000, 10_000]


def test_an_hour_of_honest_watching_leaves_nothing_over_for_a_jump_to_the_end():
    told = [(n * 10, n * 10 + 10) for n in range(360)]
    said = watch(*told, (3600, 7200), at=[*(n * 10 + 10 for n in range(360)), 3610])
    assert (sum(one.credited for one in said[:-1]), said[-1].credited) == (3_600_000, 22_000)


def test_scattered_snippets_are_not_kept_for_ever():
    told = [(n * 10, n * 10 + 1) for n in range(600)]
    said = watch(*told, at=[n * 5 + 5 for n in range(600)])
    assert [one.verdict for one in said[499:501]] == [Verdict.COUNTED, Verdict.SCATTERED]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "10"}, {"to": None}, {"to": True}, {"to": 10**400}, {"to": 8000}, {"from": -1}, {"from": 11},
        {"to": float("nan")}, {"to": float("inf")}, {"rate": 0}, {"rate": -1}, {"rate": 1000},
        {"seq": 1.5}, {"seq": -1}, {"seq": 2**40},
    ],
)  # fmt: skip
def test_what_no_player_would_send_is_no_beat(wrong):
    good = {"seq": 1, "from": 0, "to": 10, "rate": 1}
    assert read_beat(good, ITEM) is not None
    assert read_beat(good | wrong, ITEM) is None
    assert all(read_beat({name: good[name] for name in good if name != left_out}, ITEM) is None for left_out in good)
    assert read_beat([1, 2], ITEM) is None

"""Honest people whose beats come late, twice, out of order or all at once; and those who hope to gain by it."""

import random

import pytest

from teachnet.study.replay import figures, replay

SEEDS = range(12)
ITEM = 100_000


def watched(chance: random.Random, cadence, rate: float, beats: int = 60) -> list[dict]:
    """Somebody who plays without a break; `cadence` is the seconds between beats."""
    now, at, sent = 0.0, 0.0, []
    for seq in range(1, beats + 1):
        step = chance.uniform(*cadence)
        beat = {"session": "s", "seq": seq, "from": at, "to": at + step * rate, "rate": rate}
        now, at = now + step, at + step * rate
        sent.append(beat | {"client_clock": now, "arrive": now + chance.uniform(0.2, 0.5)})
    return sent


def reordered(chance, sent):
    for beat in sent:
        beat["arrive"] += chance.choice([0, 0, 12, 25])


def jittery(chance, sent):
    for beat in sent:
        beat["arrive"] += chance.uniform(0, 8) * (chance.random() < 0.3)


def doubled(chance, sent):
    sent += [beat | {"arrive": beat["arrive"] + chance.uniform(0, 40)} for beat in sent if chance.random() < 0.4]


def offline(chance, sent, spread=0.5, shuffled=False):
    """No network for up to ten minutes; what was kept then comes within `spread` seconds."""
    ends = sent[-1]["client_clock"]
    gone = chance.uniform(0, ends * 0.6)
    back = min(gone + chance.uniform(30, 590), ends)
    kept = [beat for beat in sent if gone <= beat["client_clock"] <= back]
    delays = [chance.uniform(0, spread) for _ in kept]
    for beat, delay in zip(kept, delays if shuffled else sorted(delays), strict=True):
        beat["arrive"] = back + 0.1 + delay


def trickling(chance, sent):
    offline(chance, sent, spread=30, shuffled=True)


@pytest.mark.parametrize("rate", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("trouble", [reordered, jittery, doubled, offline, trickling])
def test_an_honest_watcher_loses_less_than_one_per_cent(trouble, rate):
    for cadence in ((10, 10), (20, 20), (30, 30), (2, 15)):
        for seed in SEEDS:
            chance = random.Random(f"{cadence} {seed}")
            sent = watched(chance, cadence, rate)
            truth = sent[-1]["to"]
            trouble(chance, sent)
            assert credited(sent) >= 0.99 * truth, f"{cadence}, seed {seed}"


@pytest.mark.parametrize("cadence", [2, 5, 10, 20])
@pytest.mark.parametrize("rate", [1.0, 2.0])
@pytest.mark.parametrize("paused", [0, 30])
def test_neither_watching_nor_pausing_saves_up_for_a_jump_to_the_end(cadence, rate, paused):
    sent = watched(random.Random(1), (cadence, cadence), rate, beats=30)
    truth, now = sent[-1]["to"], sent[-1]["client_clock"]
    for seq in range(100, 100 + paused):
        now += cadence
        sent.append({"session": "s", "seq": seq, "from": truth, "to": truth, "rate": rate, "arrive": now + 0.2})
    sent.append({"session": "s", "seq": 999, "from": truth, "to": ITEM, "rate": rate, "arrive": now + 10})

    assert credited(sent) <= truth + 2 * 10 + 2 + 1


def credited(sent: list[dict]) -> float:
    return figures(replay({"item_seconds": ITEM, "sessions": ["s"], "starts": [0], "beats": sent}))["credited_s"]

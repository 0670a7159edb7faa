"""Runs a recorded trace of beats through the ledger: for checks, and to explain a figure somebody doubts."""

import math
from collections.abc import Mapping
from typing import Any

from teachnet.spans import total
from teachnet.study import ledger


def replay(trace: Mapping[str, Any]) -> ledger.PlainProgress:
    """One person, one item, any number of sessions. Beats of sessions that are not the person's count nothing."""
    length = ledger.to_ms(trace["item_seconds"])
    max_rate = trace.get("limits", {}).get("max_rate", 2.0)
    starts = sorted(
        ((ledger.to_ms(start), name) for name, start in zip(trace["sessions"], trace["starts"], strict=False)),
        key=lambda opened: opened[0],
    )
    progress, clocks, opened_at, seen, newest = ledger.PlainProgress(), {}, {}, set(), None
    for at, raw in in_order_of_arrival(trace["beats"]):
        while starts and starts[0][0] <= at:
            start, name = starts.pop(0)
            newest = ledger.PlainClock(debt=newest.debt if newest else 0)
            clocks[name], opened_at[name] = newest, start
        name, beat = _name(raw), ledger.read_beat(raw, length)
        if name not in clocks or beat is None or (name, beat.seq) in seen:
            continue
        seen.add((name, beat.seq))
        clock, since = clocks[name], at - opened_at[name]
        ledger.count(beat, clock, progress, at=since, length=length, max_rate=max_rate, is_newest=clock is newest)
    return progress


def in_order_of_arrival(beats: list) -> list[tuple[int, Mapping]]:
    arrived = [
        (ledger.to_ms(raw["arrive"]), raw)
        for raw in beats
        if isinstance(raw, Mapping) and isinstance(raw.get("arrive"), (int, float)) and math.isfinite(raw["arrive"])
    ]
    return sorted(arrived, key=lambda beat: beat[0])


def _name(raw: Mapping) -> str | None:
    name = raw.get("session")
    return name if isinstance(name, str) else None


def figures(progress: ledger.PlainProgress) -> dict[str, float]:
    return {"covered_s": total(progress.covered) / 1000, "credited_s": total(progress.credited) / 1000}

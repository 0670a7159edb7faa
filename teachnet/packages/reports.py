"""What a package says of a learner, read from its data model. It is said in a browser: it can open a unit's end, but
adds no minute to what is counted."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from teachnet.packages.words import RunState, Standard


@dataclass(frozen=True)
class Report:
    state: RunState
    percent: float | None = None


def report_of(kept: dict, standard: Standard) -> Report:
    cmi = _inside(kept, "cmi")
    return _of_12(_inside(cmi, "core")) if standard is Standard.SCORM_12 else _of_2004(cmi)


def _of_12(core: dict) -> Report:
    """One word for both: `passed` and `completed` are worked through, `browsed` was only looked at."""
    said = core.get("lesson_status")
    state = RunState.WORKED_THROUGH if said in ("passed", "completed") else RunState.BEGUN
    state = RunState.FAILED if said == "failed" else state
    score = _inside(core, "score")
    raw, most = _number(score.get("raw")), _number(score.get("max"))
    return Report(state, _percent(raw, 0.0, most or 100.0))


def _of_2004(cmi: dict) -> Report:
    score = _inside(cmi, "score")
    scaled = _number(score.get("scaled"))
    raw, least, most = (_number(score.get(name)) for name in ("raw", "min", "max"))
    percent = _percent(scaled, 0.0, 1.0) if scaled is not None else _percent(raw, least or 0.0, most or 100.0)
    if cmi.get("success_status") == "failed":
        return Report(RunState.FAILED, percent)
    done = cmi.get("completion_status") == "completed" or cmi.get("success_status") == "passed"
    return Report(RunState.WORKED_THROUGH if done else RunState.BEGUN, percent)


def _percent(value: float | None, least: float, most: float) -> float | None:
    if value is None or most <= least:
        return None
    return round(min(100.0, max(0.0, (value - least) / (most - least) * 100)), 1)


def _inside(around: dict, name: str) -> dict:
    inside = around.get(name)
    return inside if isinstance(inside, dict) else {}


def _number(sent: Any) -> float | None:
    """Packages write numbers as text."""
    try:
        number = float(sent)
    except (TypeError, ValueError):
        return None
    return number if isfinite(number) else None

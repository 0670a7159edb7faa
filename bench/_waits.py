"""Lists of waits, told as percentiles."""


def percentile(waits: list[float], share: float) -> float:
    """Of a sorted list; 0 of an empty one."""
    return waits[min(int(len(waits) * share), len(waits) - 1)] if waits else 0.0


def line(waits: list[float]) -> str:
    """How many, half of them, 95 in a hundred, the longest: four columns of nine signs."""
    shown = [percentile(waits, share) for share in (0.5, 0.95, 1)]
    return f"{len(waits):>9}" + "".join(f"{wait:>9.0f}" for wait in shown)

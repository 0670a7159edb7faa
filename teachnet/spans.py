"""Sets of time – of a film, or by the clock – as sorted, disjoint [start, end) pairs in milliseconds:
[[0, 30000], [45000, 60000]]."""

Spans = list[list[int]]


def total(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def missing(spans: Spans, start: int, end: int) -> Spans:
    """The parts of start–end that are not in `spans`, in order."""
    found = []
    for known_start, known_end in spans:
        if known_end <= start:
            continue
        if known_start >= end:
            break
        if start < known_start:
            found.append([start, known_start])
        start = max(start, known_end)
    if start < end:
        found.append([start, end])
    return found


def first(spans: Spans, length: int) -> Spans:
    """As much of `spans` as fits into `length`, from the front."""
    taken = []
    for start, end in spans:
        if length <= 0:
            break
        taken.append([start, min(end, start + length)])
        length -= end - start
    return taken


def united(spans: Spans, more: Spans) -> Spans:
    """Both together, as a new list; what touches is joined."""
    joined: Spans = []
    for start, end in sorted([*spans, *more]):
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return joined

"""Merged ranges: the value stands in the first cell only, and is never spread over the others."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from teachnet.accounts.rosters.reading.grid import Range


class MergedCells:
    """Asked about few columns, so that a range over the whole sheet costs no more than a small one."""

    def __init__(self, ranges: Iterable[Range], columns: Iterable[int]):
        self._ranges: dict[int, list[Range]] = defaultdict(list)
        for column in columns:
            self._ranges[column] = sorted(one for one in ranges if one[1] <= column <= one[3])

    def covers(self, row: int, column: int) -> bool:
        """Below or right of the first cell of a range?"""
        found = self._range(row, column)
        return found is not None and (row, column) != found[:2]

    def covers_from_above(self, row: int, column: int) -> bool:
        found = self._range(row, column)
        return found is not None and found[0] < row

    def joins(self, row: int, one: int, other: int) -> bool:
        """Are the two columns of this row one cell? Then it is a heading or a note, and no person."""
        found = self._range(row, one)
        return found is not None and found == self._range(row, other)

    def _range(self, row: int, column: int) -> Range | None:
        ranges = self._ranges[column]
        at = bisect_right(ranges, (row, 1 << 30, 0, 0)) - 1
        return ranges[at] if at >= 0 and row <= ranges[at][2] else None

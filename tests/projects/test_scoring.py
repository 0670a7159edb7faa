"""A scoring sheet filled in, against sheets that are in use, added up by hand."""

from datetime import date

from teachnet.projects.scoring import Deeds, Score, score
from teachnet.projects.words import Measure
from tests.projects.factories import a_part, a_row

M, MINUTE = Measure, 60_000
FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (2, 3, 4))


def points(part, **deeds) -> list[int]:
    """Of each row, in hundredths."""
    return [row.points for row in score([part], Deeds(**deeds)).parts[0].rows]


def marks(*parts, **deeds) -> int:
    return score(parts, Deeds(**deeds)).marks


def test_twenty_minutes_are_a_point_on_whatever_days_they_were():
    part = a_part(a_row(M.MINUTES, each=20))
    assert points(part, by_day={M.MINUTES: {FIRST: 15 * MINUTE, SECOND: 15 * MINUTE, THIRD: 9 * MINUTE}}) == [100]
    assert points(part, by_day={M.MINUTES: {FIRST: 15 * MINUTE, SECOND: 25 * MINUTE}}) == [200]
    assert points(part, by_day={M.MINUTES: {FIRST: 20 * MINUTE - 1}}) == [0]


def test_a_row_and_a_part_bring_no_more_than_their_most():
    def row():
        return a_row(M.ASSIGNMENTS, points=6, most=15)

    assert points(a_part(row()), by_day={M.ASSIGNMENTS: {FIRST: 2}}) == [1200]
    assert points(a_part(row()), by_day={M.ASSIGNMENTS: {FIRST: 2, SECOND: 1}}) == [1500]
    assert marks(a_part(row(), most=10), by_day={M.ASSIGNMENTS: {FIRST: 3}}) == 1000


def test_the_sheet_of_the_province():
    """Task 60: course 20 minutes 1 point, homework 6 each, activity 3 each. Extension 40: ten points one mark, at most
    forty points a day."""
    task = a_part(a_row(M.MINUTES, each=20, most=30), a_row(M.ASSIGNMENTS, points=6), a_row(M.QUIZZES, points=3))
    rows = (a_row(M.RESOURCES, points=20), a_row(M.COMMENTS, points=1))
    beyond = a_part(*rows, most=40, points_a_mark=10, most_points_a_day=40)
    did = {
        M.MINUTES: {FIRST: 200 * MINUTE, SECOND: 150 * MINUTE},  # 350 minutes: 17 points
        M.ASSIGNMENTS: {SECOND: 2},  # 12
        M.QUIZZES: {FIRST: 1},  # 3
        M.RESOURCES: {FIRST: 3, SECOND: 1},  # 60 and 20
        M.COMMENTS: {FIRST: 5, THIRD: 4},  # 5 and 4
    }
    filled = score([task, beyond], Deeds(by_day=did))

    # 65 on the first day, 25 beyond forty: 89 - 25 = 64 points are 6.4 marks
    assert [(part.points, part.over_a_day, part.marks) for part in filled.parts] == [(3200, 0, 3200), (6400, 2500, 640)]
    assert filled.marks == 3840
    assert Score.thawed(filled.frozen()) == filled


def test_what_a_row_can_no_longer_bring_is_not_charged_to_the_day():
    """Thirty are the most of the row: the rest of the day is free for others."""
    part = a_part(a_row(M.RESOURCES, points=20, most=30), a_row(M.COMMENTS), most_points_a_day=40)
    filled = score([part], Deeds(by_day={M.RESOURCES: {FIRST: 3}, M.COMMENTS: {FIRST: 10}})).parts[0]
    assert (filled.points, filled.over_a_day) == (4000, 0)


def test_a_share_brings_that_share_and_what_is_given_by_hand_is_not_counted_by_the_day():
    part = a_part(a_row(M.MARK, points=15), a_row(M.BY_HAND, title="Attendance", most=5), most_points_a_day=1)
    part.rows[1].id = 7
    assert points(part, shares={M.MARK: 83}, by_hand={7: 4}) == [1245, 400]
    assert points(part, shares={M.MARK: 100}, by_hand={7: 9}) == [1500, 500]
    assert points(part) == [0, 0]


def test_without_the_ceiling_of_a_day_everything_counts():
    """The negative of the sheet above: the ceiling is what takes the points away."""
    part = a_part(a_row(M.RESOURCES, points=20), most=100)
    assert marks(part, by_day={M.RESOURCES: {FIRST: 3}}) == 6000

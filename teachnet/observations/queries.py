"""What is seen of observed lessons. Each read starts from `…_visible_to(person)`."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from teachnet.accounts.models import Person
from teachnet.db import beginning_of
from teachnet.observations.models import (
    LessonLevel,
    LessonRemark,
    ObservationSheet,
    ObservedLesson,
    RubricLine,
    Sharing,
)
from teachnet.teams.models import Team
from teachnet.teams.queries import is_of_region, is_own, places_above
from teachnet.terms import Term

WITH_PEOPLE = (
    joinedload(ObservedLesson.teacher),
    joinedload(ObservedLesson.team).options(joinedload(Team.region), selectinload(Team.memberships)),
    selectinload(ObservedLesson.sheets).joinedload(ObservationSheet.observer),
)
WITH_LESSON = joinedload(ObservationSheet.lesson).options(*WITH_PEOPLE)
IN_FULL = (
    WITH_LESSON,
    joinedload(ObservationSheet.observer),
    selectinload(ObservationSheet.marks),
    selectinload(ObservationSheet.remarks),
    selectinload(ObservationSheet.levels).joinedload(LessonLevel.line),
)


def lessons_visible_to(person: Person) -> sa.Select:
    """One's own, those one observes, those of one's teams, and what a teacher of one's region shares with all. That
    there is a lesson does not say that one may read what was observed: `policy.can_read_sheets`."""
    observes = ObservedLesson.sheets.any(ObservationSheet.observer_id == person.id)
    is_shared = (ObservedLesson.sharing == Sharing.REGION) & is_of_region(places_above(person))
    mine = (ObservedLesson.teacher_id == person.id) | observes | is_own(person.id) | is_shared
    return sa.select(ObservedLesson).join(ObservedLesson.team).where(mine)


def lessons_of_team(team: Team, person: Person) -> sa.Select:
    """The newest first."""
    seen = lessons_visible_to(person).where(ObservedLesson.team_id == team.id).options(*WITH_PEOPLE)
    return seen.order_by(ObservedLesson.starts_at.desc(), ObservedLesson.id.desc())


def lessons_about(person: Person) -> sa.Select:
    """Those somebody teaches or observes, the newest first; without what only some of who asks wants to know."""
    observes = ObservedLesson.sheets.any(ObservationSheet.observer_id == person.id)
    mine = lessons_visible_to(person).where((ObservedLesson.teacher_id == person.id) | observes)
    return mine.order_by(ObservedLesson.starts_at.desc(), ObservedLesson.id.desc())


def sheet_of(person: Person, lesson_id: int) -> sa.Select:
    """One's own, with all that stands on it."""
    own = (ObservationSheet.lesson_id == lesson_id) & (ObservationSheet.observer_id == person.id)
    return sa.select(ObservationSheet).where(own).options(*IN_FULL)


def sheets_visible_to(person: Person) -> sa.Select:
    """One's own; and the handed in ones of lessons one sees. Whether one may read them is asked of the lesson."""
    of_seen = ObservationSheet.lesson_id.in_(lessons_visible_to(person).with_only_columns(ObservedLesson.id))
    mine = ObservationSheet.observer_id == person.id
    return sa.select(ObservationSheet).where(mine | (of_seen & ObservationSheet.handed_in_at.is_not(None)))


def sheets_in_full(person: Person) -> sa.Select:
    return sheets_visible_to(person).options(*IN_FULL)


def handed_in_for(lesson: ObservedLesson, person: Person) -> sa.Select:
    """In the order in which they were handed in."""
    of_lesson = ObservationSheet.lesson_id == lesson.id
    handed_in = sheets_in_full(person).where(of_lesson, ObservationSheet.handed_in_at.is_not(None))
    return handed_in.order_by(ObservationSheet.handed_in_at, ObservationSheet.id)


def own_remarks(person: Person) -> sa.Select:
    with_sheet = joinedload(LessonRemark.sheet).options(WITH_LESSON)
    mine = sa.select(LessonRemark).join(LessonRemark.sheet).where(ObservationSheet.observer_id == person.id)
    return mine.options(with_sheet)


def rubric() -> sa.Select:
    return sa.select(RubricLine).where(RubricLine.retired_on.is_(None)).order_by(RubricLine.id)


def whole_rubric() -> sa.Select:
    """Also what is retired, last."""
    return sa.select(RubricLine).order_by(RubricLine.retired_on.is_not(None), RubricLine.id)


def growth_of(person: Person, term: Term) -> sa.Select:
    """(lesson, line, mean level) of the lessons this person taught in a term, as their observers handed it in; by the
    day of the lesson."""
    begins, ends = span_of(term)
    mean = sa.func.avg(LessonLevel.level).label("mean")
    levels = (
        sa.select(ObservedLesson, RubricLine, mean)
        .join(ObservationSheet, ObservationSheet.lesson_id == ObservedLesson.id)
        .join(LessonLevel, LessonLevel.sheet_id == ObservationSheet.id)
        .join(RubricLine, RubricLine.id == LessonLevel.line_id)
        .where(ObservedLesson.teacher_id == person.id, ObservationSheet.handed_in_at.is_not(None))
        .where(ObservedLesson.starts_at >= begins, ObservedLesson.starts_at < ends)
    )
    grouped = levels.group_by(ObservedLesson.id, RubricLine.id)
    return grouped.order_by(ObservedLesson.starts_at, ObservedLesson.id, RubricLine.id)


def taught_in(person: Person, term: Term) -> sa.Select:
    """The sheets that were handed in of the lessons this person taught in a term: what talk-time is drawn from."""
    begins, ends = span_of(term)
    taught = sheets_visible_to(person).join(ObservationSheet.lesson)
    taught = taught.options(contains_eager(ObservationSheet.lesson), selectinload(ObservationSheet.marks))
    taught = taught.where(ObservedLesson.teacher_id == person.id, ObservationSheet.handed_in_at.is_not(None))
    return taught.where(ObservedLesson.starts_at >= begins, ObservedLesson.starts_at < ends).order_by(
        ObservedLesson.starts_at, ObservationSheet.id
    )


def span_of(term: Term) -> tuple[datetime, datetime]:
    return beginning_of(term.first), beginning_of(term.after.first)

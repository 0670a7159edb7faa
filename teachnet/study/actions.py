"""Writes that span several things: units in their order, files, groups with their learners."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.files.receive import Received, stored_file
from teachnet.study import queries
from teachnet.study.activities import activities
from teachnet.study.models import Briefing, Course, CourseEdition, CourseEnrolment, Nudge, StudyGroup, Unit, UnitKind
from teachnet.study.models.guiding import this_week
from teachnet.study.sharing import GroupLoad, seats, share_out


@dataclass(frozen=True)
class Shared:
    """A group, how many learners its tutor has in all, and who would come."""

    group: StudyGroup
    load: int
    coming: list[CourseEnrolment]

    @property
    def many(self) -> int:
        return len(self.coming)


COPIED = (
    "title", "summary", "subject", "stage", "kind", "minutes", "needed_percent", "fastest_percent", "in_order",
)  # fmt: skip
LONGEST_TITLE = 90


def write_course(course: Course, fields: dict) -> None:
    for name, value in fields.items():
        setattr(course, name, value)


def add_unit(course: Course, kind: UnitKind, *, title: str) -> Unit:
    unit = Unit.last_of(course, kind, title)
    db.session.add(unit)
    return unit


def write_unit(unit: Unit, *, title: str, body: str, address: str, minutes, received: Received | None) -> None:
    unit.title, unit.address = title, address
    unit.write(body)
    if minutes is not None and not (unit.kind is UnitKind.VIDEO and unit.file_id):
        unit.seconds = max(1, round(minutes * 60))
    if received is not None:
        unit.hold(stored_file(received), received.name)


def place_unit(unit: Unit, position: int) -> None:
    """To this place, from 1; the others make room. The database allows no two at one place, not even for a moment."""
    others = [other for other in unit.course.units if other is not unit]
    if position == unit.position or not 1 <= position <= len(others) + 1:
        raise Refused(_("It stands there already."))
    ordered = [*others[: position - 1], unit, *others[position - 1 :]]
    for place, one in enumerate(ordered, 1):
        one.position = -place
    db.session.flush()
    for one in ordered:
        one.position = -one.position
    db.session.flush()


def remove_unit(unit: Unit) -> None:
    if activity := activities.of(unit):
        activity.clear(unit)
    later = [other for other in unit.course.units if other.position > unit.position]
    db.session.delete(unit)
    db.session.flush()
    for other in later:
        other.position -= 1
        db.session.flush()


def set_up_group(fields: dict) -> StudyGroup:
    group = StudyGroup(**fields)
    db.session.add(group)
    return group


def plan_sharing(course: Course, *, by: Person) -> list[Shared]:
    """What sharing out would do, group by group. People come into groups of an office they belong to, the nearest one
    first; nobody into a group of their own."""
    groups = db.session.scalars(queries.running_groups_of(by, course).options(*queries.WITH_PEOPLE)).all()
    sizes, loads = (dict(db.session.execute(read(groups)).all()) for read in (queries.sizes_of, queries.loads_of))
    after, coming = Counter(loads), {}
    placed = {group.tutor_id for group in groups}
    for office in sorted({group.organisation for group in groups}, key=lambda one: (-len(one.lineage), one.id)):
        theirs = [group for group in groups if group.organisation_id == office.id]
        waiting = db.session.scalars(queries.waiting_in(by, course, office)).all()
        learners = [one for one in waiting if one.learner_id not in placed]
        known = [GroupLoad(group.id, group.tutor_id, sizes.get(group.id, 0)) for group in theirs]
        coming |= share_out(learners, seats(len(learners), known, after))
        after.update({group.tutor_id: len(coming[group.id]) for group in theirs})
        placed |= {one.learner_id for one in learners}
    return [Shared(group, loads.get(group.tutor_id, 0), coming[group.id]) for group in groups]


def share(course: Course, *, by: Person, expecting: int) -> int:
    """To groups, so that their tutors come to have as many as each other. `expecting` is how many the reader was shown:
    if somebody has come or gone since, they look again."""
    db.session.execute(sa.select(Course.id).where(Course.id == course.id).with_for_update())
    plan = plan_sharing(course, by=by)
    many = sum(shared.many for shared in plan)
    if many != expecting:
        raise Refused(_("It has changed since you looked: there are %(n)s now. Look again.", n=many))
    for shared in plan:
        for enrolment in shared.coming:
            enrolment.group = shared.group
    db.session.flush()
    return many


def hand_over(group: StudyGroup, tutor: Person) -> None:
    """Somebody else looks after it from now on, and marks what waits."""
    if group.tutor_id == tutor.id:
        raise Refused(_("%(name)s is its tutor already.", name=tutor.name))
    group.tutor = tutor


def nudge(enrolments: Sequence[CourseEnrolment], text: str, *, by: Person) -> None:
    """All of them or none. The rows are locked: of two windows, the second finds them reminded."""
    ids = sorted(enrolment.id for enrolment in enrolments)
    db.session.execute(
        sa.select(CourseEnrolment.id).where(CourseEnrolment.id.in_(ids)).order_by(CourseEnrolment.id).with_for_update()
    )
    newest = sa.select(sa.func.max(Nudge.id)).where(Nudge.enrolment_id.in_(ids)).group_by(Nudge.enrolment_id)
    before = {one.enrolment_id: one for one in db.session.scalars(sa.select(Nudge).where(Nudge.id.in_(newest)))}
    db.session.add_all([Nudge.to(one, text, by=by, before=before.get(one.id)) for one in enrolments])


def write_briefing(group: StudyGroup, text: str, *, by: Person) -> Briefing:
    """Of this week: the one there is, or a new one. Two windows at once: one waits and changes what the other wrote."""
    db.session.execute(sa.select(StudyGroup.id).where(StudyGroup.id == group.id).with_for_update())
    found = db.session.scalars(
        sa.select(Briefing).where(Briefing.group_id == group.id, Briefing.week_on == this_week())
    )
    briefing = found.first() or Briefing(group=group, week_on=this_week())
    briefing.write(text, by=by)
    db.session.add(briefing)
    return briefing


def copy_course(course: Course, *, by: Person) -> Course:
    """A draft with the same units, for another class or another year."""
    twin = _twin_of(course, by)
    twin.title = _("%(title)s (copy)", title=course.title[:LONGEST_TITLE])
    return twin


def write_version(course: Course, *, by: Person) -> Course:
    """A draft that takes this one's place once it is published. One at a time."""
    db.session.execute(sa.select(Course.id).where(Course.id == course.id).with_for_update())
    family = db.session.execute(queries.editions_of(course)).all()
    if any(version.is_draft for _edition, version in family):
        raise Refused(_("A new version of this course is being written already."))
    if not family:
        db.session.add(CourseEdition(course_id=course.id, family_id=course.id, number=1))
        db.session.flush()
    twin = _twin_of(course, by)
    db.session.flush()
    family_id, number = (family[0][0].family_id, family[0][0].number) if family else (course.id, 1)
    db.session.add(CourseEdition(course_id=twin.id, family_id=family_id, number=number + 1))
    return twin


def _twin_of(course: Course, author: Person) -> Course:
    twin = Course(author=author, **{name: getattr(course, name) for name in COPIED})
    db.session.add(twin)
    for unit in course.units:
        copy = add_unit(twin, unit.kind, title=unit.title)
        copy.write(unit.body)
        copy.seconds, copy.address = unit.seconds, unit.address
        copy.file_id, copy.file_name = unit.file_id, unit.file_name
        if activity := activities.of(unit):
            activity.copy(unit, copy)
            copy.is_set_up = unit.is_set_up
    return twin

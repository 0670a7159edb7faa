import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, column_property, mapped_column

from teachnet.db import Model
from teachnet.study.models.course import Course


class CourseEdition(Model):
    """Which version of a course this one is. Who is in the middle of an older one keeps it; whoever comes joins the
    newest that was published, and nobody earns the hours of two."""

    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id"), unique=True)
    family_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id"))  # the first of them
    number: Mapped[int]  # from 1

    __table_args__ = (
        sa.UniqueConstraint("family_id", "number"),
        sa.CheckConstraint("number >= 1", name="numbers_begin_at_one"),
    )


_own, _newer, _later = aliased(CourseEdition), aliased(CourseEdition), aliased(Course)
_is_newer = sa.and_(_newer.family_id == _own.family_id, _newer.number > _own.number)
Course.is_replaced = column_property(
    sa.exists()
    .where(_own.course_id == Course.id, _is_newer, _later.id == _newer.course_id, _later.published_at.is_not(None))
    .correlate(Course)
)
Course.version = column_property(
    sa.func.coalesce(sa.select(_own.number).where(_own.course_id == Course.id).correlate(Course).scalar_subquery(), 1)
)

"""Classes that meet, for tests, saved and ready."""

from datetime import datetime, timedelta

from teachnet.accounts.models import Person, Role
from teachnet.attendance.models import ClassMeeting
from teachnet.db import db, today, utcnow
from teachnet.training.models import Cohort, Enrolment, EnrolmentState
from tests.factories import a_county, a_school, a_teacher, saved, somebody
from tests.training.factories import a_base, a_cohort, an_enrolment, days_from


def a_class(*, host: Person | None = None, begun: int = 0, **fields) -> Cohort:
    """A cohort of five days that began so many days ago, with a county that has room."""
    county = fields.pop("county", None) or a_county()
    host = host or somebody(Role.HOST, a_base(), "Han")
    cohort = a_cohort({county: 600}, host=host, **{"host_organisation": a_base()} | fields | days_from(30))
    for name, day in days_from(30).items():
        setattr(cohort, name, day - timedelta(days=30 + begun))
    db.session.commit()
    return cohort


def a_member(cohort: Cohort, name: str = "Zhou", *, state: EnrolmentState = EnrolmentState.ARRIVED) -> Enrolment:
    return an_enrolment(cohort, teacher=a_teacher(a_school(cohort.lines[0].county), name), state=state)


def a_meeting(cohort: Cohort, *, begins: datetime | None = None, hours: float = 2, **fields) -> ClassMeeting:
    """Begun ten minutes ago unless it is said otherwise."""
    begins = begins or utcnow() - timedelta(minutes=10)
    given = {
        "title": "Asking questions",
        "cohort_id": cohort.id,
        "host_organisation_id": cohort.host_organisation_id,
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=hours),
        "minutes": round(hours * 60),
    }
    return saved(ClassMeeting(**given | fields))


def end(meeting: ClassMeeting) -> None:
    """It was yesterday."""
    meeting.begins_at, meeting.ends_at = meeting.begins_at - timedelta(days=1), meeting.ends_at - timedelta(days=1)
    db.session.commit()


def typed(**changes) -> dict:
    day = today().isoformat()
    given = {"title": "Lesson clinic", "day": day, "begins": "08:30", "ends": "11:30", "minutes": "180"}
    return given | {"room": "201", "lecturer": "Wang"} | changes

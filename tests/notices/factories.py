"""Cohorts with people provisionally admitted, notices of them and objections, saved and ready."""

from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.db import beginning_of, db
from teachnet.notices import actions
from teachnet.notices.models import Notice, NoticeLine, Objection
from teachnet.training.models import Cohort, EnrolmentState
from tests.factories import a_city_admin, a_county, a_school, a_teacher
from tests.training.factories import a_cohort, an_enrolment

TOLD = {
    "title": "Those to be admitted",
    "document_number": "〔2026〕18",
    "text": "Reviewed by all three levels.",
    "telephone": "0533-2770000",
    "working_days": 5,
    "readable_days": 30,
}


def a_list(*names: str) -> Cohort:
    """A cohort with these people provisionally admitted, of one county, each at a school of their own."""
    county = a_county()
    cohort = a_cohort({county: 20})
    for name in names:
        an_enrolment(cohort, teacher=a_teacher(a_school(county), name), state=EnrolmentState.PROVISIONAL)
    return cohort


def a_notice(cohort: Cohort | None = None, *, by: Person | None = None, **told) -> Notice:
    cohort = cohort or a_list("An", "Bo", "Chen")
    notice = actions.publish(cohort, by=by or a_city_admin(), **TOLD | told)
    db.session.commit()
    return notice


def line_of(notice: Notice, name: str) -> NoticeLine:
    return next(line for line in notice.lines if line.name.startswith(name))


def an_objection(notice: Notice, name: str = "", *, by: Person | None = None, **told) -> Objection:
    """About whoever is called so; about the whole list without a name."""
    about = {"name": "Objector", "contact": "13812341234", "text": "Teaches here since May only.", "line": None}
    about |= {"line": line_of(notice, name)} if name else {}
    actions.object_to(notice, by=by, address="10.0.0.1", **about | told)
    db.session.commit()
    return notice.objections[-1]


def a_decided(notice: Notice, name: str, *, upheld: bool, by: Person) -> Objection:
    objection = an_objection(notice, name)
    objection.examine(by=by)
    decide = objection.uphold if upheld else objection.dismiss
    decide(by=by, answer="We looked at the papers.", line=objection.line)
    db.session.commit()
    return objection


def after(notice: Notice, clock) -> None:
    """It is the day after the last one."""
    clock.move_to(beginning_of(notice.closable_from) + timedelta(hours=8), tick=False)

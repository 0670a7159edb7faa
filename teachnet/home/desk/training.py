"""Places to confirm, cases to decide, teachers to nominate, cohorts to run."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.models import Person
from teachnet.accounts.policy import is_city_admin
from teachnet.db import db
from teachnet.home import queries
from teachnet.home.desk.item import DeskItem
from teachnet.training import policy
from teachnet.training.models import Cohort, Enrolment, EnrolmentState
from teachnet.training.queries import cohorts_to_nominate_for

MOST_CALLS = 5  # of a school for nominations; more are on the page of cohorts


def due_for(person: Person) -> Iterator[DeskItem]:
    if policy.can_apply(person):
        yield from _own_cases(person)
    if policy.can_see_reviews(person):
        yield from _to_decide(person)
    if policy.can_nominate(person):
        yield from _to_nominate(person)
    if policy.is_host(person):
        yield from _cohorts_of(person)


def _own_cases(person: Person) -> Iterator[DeskItem]:
    for case in db.session.scalars(queries.MY_CASES, {"me": person.id}):
        yield OWN[case.state](case, url_for("training.mine"))


def _to_confirm(case: Enrolment, url: str) -> DeskItem:
    text = _("You are admitted. Without your answer the place goes to the reserve.")
    cohort = case.cohort
    return DeskItem(_("Confirm: %(title)s", title=cohort.title), text, _("Answer"), url, due=cohort.confirm_by)


def _to_answer(case: Enrolment, url: str) -> DeskItem:
    text = _("A place has become free for you. Without your answer it goes to the next.")
    title = _("Take the place: %(title)s", title=case.cohort.title)
    return DeskItem(title, text, _("Answer"), url, due=case.offered_until)


def _to_correct(case: Enrolment, url: str) -> DeskItem:
    text = _("Your application came back. Read why, put it right and hand it in again.")
    title, due = _("Put right: %(title)s", title=case.cohort.title), case.cohort.county_review_by
    return DeskItem(title, text, _("Put right"), url, due=due)


def _to_attend(case: Enrolment, url: str) -> DeskItem:
    cohort = case.cohort
    text = _("At %(place)s. You are in the cohort.", place=cohort.host_organisation.name)
    url = url_for("training.cohort", cohort_id=cohort.id)
    return DeskItem(cohort.title, text, _("See the cohort"), url, due=cohort.starts_on, starts=True)


def _to_read(case: Enrolment, _url: str) -> DeskItem:
    """What became of it stands in the words it was cancelled with."""
    title, url = _("Not held: %(title)s", title=case.cohort.title), url_for("training.case", enrolment_id=case.id)
    return DeskItem(title, case.moved_note, _("Look"), url)


OWN = {
    EnrolmentState.OFFERED: _to_answer,
    EnrolmentState.ADMITTED: _to_confirm,
    EnrolmentState.RETURNED_TO_TEACHER: _to_correct,
    EnrolmentState.CONFIRMED: _to_attend,
    EnrolmentState.CANCELLED: _to_read,
}


def _to_decide(person: Person) -> Iterator[DeskItem]:
    """The city has no day of its own: what comes to it is decided as it comes."""
    for cohort_id, title, review_by, waiting in db.session.execute(queries.cases_by_cohort(person)):
        heading = ngettext("One case to decide", "%(num)d cases to decide", waiting)
        due = None if is_city_admin(person) else review_by
        yield DeskItem(heading, title, _("Decide"), url_for("training.reviews", cohort=cohort_id), due=due)


def _to_nominate(person: Person) -> Iterator[DeskItem]:
    calls = cohorts_to_nominate_for(person).with_only_columns(Cohort.id, Cohort.title, Cohort.closes_on)
    for cohort in db.session.execute(calls.limit(MOST_CALLS)):
        text = _("Your county has seats in this cohort. Name the teachers it would help most.")
        url = url_for("training.nominate", cohort_id=cohort.id)
        title = _("Nominate for: %(title)s", title=cohort.title)
        yield DeskItem(title, text, _("Nominate"), url, due=cohort.closes_on)


def _cohorts_of(person: Person) -> Iterator[DeskItem]:
    for cohort, arrived, coming, silent in db.session.execute(queries.COHORTS_I_HOST, {"me": person.id}):
        if cohort.has_ended and arrived:
            yield _to_finish(cohort, arrived)
        elif cohort.receives:
            yield _to_receive(cohort, arrived, coming + silent)
        elif not cohort.has_begun:
            text = _("Confirmed: %(coming)s. Not answered yet: %(silent)s.", coming=coming, silent=silent)
            url = url_for("training.roster", cohort_id=cohort.id)
            yield DeskItem(cohort.title, text, _("Roster"), url, due=cohort.starts_on, starts=True)


def _to_receive(cohort: Cohort, arrived: int, expected: int) -> DeskItem:
    text = _("Arrived: %(arrived)s. Still expected: %(expected)s.", arrived=arrived, expected=expected)
    url = url_for("training.arrivals", cohort_id=cohort.id)
    return DeskItem(cohort.title, text, _("Arrivals"), url, due=cohort.starts_on, starts=True)


def _to_finish(cohort: Cohort, arrived: int) -> DeskItem:
    title = _("Finish: %(title)s", title=cohort.title)
    text = ngettext(
        "One teacher waits to be told whether they have completed it.",
        "%(num)d teachers wait to be told whether they have completed it.",
        arrived,
    )
    return DeskItem(title, text, _("Write it down"), url_for("training.finish", cohort_id=cohort.id))

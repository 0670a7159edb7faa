"""May this teacher enrol in this cohort? Each rule answers with a sentence, before anything is submitted."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from teachnet.accounts.models import Organisation, Person
from teachnet.training import conditions
from teachnet.training.models import Cohort, Enrolment, EnrolmentState, EntryRule, Phase
from teachnet.training.words import field_name
from teachnet.web.filters import day, span


@dataclass(frozen=True)
class Answer:
    """What one rule says; `look` is how it is marked: good, wait (to be known), bad (in the way)."""

    sentence: str
    look: str = "good"


@dataclass(frozen=True)
class Eligibility:
    answers: tuple[Answer, ...]

    @property
    def is_given(self) -> bool:
        return not self.hindrances

    @property
    def hindrances(self) -> list[str]:
        return [answer.sentence for answer in self.answers if answer.look == "bad"]

    @property
    def remarks(self) -> list[str]:
        return [answer.sentence for answer in self.answers if answer.look == "wait"]


def eligibility(teacher: Person, cohort: Cohort, cases: Sequence[Enrolment]) -> Eligibility:
    """`cases` are what this teacher has asked for and not given up: see `queries.cases_of`."""
    theirs = [case for case in cases if case.teacher_id == teacher.id]
    answers = (
        _window(cohort),
        _field(teacher, cohort),
        _seats(teacher, cohort),
        _case_here(teacher, cohort, theirs),
        _days(cohort, theirs),
    )
    return _with_conditions(answers, teacher, cohort, theirs)


def fitting(teacher: Person, cohort: Cohort, cases: Sequence[Enrolment]) -> Eligibility:
    """May this teacher come, with a seat that is found for them? Whether it is open for applications is not asked."""
    theirs = [case for case in cases if case.teacher_id == teacher.id]
    answers = (_field(teacher, cohort), _case_here(teacher, cohort, theirs), _days(cohort, theirs))
    return _with_conditions(answers, teacher, cohort, theirs)


def _with_conditions(
    answers: Sequence[Answer | None], teacher: Person, cohort: Cohort, theirs: list[Enrolment]
) -> Eligibility:
    asked = (_condition(rule, teacher, cohort, theirs) for rule in cohort.entry_rules)
    return Eligibility((*(answer for answer in answers if answer), *asked))


def _window(cohort: Cohort) -> Answer:
    phase = cohort.phase
    if phase is Phase.OPEN:
        return Answer(_("Applications are open until %(day)s.", day=day(cohort.closes_on)))
    if phase is Phase.SOON:
        return Answer(_("Applications open on %(day)s.", day=day(cohort.opens_on)), "bad")
    if phase is Phase.PLANNED:
        return Answer(_("This cohort has not been announced."), "bad")
    return Answer(_("Applications closed on %(day)s.", day=day(cohort.closes_on)), "bad")


def _field(teacher: Person, cohort: Cohort) -> Answer:
    wanted = cohort.field
    fits = cohort.stage in (None, teacher.stage) and cohort.subject in (None, teacher.subject)
    if not wanted:
        return Answer(_("This cohort is for teachers of every stage and subject."))
    taught = field_name(teacher.stage, teacher.subject)
    if fits:
        return Answer(_("%(name)s teaches %(taught)s; this cohort is for it.", name=teacher.name, taught=taught))
    if not taught:
        unknown = _("It is not recorded what %(name)s teaches; the school can complete it.", name=teacher.name)
        return Answer(unknown, "bad")
    differs = _(
        "%(name)s teaches %(taught)s now; this cohort is for %(wanted)s.",
        name=teacher.name,
        taught=taught,
        wanted=wanted,
    )
    return Answer(differs, "bad")


def _seats(teacher: Person, cohort: Cohort) -> Answer:
    school = teacher.school
    if school is None:
        return Answer(_("%(name)s teaches at no school at present.", name=teacher.name), "bad")
    line = cohort.line_for(teacher, school)
    if line is None:
        return Answer(_no_seats(school, cohort), "bad")
    figures = {"owner": line.owner, "seats": line.seats, "left": line.left}
    if line.is_full:
        full = _("All seats of %(owner)s are taken; one can still get on the reserve list.", **figures)
        return Answer(full, "wait")
    return Answer(_("%(owner)s has %(left)s of its %(seats)s seats left.", **figures))


def _no_seats(school: Organisation, cohort: Cohort) -> str:
    """A county may have seats, but for others of its teachers."""
    county = school.county.shown_name if school.county else school.name
    groups = [line.group.label for line in cohort.lines if line.county_id == school.county_id and line.is_offered]
    if groups:
        theirs = format_list(groups, locale=get_locale())
        return _("The seats of %(county)s in this cohort are for others: %(groups)s.", county=county, groups=theirs)
    return _("%(county)s has no seats in this cohort.", county=county)


def _condition(rule: EntryRule, teacher: Person, cohort: Cohort, theirs: list[Enrolment]) -> Answer:
    is_met = conditions.is_met(rule, teacher, cohort, theirs)
    if is_met is None:
        return Answer(_("%(rule)s: not on file here, the county checks it.", rule=rule.text), "wait")
    return Answer(_("%(rule)s.", rule=rule.text)) if is_met else Answer(_("Not met: %(rule)s.", rule=rule.text), "bad")


def _case_here(teacher: Person, cohort: Cohort, theirs: list[Enrolment]) -> Answer | None:
    here = next((case for case in theirs if case.cohort_id == cohort.id), None)
    if here is None:
        return None
    if here.state is EnrolmentState.REJECTED:
        return Answer(_("An earlier case for this cohort was not approved; that decision is final."), "bad")
    there_is = _("%(name)s has a case for this cohort already: %(state)s.", name=teacher.name, state=here.state.label)
    return Answer(there_is, "bad")


def _days(cohort: Cohort, theirs: list[Enrolment]) -> Answer:
    others = [case.cohort for case in theirs if case.state.takes_days and case.cohort_id != cohort.id]
    clash = next((other for other in others if other.overlaps(cohort)), None)
    if clash is None:
        return Answer(_("No other cohort on these days."))
    days = span(clash.starts_on, clash.ends_on)
    return Answer(_("The days overlap with “%(title)s” (%(days)s).", title=clash.title, days=days), "bad")

"""The conditions of a cohort, asked of one teacher: met, not met, or not known here."""

from collections.abc import Callable, Sequence
from datetime import date

from teachnet.accounts.models import Person, Title
from teachnet.training.chain import EnrolmentState
from teachnet.training.models import Cohort, Enrolment, EntryRule, EntryRuleKind
from teachnet.training.retirement import retires_in

RANK = {title: rank for rank, title in enumerate(reversed(Title))}


def is_met(rule: EntryRule, teacher: Person, cohort: Cohort, cases: Sequence[Enrolment]) -> bool | None:
    """None: what it takes to know is not on file. `cases` are those of this teacher."""
    return _CHECKS[rule.kind](rule, teacher, cohort, cases)


def years_between(earlier: date, later: date) -> int:
    """Whole years: somebody born on 29 February has their birthday on 1 March."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))


def _most_age(rule: EntryRule, teacher: Person, _cohort: Cohort, _cases: Sequence[Enrolment]) -> bool | None:
    return years_between(teacher.born_on, rule.on) <= rule.number if teacher.born_on else None


def _least_title(rule: EntryRule, teacher: Person, _cohort: Cohort, _cases: Sequence[Enrolment]) -> bool | None:
    return RANK[teacher.title] >= RANK[rule.title] if teacher.title else None


def _least_service(rule: EntryRule, teacher: Person, cohort: Cohort, _cases: Sequence[Enrolment]) -> bool | None:
    began = teacher.started_work_on
    return years_between(began, cohort.starts_on) >= rule.number if began else None


def _same_kind(rule: EntryRule, _teacher: Person, cohort: Cohort, cases: Sequence[Enrolment]) -> bool:
    """What was completed here; training elsewhere is in its county's memory."""
    kind = cohort.programme.kind
    done = [case.cohort for case in cases if case.state is EnrolmentState.COMPLETED]
    same = [other for other in done if other.programme.kind is kind and other.id != cohort.id]
    return all(years_between(other.ends_on, cohort.starts_on) >= rule.number for other in same)


def _retirement(rule: EntryRule, teacher: Person, cohort: Cohort, _cases: Sequence[Enrolment]) -> bool | None:
    if not teacher.born_on or not teacher.gender:
        return None
    goes, last = retires_in(teacher.born_on, teacher.gender), cohort.ends_on
    return (goes.year - last.year) * 12 + goes.month - last.month >= rule.number


_CHECKS: dict[EntryRuleKind, Callable[[EntryRule, Person, Cohort, Sequence[Enrolment]], bool | None]] = {
    EntryRuleKind.MOST_AGE: _most_age,
    EntryRuleKind.LEAST_TITLE: _least_title,
    EntryRuleKind.LEAST_SERVICE: _least_service,
    EntryRuleKind.SAME_KIND: _same_kind,
    EntryRuleKind.RETIREMENT: _retirement,
}

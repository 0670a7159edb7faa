"""What waits for an office, a reviewer or the auditor, as far as they may see it."""

from datetime import timedelta

import sqlalchemy as sa

from teachnet.accounts import policy
from teachnet.accounts.models import Person, Role
from teachnet.accounts.queries import people_now_at, transfers_to_decide
from teachnet.anomalies.queries import to_judge as anomalies_to_judge
from teachnet.audit.models import AuditEntry, Outcome
from teachnet.budget.models import BudgetState, CohortBudget
from teachnet.communities.models import CommunityActivity
from teachnet.communities.queries import to_confirm
from teachnet.db import TODAY, from_now
from teachnet.evidence.queries import evidence_to_compare
from teachnet.library.models import ResourceVersion
from teachnet.library.queries import opinions_asked_of, review_queue_for
from teachnet.notices.models import Notice
from teachnet.notices.queries import UNDECIDED
from teachnet.research.models import ChangeRequest
from teachnet.research.queries import changes_to_decide, to_review
from teachnet.training.models import Cohort, CohortState, QuotaLine, Replacement, ReplacementState
from teachnet.training.queries import cases_to_decide, lines_visible_to

A_WEEK_AGO = from_now(-timedelta(days=7))

# (notice id, its title, its last day, objections without a decision) of open notices: what the city has to do there.
NOTICES_THAT_WAIT = (
    sa.select(Notice.id, Notice.title, Notice.last_day, UNDECIDED.label("undecided"))
    .where(Notice.closed_at.is_(None), Notice.closable_now() | (UNDECIDED > 0))
    .order_by(Notice.last_day, Notice.id)
)


def queues_of(person: Person) -> sa.Select:
    """How many transfers to decide, evidence to compare, replacements and budgets to decide – who asked for it does not
    –, anomalies in study to judge, what other schools of a community gave and is to be confirmed (and the first of it),
    reports of research projects to review, changes of them to decide (and the project of the first), and colleagues at
    the schools somebody administers who have never signed in."""
    schools = policy.scopes(person, Role.SCHOOL_ADMIN)
    unsigned = people_now_at(*schools).where(Person.password_hash.is_(None), Person.disabled_at.is_(None))
    decides = sa.true() if policy.is_city_admin(person) else sa.false()
    asked = (Replacement.state == ReplacementState.ASKED) & (Replacement.asked_by_id != person.id)
    handed_in = (CohortBudget.state == BudgetState.SUBMITTED) & (CohortBudget.submitted_by_id != person.id)
    given, changes = to_confirm(person), changes_to_decide(person)
    return sa.select(
        _how_many(unsigned).label("unsigned"),
        _how_many(transfers_to_decide(person)).label("transfers"),
        _how_many(evidence_to_compare(person).order_by(None)).label("evidence"),
        _how_many(sa.select(Replacement).where(asked, decides)).label("replacements"),
        _how_many(sa.select(CohortBudget).where(handed_in, decides)).label("budgets"),
        _how_many(anomalies_to_judge(person)).label("anomalies"),
        _how_many(given).label("given"),
        _how_many(to_review(person)).label("reports"),
        _how_many(changes).label("changes"),
        changes.with_only_columns(sa.func.min(ChangeRequest.project_id)).scalar_subquery().label("first_change"),
        given.with_only_columns(sa.func.min(CommunityActivity.id)).scalar_subquery().label("first_given"),
    )


def _how_many(rows: sa.Select) -> sa.ScalarSelect:
    return rows.with_only_columns(sa.func.count(), maintain_column_froms=True).scalar_subquery()


def refusals_this_week() -> sa.Select:
    return sa.select(sa.func.count()).where(AuditEntry.at > A_WEEK_AGO, AuditEntry.outcome == Outcome.REFUSED)


def review_load(person: Person) -> sa.Select:
    """(how many wait for this reviewer, since when the oldest does, how many second opinions are asked of them)"""
    queue = review_queue_for(person).order_by(None)
    asked = _how_many(opinions_asked_of(person).order_by(None))
    return queue.with_only_columns(sa.func.count(), sa.func.min(ResourceVersion.submitted_at), asked)


def cases_by_cohort(person: Person) -> sa.Select:
    """(cohort id, its title, the day its review ends, how many cases wait for this person)"""
    cohort = (Cohort.id, Cohort.title, Cohort.county_review_by)
    return (
        cases_to_decide(person)
        .with_only_columns(*cohort, sa.func.count(), maintain_column_froms=True)
        .order_by(None)
        .group_by(*cohort)
        .order_by(Cohort.county_review_by, Cohort.id)
    )


def cohorts_to_fill(person: Person) -> sa.Select:
    """(cohort id, title, first day, seats taken, seats) of announced cohorts that have not begun, in the lines this
    person sees."""
    return (
        lines_visible_to(person)
        .join(QuotaLine.cohort)
        .with_only_columns(
            Cohort.id,
            Cohort.title,
            Cohort.starts_on,
            sa.func.sum(QuotaLine.used).label("taken"),
            sa.func.sum(QuotaLine.seats).label("seats"),
        )
        .where(Cohort.state == CohortState.ANNOUNCED, Cohort.starts_on > TODAY)
        .group_by(Cohort.id)
        .order_by(Cohort.starts_on, Cohort.id)
    )

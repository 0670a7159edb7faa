"""Whose credits stand how: one's own with a picture, and those of an office's teachers."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.accounts.queries import WITH_POSTS
from teachnet.credits import actions, policy, queries
from teachnet.credits.forms import LearnerFilter, ReasonForm
from teachnet.credits.models import AttestedRecord
from teachnet.credits.progress import Cycle
from teachnet.credits.views.blueprint import bp
from teachnet.db import db, today
from teachnet.web.access import members_only, only, require
from teachnet.web.paging import paginate, paginate_lines


@bp.get("/")
@only(policy.has_credits)
def mine():
    return _page(me(), claims=db.session.scalars(queries.claims_of(me())).all())


@bp.get("/people")
@only(policy.can_oversee)
def overview():
    """The teachers of an office, with what they have in the year and in the cycle."""
    filters = LearnerFilter()
    year = filters.year_or(today().year)
    rules = _rules_for(me(), year)
    asked = rules and rules.asked_each_year
    cycle = rules.cycle_of(year) if rules else range(year, year + 1)
    behind = asked.least if asked and filters.behind.data else None
    lines = queries.learners(me(), year=year, cycle=cycle, words=filters.words, behind=behind)
    return render_template(
        "credits/overview.html",
        lines=paginate_lines(lines),
        filters=filters,
        year=year,
        cycle=cycle,
        asked=asked,
        waiting=db.session.scalar(queries.how_many(queries.claims_to_decide(me()))),
    )


@bp.get("/people/<int:person_id>")
@only(policy.can_oversee)
def learner(person_id):
    found = queries.learners_visible_to(me()).where(Person.id == person_id).options(WITH_POSTS)
    return _page(db.one_or_404(found))


@bp.post("/records/<int:record_id>/voiding")
@members_only
def void(record_id):
    record = db.one_or_404(queries.record_visible_to(me()).where(AttestedRecord.id == record_id))
    require(policy.can_void(me(), record))
    form = ReasonForm()
    if not form.validate():
        return _page(record.person, form=form, wrong=record), 422
    actions.void(record, by=me(), reason=form.note.data)
    db.session.commit()
    flash(_("Taken back. The entry stays; a counter-entry stands above it."))
    return redirect(url_for(".learner", person_id=record.person_id), code=303)


def _page(person, *, claims=(), form=None, wrong=None):
    rules, year = _rules_for(person, today().year), today().year
    years = rules.cycle_of(year) if rules else range(year, year + 1)
    sums = db.session.execute(queries.sums_of(person.id, years)).all()
    return render_template(
        "credits/learner.html",
        person=person,
        rules=rules,
        cycle=rules and Cycle(rules, sums, today()),
        entries=paginate(queries.entries_of(person.id)),
        claims=claims,
        form=form,
        wrong=wrong,
    )


def _rules_for(person, year):
    """By whose rules: of the school one teaches at, or of the office one holds."""
    posts = person.current_appointments
    where = person.school or (posts[-1].organisation if posts else None)
    return actions.rule_book().of(where, year)

"""Years: what each brought, and closing them."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.credits import actions, policy, queries
from teachnet.credits.models import CreditYear
from teachnet.credits.views.blueprint import bp
from teachnet.db import db
from teachnet.web.access import only


@bp.get("/years")
@only(policy.can_oversee)
def years():
    return render_template("credits/years.html", years=db.session.scalars(queries.years()).all())


@bp.get("/years/<int:year>")
@only(policy.can_rule)
def year(year):
    """What closing it would fix for ever."""
    found = _load(year)
    people, minutes, credits = db.session.execute(queries.year_figures(year)).one()
    waiting = db.session.scalar(queries.claims_waiting(year))
    return render_template(
        "credits/year.html", year=found, people=people, minutes=minutes, credits=credits, waiting=waiting
    )


@bp.post("/years/<int:year>/closing")
@only(policy.can_rule)
def close_year(year):
    actions.close_year(_load(year).year, by=me())
    db.session.commit()
    flash(_("%(year)s is closed. Its entries stand for ever.", year=year))
    return redirect(url_for(".years"), code=303)


def _load(year) -> CreditYear:
    return db.one_or_404(queries.years().where(CreditYear.year == year))

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.certificates import actions, policy, queries
from teachnet.certificates.forms import START, PatternForm
from teachnet.certificates.views.blueprint import bp
from teachnet.db import db, today
from teachnet.training.queries import bureau
from teachnet.web.access import only


@bp.get("/patterns")
@only(policy.can_issue)
def patterns():
    """The latest one is what the next is made from."""
    known = db.session.scalars(queries.patterns()).all()
    office = db.session.scalars(bureau()).first()
    start = {"year": today().year} | ({} if known else START | {"office": office and office.name})
    return _page(PatternForm(formdata=None, obj=known[0] if known else None, **start), known)


@bp.post("/patterns")
@only(policy.can_issue)
def set_pattern():
    form = PatternForm()
    if not form.validate():
        return _page(form, db.session.scalars(queries.patterns()).all()), 422
    actions.set_pattern(form.pattern(), by=me())
    db.session.commit()
    flash(_("From now on the certificates of %(year)s follow this pattern.", year=str(form.year.data)))
    return redirect(url_for(".patterns"), code=303)


def _page(form, patterns):
    return render_template("certificates/patterns.html", form=form, patterns=patterns)

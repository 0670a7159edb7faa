"""The rubric of the city: what is looked at in every lesson."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.db import db
from teachnet.observations import actions, policy, queries
from teachnet.observations.forms import LineForm
from teachnet.observations.models import RubricLine
from teachnet.observations.views.blueprint import bp
from teachnet.web.access import members_only, only


@bp.get("/observations/rubric")
@members_only
def rubric():
    return _page()


@bp.post("/observations/rubric")
@only(policy.can_write_rubric)
def add_line():
    form = LineForm()
    if not form.validate():
        return _page(form), 422
    db.session.add(RubricLine(**form.words()))
    db.session.commit()
    return _back()


@bp.post("/observations/rubric/usual")
@only(policy.can_write_rubric)
def take_usual():
    actions.begin_rubric()
    db.session.commit()
    flash(_("Five lines to begin with. Retire what does not fit, and add your own."))
    return _back()


@bp.post("/observations/rubric/<int:line_id>/retirement")
@only(policy.can_write_rubric)
def retire(line_id):
    line = db.get_or_404(RubricLine, line_id)
    line.retire()
    db.session.commit()
    return _back()


def _back():
    return redirect(url_for(".rubric"), code=303)


def _page(form: LineForm | None = None) -> str:
    lines = db.session.scalars(queries.whole_rubric()).all()
    return render_template("observations/rubric.html", lines=lines, form=form or LineForm(formdata=None))

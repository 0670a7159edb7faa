from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db, today
from teachnet.training import policy, queries
from teachnet.training.forms import CopyForm, DocumentForm, ProgrammeForm
from teachnet.training.models import Programme
from teachnet.training.views.blueprint import bp
from teachnet.web.access import only
from teachnet.web.paging import paginate


@bp.get("/programmes")
@only(policy.can_see_programmes)
def programmes():
    return render_template("training/programmes.html", programmes=paginate(queries.programmes_listed(me())))


@bp.get("/programmes/new")
@only(policy.can_plan)
def new_programme():
    return _form(ProgrammeForm(formdata=None, year=today().year), None)


@bp.post("/programmes/new")
@only(policy.can_plan)
def plan_programme():
    form, programme = ProgrammeForm(), Programme()
    if not form.validate():
        return _form(form, None), 422
    form.fill(programme)
    db.session.add(programme)
    db.session.commit()
    flash(_("The programme is a draft now. Plan its cohorts, then approve it."))
    return _to(programme)


@bp.get("/programmes/<int:programme_id>")
@only(policy.can_see_programmes)
def programme(programme_id):
    return programme_page(load_programme(programme_id))


@bp.post("/programmes/<int:programme_id>/copies")
@only(policy.can_plan)
def copy_programme(programme_id):
    programme, form = load_programme(programme_id), CopyForm()
    if not form.validate():
        return programme_page(programme, form=form), 422
    later = programme.copy_for(form.year.data, by=me())
    db.session.commit()
    flash(_("This draft is a copy. Look through its days and seats, and name who hosts its cohorts."))
    return _to(later)


@bp.get("/programmes/<int:programme_id>/edit")
@only(policy.can_plan)
def edit_programme(programme_id):
    programme = load_programme(programme_id)
    programme.require_draft()
    return _form(ProgrammeForm(formdata=None, obj=programme), programme)


@bp.post("/programmes/<int:programme_id>/edit")
@only(policy.can_plan)
def change_programme(programme_id):
    programme = load_programme(programme_id)
    programme.require_draft()
    form = ProgrammeForm(obj=programme)
    if not form.validate():
        return _form(form, programme), 422
    if form.version.data not in (None, programme.version):
        return _form(form, programme, overtaken=True), 409
    form.fill(programme)
    db.session.commit()
    return _to(programme)


@bp.post("/programmes/<int:programme_id>/approval")
@only(policy.can_plan)
def approve_programme(programme_id):
    programme = load_programme(programme_id)
    programme.approve(by=me())
    db.session.commit()
    flash(_("Approved. Its hours are fixed; announce its cohorts when they are ready."))
    return _to(programme)


@bp.post("/programmes/<int:programme_id>/closing")
@only(policy.can_plan)
def close_programme(programme_id):
    programme = load_programme(programme_id)
    programme.close(by=me())
    db.session.commit()
    flash(_("The programme is closed; its records stay."))
    return _to(programme)


def load_programme(programme_id):
    found = queries.programmes_visible_to(me()).where(Programme.id == programme_id)
    return db.one_or_404(found.options(*queries.WITH_COHORTS))


def programme_page(programme, form=None, document_form=None, upload=None):
    """`upload` is a good file that came with a form that was not."""
    return render_template(
        "training/programme.html",
        programme=programme,
        form=form or CopyForm(formdata=None, year=programme.year + 1),
        documents=db.session.scalars(queries.documents_of(programme)).all(),
        document_form=document_form or DocumentForm(formdata=None),
        upload=upload,
    )


def _form(form, programme, overtaken=False):
    return render_template("training/programme_form.html", form=form, programme=programme, overtaken=overtaken)


def _to(programme):
    return redirect(url_for(".programme", programme_id=programme.id), code=303)

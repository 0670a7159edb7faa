from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.journals import policy, queries
from teachnet.journals.forms import EntryForm
from teachnet.journals.models import JournalEntry
from teachnet.journals.views.blueprint import bp
from teachnet.study.models import CourseEnrolment
from teachnet.study.queries import enrolments_of
from teachnet.web.access import only, require
from teachnet.web.paging import paginate

MOST_SHARED = 30


@bp.get("/courses/<int:course_id>/journal")
@only(policy.can_open_study)
def journal(course_id):
    return _page(_studied(course_id), EntryForm(formdata=None))


@bp.post("/courses/<int:course_id>/journal")
@only(policy.can_open_study)
def write(course_id):
    enrolment, form = _studied(course_id), EntryForm()
    if not form.validate():
        return _page(enrolment, form), 422
    db.session.add(JournalEntry.in_course(enrolment, form.text.data or "", is_shared=form.is_shared.data))
    db.session.commit()
    flash(_("Written down."))
    return _back(enrolment)


@bp.get("/journal/<int:entry_id>")
@only(policy.can_open_study)
def edit(entry_id):
    entry = _mine(entry_id)
    return render_template("journals/edit.html", entry=entry, form=EntryForm(obj=entry, formdata=None))


@bp.post("/journal/<int:entry_id>")
@only(policy.can_open_study)
def change(entry_id):
    entry, form = _mine(entry_id), EntryForm()
    if not form.validate():
        return render_template("journals/edit.html", entry=entry, form=form), 422
    entry.change(form.text.data or "", is_shared=form.is_shared.data)
    db.session.commit()
    return _back(entry.enrolment)


@bp.post("/journal/<int:entry_id>/withdrawal")
@only(policy.can_open_study)
def withdraw(entry_id):
    entry = _mine(entry_id)
    entry.withdraw()
    db.session.commit()
    return _back(entry.enrolment)


def _studied(course_id: int) -> CourseEnrolment:
    return db.one_or_404(enrolments_of(me()).where(CourseEnrolment.course_id == course_id))


def _mine(entry_id: int) -> JournalEntry:
    entry = db.one_or_404(queries.entries_visible_to(me()).where(JournalEntry.id == entry_id))
    require(policy.is_own(me(), entry))
    return entry


def _back(enrolment: CourseEnrolment):
    return redirect(url_for(".journal", course_id=enrolment.course_id), code=303)


def _page(enrolment: CourseEnrolment, form: EntryForm) -> str:
    return render_template(
        "journals/journal.html",
        enrolment=enrolment,
        course=enrolment.course,
        form=form,
        entries=paginate(queries.my_entries(enrolment, me())),
        shared=db.session.scalars(queries.shared_beside(enrolment, me()).limit(MOST_SHARED)).all(),
    )

from collections import defaultdict
from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.assignments import actions, policy, queries
from teachnet.assignments.forms import SubmissionForm
from teachnet.assignments.models import Assignment, PeerReview, Submission
from teachnet.assignments.views.blueprint import bp
from teachnet.db import db
from teachnet.files.serving import send
from teachnet.study import queries as study
from teachnet.study.models import CourseEnrolment, Unit
from teachnet.uploads.models import Upload
from teachnet.uploads.sent import is_good, take_in
from teachnet.web.access import only
from teachnet.web.safety import reads_first, takes_files


def panel(unit: Unit, reader: Person, enrolment: CourseEnrolment | None) -> Markup:
    """On the page of its unit: how it is judged, what I handed in and what was found, a form for the next version."""
    return Markup(render_template("assignments/_panel.html", **_shown(unit, enrolment)))  # noqa: S704 -- our own template


@bp.post("/units/<int:unit_id>/submissions")
@only(policy.can_open_study)
@takes_files
@reads_first
def hand_in(unit_id):
    _studied(unit_id)
    form = SubmissionForm()
    upload = take_in(form, by=me())
    form.has_file = upload is not None
    unit, enrolment, assignment = _studied(unit_id)
    if not is_good(form):
        db.session.commit()
        shown = _shown(unit, enrolment, form=form, upload=upload)
        return render_template("assignments/hand_in.html", **shown), 422
    file = {"file": upload.file, "file_name": upload.name} if upload else {"file": None, "file_name": ""}
    actions.hand_in(assignment, enrolment, text=form.text.data or "", **file)
    db.session.commit()
    flash(_("Handed in. You will read here what was found."))
    return redirect(url_for("study.unit", unit_id=unit.id), code=303)


@bp.get("/submissions/<int:submission_id>/file/<path:name>")
@only(policy.can_open_study)
def file(submission_id, name):
    submission = db.one_or_404(queries.submissions_visible_to(me()).where(Submission.id == submission_id))
    return send(submission.file or abort(404), submission.file_name, download="download" in request.args)


def _found(versions: Sequence[Submission]) -> dict[int, list[PeerReview]]:
    found = defaultdict(list)
    for review in db.session.scalars(queries.done_reviews_of(versions)):
        found[review.submission_id].append(review)
    return found


def _studied(unit_id: int) -> tuple[Unit, CourseEnrolment, Assignment]:
    unit, enrolment = db.session.execute(study.studied_unit(me(), unit_id)).first() or abort(404)
    return unit, enrolment, db.one_or_404(queries.assignment_of(unit))


def _shown(
    unit: Unit, enrolment: CourseEnrolment | None, form: SubmissionForm | None = None, upload: Upload | None = None
) -> dict:
    assignment = db.session.scalars(queries.assignment_of(unit)).first()
    versions = db.session.scalars(queries.versions_of(assignment, enrolment)).all() if assignment and enrolment else []
    duties = db.session.scalars(queries.reviews_by(enrolment, assignment)).all() if assignment and enrolment else []
    may_hand_in = assignment and enrolment and unit.course.is_open and not actions.refusal(assignment, versions)
    return {
        "unit": unit,
        "assignment": assignment,
        "versions": versions,
        "may_hand_in": may_hand_in,
        "form": form or SubmissionForm(formdata=None),
        "upload": upload,
        "duties": duties,
        "peers": _found(versions) if assignment and assignment.peers else {},
    }

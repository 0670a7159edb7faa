"""The report that a project owes: written by all in it, handed in by its leader, decided by the research office."""

from collections.abc import Callable
from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy.sql.base import ExecutableOption

from teachnet.accounts.current import me
from teachnet.db import db, start_writing
from teachnet.errors import Overtaken
from teachnet.files.receive import receive
from teachnet.research import policy, queries
from teachnet.research.forms import ReportForm, ReviewForm
from teachnet.research.models import ResearchProject, StageReport
from teachnet.research.similar import similar_to
from teachnet.research.views.blueprint import bp, load, to
from teachnet.research.word import word_file
from teachnet.uploads.actions import keep_upload
from teachnet.web.access import only, require
from teachnet.web.blame import blaming
from teachnet.web.safety import reads_first
from teachnet.wordfile import WORD


@bp.get("/<int:project_id>/report")
@only(policy.can_look)
def writing(project_id):
    project = load(project_id)
    require(policy.can_write(me(), project))
    return _sheet(project, ReportForm.showing(project))


@bp.post("/<int:project_id>/report")
@only(policy.can_look)
def write(project_id):
    project, form = load(project_id), ReportForm()
    require(policy.can_write(me(), project))
    if not form.validate():
        return _sheet(project, form), 422
    with blaming(form) as said:
        project.write(form.text.data or "", seen=form.version.data or 0, by=me())
    if form.errors:
        return _sheet(project, form, status=said.status), said.status
    db.session.commit()
    flash(_("Saved. It is not handed in yet."))
    return redirect(url_for(".writing", project_id=project.id), code=303)


@bp.post("/<int:project_id>/report/handing-in")
@only(policy.can_look)
def hand_in(project_id):
    project, form = load(project_id), ReportForm()
    require(policy.can_hand_in(me(), project))
    if not form.validate():
        return _sheet(project, form), 422
    with blaming(form) as said:
        project.write(form.text.data or "", seen=form.version.data or 0, by=me())
        project.hand_in(by=me())
    if form.errors:
        return _sheet(project, form, status=said.status), said.status
    db.session.commit()
    flash(_("Handed in. The research office reviews it; until then it stays as it is."))
    return to(project.id)


@bp.get("/reports/<int:report_id>")
@only(policy.can_look)
def report(report_id):
    return _page(_load(report_id))


@bp.post("/reports/<int:report_id>/passing")
@only(policy.can_look)
def pass_report(report_id):
    return _decide(report_id, policy.can_decide, ResearchProject.pass_report)


@bp.post("/reports/<int:report_id>/return")
@only(policy.can_look)
def return_report(report_id):
    return _decide(report_id, policy.can_decide, ResearchProject.return_report)


@bp.post("/reports/<int:report_id>/refusal")
@only(policy.can_look)
def decline(report_id):
    return _decide(report_id, policy.can_decline, ResearchProject.decline)


@bp.get("/reports/<int:report_id>/report.docx")
@only(policy.can_look)
def as_word(report_id):
    report = _load(report_id, queries.WITH_SCHOOLS)
    return send_file(_file(report), WORD, as_attachment=True, download_name=_name(report))


@bp.post("/reports/<int:report_id>/offer")
@only(policy.can_look)
@reads_first
def offer(report_id):
    """The file waits for the form of the library, where it gets its micro-skill, its licence and its reviewers."""
    report = _load(report_id, queries.WITH_SCHOOLS)
    require(policy.can_offer(me(), report))
    received = receive(_file(report), _name(report))
    start_writing()
    keep_upload(received, by=me())
    db.session.commit()
    flash(_("The report waits below as a Word file: tick it, and say what it is about."))
    return redirect(url_for("library.new"), code=303)


def _load(report_id: int, *more: ExecutableOption) -> StageReport:
    seen = queries.reports_visible_to(me()).where(StageReport.id == report_id)
    report = db.one_or_404(seen.options(queries.with_project(StageReport, *more)))
    require(policy.can_read(me(), report))
    return report


def _file(report: StageReport) -> BytesIO:
    return BytesIO(word_file(report))


def _name(report: StageReport) -> str:
    return f"{report.project.title} {report.stage.label}.docx"


def _decide(report_id: int, may: Callable[..., bool], verb: Callable[..., None]):
    report, form = _load(report_id), ReviewForm()
    require(may(me(), report))
    if not form.validate():
        return _page(report, form), 422
    verb(report.project, by=me(), note=form.note.data or "")
    db.session.commit()
    return to(report.project_id)


def _sheet(project: ResearchProject, form: ReportForm, *, status: int = 422) -> str:
    """Where somebody else has saved meanwhile, theirs stands above what was typed."""
    theirs = project.draft if status == Overtaken.status else None
    if theirs:
        form.version.go_on_from(theirs.version)
    near = similar_to(project, me())
    return render_template("research/writing.html", project=project, form=form, theirs=theirs, similar=near)


def _page(report: StageReport, form: ReviewForm | None = None) -> str:
    decides = policy.can_decide(me(), report)
    near = similar_to(report.project, me()) if decides else []
    shown = form or ReviewForm(formdata=None)
    return render_template("research/report.html", report=report, form=shown, similar=near)

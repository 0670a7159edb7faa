from flask import abort, render_template
from markupsafe import Markup

from teachnet.accounts.current import me
from teachnet.accounts.models import Person
from teachnet.db import db
from teachnet.packages import actions, policy, queries, stage
from teachnet.packages.models import PackageRun, PackageUnit
from teachnet.packages.views.blueprint import bp
from teachnet.study import queries as study
from teachnet.study.models import CourseEnrolment, Unit, UnitKind
from teachnet.web.access import leaves_no_trail, only
from teachnet.web.bodies import sent_json
from teachnet.web.safety import let_frame


def panel(unit: Unit, reader: Person, enrolment: CourseEnrolment | None) -> Markup:
    """The package inside the page of its unit; whoever does not study the course looks at it, and nothing is kept."""
    package_unit = db.session.scalars(queries.package_unit_of(unit)).one()
    if origin := stage.origin():
        let_frame(origin)
    return Markup(  # noqa: S704 -- rendered by our own template
        render_template(
            "packages/_panel.html",
            unit=unit,
            package_unit=package_unit,
            run=enrolment and db.session.scalars(queries.run_of(package_unit, enrolment)).first(),
            keeps=enrolment is not None and unit.course.is_open,
            origin=origin,
            ticket=stage.ticket_for(package_unit),
        )
    )


@bp.post("/study/units/<int:unit_id>/run")
@only(policy.can_open_study)
@leaves_no_trail("going on changes nothing; that it was begun is told once")
def begin(unit_id):
    run = actions.begin(*_studied(unit_id))
    db.session.commit()
    return {"kept": run.kept} | _answer(run)


@bp.post("/study/units/<int:unit_id>/run/kept")
@only(policy.can_open_study)
@leaves_no_trail("what a package keeps is its own, every few seconds; begun, worked through and failed are told")
def keep(unit_id):
    sent = sent_json().get("kept")
    if not isinstance(sent, dict):
        abort(400, "nothing to keep")
    run = db.one_or_404(queries.run_of(*_studied(unit_id)).with_for_update())
    actions.keep(run, sent)
    db.session.commit()
    return _answer(run)


def _studied(unit_id: int) -> tuple[PackageUnit, CourseEnrolment]:
    found = study.studied_unit(me(), unit_id).where(Unit.kind == UnitKind.PACKAGE)
    unit, enrolment = db.session.execute(found).first() or abort(404)
    return db.session.scalars(queries.package_unit_of(unit)).one(), enrolment


def _answer(run: PackageRun) -> dict:
    return {"html": render_template("packages/_standing.html", run=run)}

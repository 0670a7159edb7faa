"""Packages come into a course as units, are worked through, and go with their units. The caller commits."""

from teachnet.accounts.models import Person
from teachnet.audit.trail import record
from teachnet.db import db, insert_if_new, utcnow
from teachnet.files.receive import Received, stored_file
from teachnet.packages import queries
from teachnet.packages.manifest import Manifest
from teachnet.packages.models import Package, PackageRun, PackageUnit
from teachnet.packages.words import RunState
from teachnet.study.finishing import require_open, work_through
from teachnet.study.models import Course, CourseEnrolment, Unit, UnitKind

COPIED = ("path", "query", "speaks", "launch_data", "passed_from")


def bring(course: Course, received: Received, manifest: Manifest, *, minutes: float, by: Person) -> list[Unit]:
    """A unit for each thing that can be opened in it, at the end of the course, in the order of its author."""
    package = Package(title=manifest.title, standard=manifest.standard, brought_by=by)
    package.file, package.file_name = stored_file(received), received.name
    for item in manifest.items:
        unit = Unit.last_of(course, UnitKind.PACKAGE, item.title)
        unit.seconds, unit.is_set_up = max(1, round(minutes * 60)), True
        about = {name: getattr(item, name) for name in COPIED}
        db.session.add(PackageUnit(unit=unit, package=package, **about))
    return course.units[-len(manifest.items) :]


def remove_from(unit: Unit) -> None:
    """With its last unit the package goes, too; the archive is swept when nobody else keeps it."""
    package_unit = db.session.scalars(queries.package_unit_of(unit)).one()
    package = package_unit.package
    db.session.delete(package_unit)
    db.session.flush()
    if not db.session.scalars(queries.units_of(package.id)).first():
        db.session.delete(package)


def copy(unit: Unit, twin: Unit) -> None:
    """The same page of the same package."""
    there = db.session.scalars(queries.package_unit_of(unit)).one()
    about = {name: getattr(there, name) for name in COPIED}
    db.session.add(PackageUnit(unit=twin, package=there.package, **about))


def begin(package_unit: PackageUnit, enrolment: CourseEnrolment) -> PackageRun:
    """Or go on. What cannot say how it goes is worked through by being looked at; its minutes count all the same."""
    require_open(package_unit.unit, enrolment)
    whose = {"package_unit_id": package_unit.id, "enrolment_id": enrolment.id}
    is_new = db.session.execute(insert_if_new(PackageRun, by=list(whose), **whose, kept={}, begun_at=utcnow())).rowcount
    run = db.session.scalars(queries.run_of(package_unit, enrolment).with_for_update()).one()
    if is_new:
        record("package_run", run.id, changes={"state": [None, run.state.value]})
        if not package_unit.speaks:
            _move(run, RunState.WORKED_THROUGH)
    return run


def keep(run: PackageRun, kept: dict) -> None:
    """What the package asked to keep, and what follows from what it said."""
    require_open(run.package_unit.unit, run.enrolment)
    said = run.keep(kept, utcnow())
    if said is not run.state:
        _move(run, said)


def _move(run: PackageRun, to: RunState) -> None:
    record("package_run", run.id, changes={"state": [run.state.value, to.value]})
    run.move(to)
    if to is RunState.WORKED_THROUGH:
        db.session.flush()
        work_through(run.package_unit.unit, run.enrolment)

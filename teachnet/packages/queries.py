"""What is seen of packages."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from teachnet.packages.models import Package, PackageRun, PackageUnit
from teachnet.study.models import CourseEnrolment, Unit

WITH_FILE = joinedload(PackageUnit.package).joinedload(Package.file)


def package_unit_of(unit: Unit) -> sa.Select:
    return sa.select(PackageUnit).where(PackageUnit.unit_id == unit.id).options(WITH_FILE)


def shown_on_stage(package_unit_id: int) -> sa.Select:
    """For whoever holds a ticket to it: that is the right."""
    return sa.select(PackageUnit).where(PackageUnit.id == package_unit_id).options(WITH_FILE)


def run_of(package_unit: PackageUnit, enrolment: CourseEnrolment) -> sa.Select:
    mine = (PackageRun.package_unit_id == package_unit.id) & (PackageRun.enrolment_id == enrolment.id)
    return sa.select(PackageRun).where(mine)


def units_of(package_id: int) -> sa.Select:
    return sa.select(PackageUnit).where(PackageUnit.package_id == package_id)

"""What is seen of bases. Everything starts from `bases_visible_to(person)`."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, OrganisationKind, Person, Role
from teachnet.accounts.policy import scopes
from teachnet.bases.models import Finding, Inspection, Room
from teachnet.bases.policy import sees_all
from teachnet.db import TODAY
from teachnet.training.models import Cohort, CohortState, Programme
from teachnet.training.queries import cohorts_visible_to

IN_FULL = (
    joinedload(Inspection.base).joinedload(Organisation.county),
    joinedload(Inspection.written_by).load_only(Person.name),
    selectinload(Inspection.findings).joinedload(Finding.rectified_by).load_only(Person.name),
)


def bases_visible_to(person: Person) -> sa.Select:
    """Its own people their base, a county those in it, the city and the auditor all."""
    bases = sa.select(Organisation).where(Organisation.kind == OrganisationKind.BASE)
    if sees_all(person):
        return bases
    counties, own = scopes(person, Role.COUNTY_ADMIN), scopes(person, Role.HOST)
    seen = Organisation.id.in_(Organisation.ids_within(*counties)) if counties else sa.false()
    return bases.where(seen | Organisation.id.in_([place.id for place in own]))


def bases_listed(person: Person) -> sa.Select:
    """Lines (id, name, county, rooms, seats, the day its next cohort begins, year of the last inspection, what is still
    to be put right, what of it is late), by county."""
    county = sa.orm.aliased(Organisation)
    return (
        bases_visible_to(person)
        .join(county, county.id == Organisation.county_id, isouter=True)
        .with_only_columns(
            Organisation.id,
            Organisation.name,
            county.short_name.label("county"),
            _of_rooms(sa.func.count()).label("rooms"),
            _of_rooms(sa.func.coalesce(sa.func.sum(Room.seats), 0)).label("seats"),
            _next_cohort(person).label("next_on"),
            _last_inspection().label("inspected"),
            _findings(Finding.open_now()).label("open"),
            _findings(Finding.late_now()).label("late"),
        )
        .order_by(county.code, Organisation.name)
    )


def _of_rooms(figure: sa.ColumnElement) -> sa.ScalarSelect:
    return sa.select(figure).where(Room.base_id == Organisation.id).correlate(Organisation).scalar_subquery()


def _next_cohort(person: Person) -> sa.ScalarSelect:
    ahead = _held_for(person).where(Cohort.host_organisation_id == Organisation.id, Cohort.starts_on >= TODAY)
    return ahead.with_only_columns(sa.func.min(Cohort.starts_on)).correlate(Organisation).scalar_subquery()


def _last_inspection() -> sa.ScalarSelect:
    found = sa.select(sa.func.max(Inspection.year)).where(Inspection.base_id == Organisation.id)
    return found.correlate(Organisation).scalar_subquery()


def _findings(which: sa.ColumnElement[bool]) -> sa.ScalarSelect:
    found = sa.select(sa.func.count()).join(Finding.inspection).where(Inspection.base_id == Organisation.id, which)
    return found.correlate(Organisation).scalar_subquery()


def staff_of(base: Organisation) -> sa.Select:
    """Appointments at the base that hold today."""
    return (
        sa.select(Appointment)
        .join(Appointment.person)
        .where(Appointment.organisation_id == base.id, Appointment.holds(), Person.disabled_at.is_(None))
        .order_by(Appointment.role, Person.name_pinyin, Person.id)
        .options(joinedload(Appointment.person).load_only(Person.name))
    )


def rooms_of(base: Organisation) -> sa.Select:
    return sa.select(Room).where(Room.base_id == base.id).order_by(Room.seats.desc(), Room.name)


def rooms_visible_to(person: Person) -> sa.Select:
    seen = bases_visible_to(person).with_only_columns(Organisation.id)
    return sa.select(Room).where(Room.base_id.in_(seen)).options(joinedload(Room.base))


def cohorts_hosted(base: Organisation, person: Person, *, first: date, last: date) -> sa.Select:
    """Those of its cohorts this person sees that are held on one of these days."""
    return (
        _held_for(person)
        .where(Cohort.host_organisation_id == base.id, Cohort.starts_on <= last, Cohort.ends_on >= first)
        .order_by(Cohort.starts_on, Cohort.id)
        .options(
            joinedload(Cohort.programme).load_only(Programme.title), joinedload(Cohort.host).load_only(Person.name)
        )
    )


def _held_for(person: Person) -> sa.Select:
    """Cohorts this person sees; not those that were cancelled."""
    return cohorts_visible_to(person).where(Cohort.state != CohortState.CANCELLED)


def inspections_of(base: Organisation) -> sa.Select:
    return (
        sa.select(Inspection)
        .where(Inspection.base_id == base.id)
        .order_by(Inspection.year.desc())
        .options(selectinload(Inspection.findings))
    )


def inspections_visible_to(person: Person) -> sa.Select:
    seen = bases_visible_to(person).with_only_columns(Organisation.id)
    return sa.select(Inspection).where(Inspection.base_id.in_(seen)).options(*IN_FULL)


def findings_visible_to(person: Person) -> sa.Select:
    seen = inspections_visible_to(person).options().with_only_columns(Inspection.id)
    return (
        sa.select(Finding)
        .where(Finding.inspection_id.in_(seen))
        .options(joinedload(Finding.inspection).joinedload(Inspection.base))
    )

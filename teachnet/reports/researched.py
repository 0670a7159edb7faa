"""What research teams do, and who takes part: one statement for each report."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Appointment, Organisation, Role
from teachnet.credits.models import AttestedRecord, Source
from teachnet.db import NOW, beginning_of
from teachnet.minutes.models import ActionItem, ActionState, EntryKind, MinutesApproval, MinutesEntry
from teachnet.reports.queries import hours
from teachnet.stays.models import ConfirmedStay, SessionConfirmation
from teachnet.teams.models import Membership, MembershipState, OnlineSession, Team

_school = aliased(Organisation)


def by_team(scope: Organisation, year: int) -> sa.Select:
    """Of the teams whose region lies in the scope: what they held in the year, who took part by what was confirmed,
    what was decided, and what is still to do today."""
    held = (
        (OnlineSession.team_id == Team.id)
        & OnlineSession.cancelled_at.is_(None)
        & (OnlineSession.ends_at <= NOW)
        & OnlineSession.starts_at.between(beginning_of(date(year, 1, 1)), beginning_of(date(year + 1, 1, 1)))
    )
    return (
        sa.select(
            Team.name.label("team"),
            _count(Membership.id, Membership.team_id == Team.id, Membership.state == MembershipState.MEMBER, "members"),
            _count(OnlineSession.id, held, sa.true(), "sessions"),
            _people(held, sa.true(), "took_part"),
            _people(held, _from_rural_school(), "from_rural"),
            _of_session(MinutesApproval, held, MinutesApproval.reopened_at.is_(None), "approved"),
            _of_session(
                MinutesEntry,
                held,
                (MinutesEntry.kind == EntryKind.DECISION) & MinutesEntry.is_removed.is_(False) & _approved(),
                "decisions",
            ),
            _count(ActionItem.id, ActionItem.team_id == Team.id, ActionItem.state == ActionState.OPEN, "to_do"),
            _count(ActionItem.id, ActionItem.team_id == Team.id, ActionItem.is_overdue(), "overdue"),
        )
        .join(Team.region)
        .where(Team.region_id.in_(Organisation.ids_within(scope)), Team.founded_on < date(year + 1, 1, 1))
        .where(Team.closed_on.is_(None) | (Team.closed_on >= date(year, 1, 1)))
        .order_by(Organisation.lineage, Team.name)
    )


def by_part(scope: Organisation, year: int) -> sa.Select:
    """Who teaches there, and what sessions have brought them in the ledger."""
    return hours(scope, year, AttestedRecord.source == Source.SESSION)


def _count(of: sa.ColumnElement, belongs: sa.ColumnElement[bool], is_so: sa.ColumnElement[bool], name: str) -> sa.Label:
    return sa.select(sa.func.count(of)).where(belongs, is_so).correlate(Team).scalar_subquery().label(name)


def _of_session(model, held: sa.ColumnElement[bool], is_so: sa.ColumnElement[bool], name: str) -> sa.Label:
    counted = sa.select(sa.func.count(model.id)).join(OnlineSession, OnlineSession.id == model.session_id)
    return counted.where(held, is_so).correlate(Team).scalar_subquery().label(name)


def _people(held: sa.ColumnElement[bool], is_so: sa.ColumnElement[bool], name: str) -> sa.Label:
    """Each once, in however many sessions they were."""
    stood = SessionConfirmation.taken_back_at.is_(None) & ConfirmedStay.counts.is_(True)
    counted = (
        sa.select(sa.func.count(ConfirmedStay.person_id.distinct()))
        .join(SessionConfirmation, SessionConfirmation.id == ConfirmedStay.confirmation_id)
        .join(OnlineSession, OnlineSession.id == SessionConfirmation.session_id)
    )
    return counted.where(held, stood, is_so).correlate(Team).scalar_subquery().label(name)


def _from_rural_school() -> sa.ColumnElement[bool]:
    """By where they teach today."""
    return sa.exists().where(
        Appointment.person_id == ConfirmedStay.person_id,
        Appointment.role == Role.TEACHER,
        Appointment.holds(),
        _school.id == Appointment.organisation_id,
        _school.is_rural.is_(True),
    )


def _approved() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        MinutesApproval.session_id == MinutesEntry.session_id, MinutesApproval.reopened_at.is_(None)
    )

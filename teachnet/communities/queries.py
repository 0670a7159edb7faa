"""What is seen of research communities, and the figures of a term. Each read starts from `…_visible_to(person)`."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from teachnet.accounts.models import Appointment, Organisation, OrganisationKind, Person, Role
from teachnet.accounts.policy import OVERSEERS, posts, scopes
from teachnet.accounts.queries import people_now_at
from teachnet.communities.models import (
    ActivityState,
    Community,
    CommunityActivity,
    CommunitySchool,
    Obligation,
)
from teachnet.credits.models import AttestedRecord, Source
from teachnet.db import beginning_of
from teachnet.library.models import Resource, ResourceVersion, VersionState
from teachnet.preparation.models import LessonPlan, NoteState, PassageNote
from teachnet.terms import Term

WITH_SCHOOLS = (
    joinedload(Community.region),
    joinedload(Community.coordinator),
    selectinload(Community.members).joinedload(CommunitySchool.school),
)
WITH_PARTIES = (
    joinedload(CommunityActivity.giver),
    joinedload(CommunityActivity.receiver),
    joinedload(CommunityActivity.reported_by),
    joinedload(CommunityActivity.decided_by),
    joinedload(CommunityActivity.community).options(*WITH_SCHOOLS),
)


def communities_visible_to(person: Person) -> sa.Select:
    """Those one coordinates, those of the schools one works at, and those of the regions an office oversees."""
    overseen = Community.region_id.in_(Organisation.ids_within(*scopes(person, *OVERSEERS, Role.AUDITOR)))
    here = [post.organisation_id for post in person.current_appointments]
    mine = Community.members.any(CommunitySchool.school_id.in_(here) & CommunitySchool.left_on.is_(None))
    return sa.select(Community).where(overseen | mine | (Community.coordinator_id == person.id))


def communities_listed(person: Person) -> sa.Select:
    """Open ones first."""
    seen = communities_visible_to(person).options(*WITH_SCHOOLS)
    return seen.order_by(Community.closed_on.is_not(None), Community.name, Community.id)


def members_visible_to(person: Person) -> sa.Select:
    seen = communities_visible_to(person).with_only_columns(Community.id)
    in_full = joinedload(CommunitySchool.community).options(*WITH_SCHOOLS)
    return sa.select(CommunitySchool).where(CommunitySchool.community_id.in_(seen)).options(in_full)


def activities_visible_to(person: Person) -> sa.Select:
    seen = communities_visible_to(person).with_only_columns(Community.id)
    return sa.select(CommunityActivity).where(CommunityActivity.community_id.in_(seen)).options(*WITH_PARTIES)


def activities_of(community: Community, term: Term, person: Person) -> sa.Select:
    """The newest first."""
    in_it = activities_visible_to(person).where(CommunityActivity.community_id == community.id)
    in_term = in_it.where(CommunityActivity.day.between(term.first, term.last))
    return in_term.order_by(CommunityActivity.day.desc(), CommunityActivity.id.desc())


def to_confirm(person: Person) -> sa.Select:
    """`policy.can_confirm`, for the database."""
    mine = [post.organisation_id for post in posts(person, Role.SCHOOL_ADMIN)]
    for_all = CommunityActivity.receiver_id.is_(None) & CommunityActivity.community.has(
        Community.members.any(CommunitySchool.school_id.in_(mine) & CommunitySchool.left_on.is_(None))
    )
    others = CommunityActivity.giver_id.not_in(mine) & (CommunityActivity.reported_by_id != person.id)
    asked = CommunityActivity.state == ActivityState.REPORTED
    return sa.select(CommunityActivity).where(asked, others, CommunityActivity.receiver_id.in_(mine) | for_all)


def confirmed_in(communities: Collection[int], term: Term) -> sa.Select:
    """(community, kind, giver, receiver, how many) of what was confirmed in a term."""
    columns = (
        CommunityActivity.community_id,
        CommunityActivity.kind,
        CommunityActivity.giver_id,
        CommunityActivity.receiver_id,
    )
    in_term = CommunityActivity.day.between(term.first, term.last)
    confirmed = CommunityActivity.state == ActivityState.CONFIRMED
    of_them = CommunityActivity.community_id.in_(communities)
    return sa.select(*columns, sa.func.count()).where(of_them, in_term, confirmed).group_by(*columns)


def obligations_in(communities: Collection[int], term: Term) -> sa.Select:
    of_them = Obligation.community_id.in_(communities) & (Obligation.term == term.code)
    return sa.select(Obligation).where(of_them).order_by(Obligation.kind, Obligation.owed_by)


def regions_for(person: Person) -> sa.Select:
    kinds = (OrganisationKind.CITY, OrganisationKind.COUNTY, OrganisationKind.ZONE)
    within = Organisation.ids_within(*scopes(person, *OVERSEERS))
    found = sa.select(Organisation).where(Organisation.id.in_(within), Organisation.kind.in_(kinds))
    return found.order_by(Organisation.lineage)


def schools_named(region: Organisation, name: str) -> sa.Select:
    """By its exact name, or its short one."""
    within = Organisation.id.in_(Organisation.ids_within(region)) & (Organisation.kind == OrganisationKind.SCHOOL)
    called = (Organisation.name == name) | (Organisation.short_name == name)
    return sa.select(Organisation).where(within, called, Organisation.closed_on.is_(None))


def coordinators_named(region: Organisation, name: str) -> sa.Select:
    return people_now_at(region).where(Person.name == name, Person.disabled_at.is_(None))


# What the teachers of some schools gave in a term that somebody else vouches for: a reviewer, the drafter of a plan,
# the lead of a session. One statement each, for all schools at once: (school, how much).


def _teachers_of(schools: Collection[int]) -> sa.Subquery:
    posts = sa.select(Appointment.person_id, Appointment.organisation_id).distinct()
    here = Appointment.organisation_id.in_(schools) & (Appointment.role == Role.TEACHER) & Appointment.holds()
    return posts.where(here).subquery()


def resources_published(schools: Collection[int], term: Term) -> sa.Select:
    teachers = _teachers_of(schools)
    found = (
        sa.select(teachers.c.organisation_id, sa.func.count(sa.distinct(Resource.id)))
        .join(Resource, Resource.author_id == teachers.c.person_id)
        .join(ResourceVersion, ResourceVersion.resource_id == Resource.id)
        .where(ResourceVersion.state == VersionState.PUBLISHED, _within(ResourceVersion.published_at, term))
    )
    return found.group_by(teachers.c.organisation_id)


def suggestions_taken_over(schools: Collection[int], term: Term) -> sa.Select:
    teachers = _teachers_of(schools)
    found = sa.select(teachers.c.organisation_id, sa.func.count()).join(
        PassageNote, PassageNote.by_id == teachers.c.person_id
    )
    taken = (PassageNote.state == NoteState.ACCEPTED) & _within(PassageNote.decided_at, term)
    return found.where(taken).group_by(teachers.c.organisation_id)


def own_plans_handed_in(schools: Collection[int], term: Term) -> sa.Select:
    teachers = _teachers_of(schools)
    found = sa.select(teachers.c.organisation_id, sa.func.count()).join(
        LessonPlan, LessonPlan.owner_id == teachers.c.person_id
    )
    return found.where(_within(LessonPlan.handed_in_at, term)).group_by(teachers.c.organisation_id)


def minutes_in_sessions(schools: Collection[int], term: Term) -> sa.Select:
    teachers = _teachers_of(schools)
    found = sa.select(teachers.c.organisation_id, sa.func.sum(AttestedRecord.minutes)).join(
        AttestedRecord, AttestedRecord.person_id == teachers.c.person_id
    )
    of_sessions = (AttestedRecord.source == Source.SESSION) & AttestedRecord.voided_at.is_(None)
    in_term = AttestedRecord.begins_on.between(term.first, term.last)
    return found.where(of_sessions, in_term).group_by(teachers.c.organisation_id)


def _within(column, term: Term) -> sa.ColumnElement[bool]:
    return (column >= beginning_of(term.first)) & (column < beginning_of(term.after.first))

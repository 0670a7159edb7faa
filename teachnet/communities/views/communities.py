from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.communities import actions, policy, queries
from teachnet.communities.forms import CommunityForm, ObligationForm, SchoolForm
from teachnet.communities.models import ActivityKind, Community, CommunitySchool, Owing, SchoolPart
from teachnet.communities.standing import standings
from teachnet.communities.views.blueprint import bp, load
from teachnet.communities.workbook import workbook
from teachnet.db import db, today
from teachnet.terms import Term, term_coded
from teachnet.web.access import only, require
from teachnet.web.blame import blaming
from teachnet.web.paging import paginate
from teachnet.web.term_filter import TermFilter
from teachnet.web.workbooks import EXCEL


@bp.get("/")
@only(policy.can_look)
def index():
    filters = TermFilter(request.args)
    page = paginate(queries.communities_listed(me()))
    found = {standing.community.id: standing for standing in standings(list(page), filters.chosen)}
    return render_template("communities/index.html", page=page, standings=found, filters=filters)


@bp.get("/communities.xlsx")
@only(policy.can_look)
def as_workbook():
    term = TermFilter(request.args).chosen
    communities = db.session.scalars(queries.communities_listed(me())).all()
    file = workbook(standings(communities, term), term)
    return send_file(file, EXCEL, as_attachment=True, download_name=f"{_('Communities')} {term.label}.xlsx")


@bp.get("/new")
@only(policy.can_found)
def new():
    return render_template("communities/new.html", form=_form(formdata=None))


@bp.post("/new")
@only(policy.can_found)
def found():
    form = _form()
    if form.validate():
        told = {name: form[name].data or "" for name in ("name", "coordinator", "purpose")}
        with blaming(form):
            community = actions.found(form.chosen, **told)
    if form.errors:
        return render_template("communities/new.html", form=form), 422
    db.session.commit()
    return _to(community)


@bp.get("/<int:community_id>")
@only(policy.can_look)
def community(community_id):
    return page(load(community_id))


@bp.post("/<int:community_id>/schools")
@only(policy.can_look)
def take_in(community_id):
    community, form = _to_change(community_id), SchoolForm()
    if form.validate():
        with blaming(form.school):
            actions.take_in(community, form.school.data or "", part=SchoolPart(form.part.data))
    if form.errors:
        return page(community, school=form), 422
    db.session.commit()
    return _to(community)


@bp.post("/schools/<int:member_id>/leaving")
@only(policy.can_look)
def leave(member_id):
    member = db.one_or_404(queries.members_visible_to(me()).where(CommunitySchool.id == member_id))
    require(policy.can_change(me(), member.community))
    member.leave()
    db.session.commit()
    return _to(member.community)


@bp.post("/<int:community_id>/obligations/<term>")
@only(policy.can_look)
def oblige(community_id, term):
    community, form, chosen = _to_change(community_id), ObligationForm(), term_coded(term, today())
    if not form.validate():
        return page(community, term=chosen, obligation=form), 422
    actions.oblige(community, chosen, ActivityKind(form.kind.data), Owing(form.owed_by.data), form.times.data or 0)
    db.session.commit()
    return redirect(url_for(".community", community_id=community.id, term=chosen.code), code=303)


@bp.post("/<int:community_id>/closing")
@only(policy.can_look)
def close(community_id):
    community = _to_change(community_id)
    community.close()
    db.session.commit()
    flash(_("Closed. What was given stays to be read."))
    return _to(community)


def _to_change(community_id: int) -> Community:
    community = load(community_id)
    require(policy.can_change(me(), community))
    return community


def _form(**kwargs) -> CommunityForm:
    return CommunityForm(db.session.scalars(queries.regions_for(me())).all(), **kwargs)


def _to(community: Community):
    return redirect(url_for(".community", community_id=community.id), code=303)


def page(community: Community, *, term: Term | None = None, school=None, obligation=None) -> str:
    """Of the term that is asked for, unless the caller knows which."""
    filters = TermFilter(data={"term": term.code}) if term else TermFilter(request.args)
    term = filters.chosen
    return render_template(
        "communities/community.html",
        community=community,
        filters=filters,
        term=term,
        standing=standings([community], term)[0],
        kinds=list(ActivityKind),
        kind_heads=[(kind.label, "") for kind in ActivityKind],
        obligations=db.session.scalars(queries.obligations_in([community.id], term)).all(),
        activities=paginate(queries.activities_of(community, term, me())),
        school_form=school or SchoolForm(formdata=None),
        obligation_form=obligation or ObligationForm(formdata=None),
    )

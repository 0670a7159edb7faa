"""Action items: agreed in a session, done by their owners, handed on or let go by the lead."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.minutes import policy, queries
from teachnet.minutes.forms import ActionForm, HandOnForm, NoteForm, ReasonForm
from teachnet.minutes.models import ActionItem
from teachnet.minutes.views.blueprint import bp, load_item, session_to_write
from teachnet.minutes.views.minutes import page
from teachnet.teams.models import Team
from teachnet.teams.queries import teams_visible_to
from teachnet.web.access import members_only, require
from teachnet.web.paging import paginate

MOST_DECISIONS = 50


@bp.get("/actions")
@members_only
def mine():
    return render_template("minutes/mine.html", items=paginate(queries.my_items(me())))


@bp.get("/<int:team_id>/actions")
@members_only
def of_team(team_id):
    team = db.one_or_404(teams_visible_to(me()).where(Team.id == team_id))
    require(policy.can_follow(me(), team))
    return render_template(
        "minutes/of_team.html",
        team=team,
        items=paginate(queries.items_of_team(team, me())),
        decisions=db.session.scalars(queries.decisions_of(team, me()).limit(MOST_DECISIONS)).all(),
    )


@bp.post("/sessions/<int:session_id>/actions")
@members_only
def agree(session_id):
    session = session_to_write(session_id)
    form = ActionForm(db.session.scalars(queries.owners_for(session)).all())
    if not form.validate():
        return page(session, action=form), 422
    ActionItem.agree(session, form.what.data or "", owner=form.chosen, due_on=form.due_on.data, by=me())
    db.session.commit()
    flash(_("Agreed. It stands on the desk of %(name)s.", name=form.chosen.name))
    return redirect(url_for(".minutes", session_id=session.id, _anchor="agreed"), code=303)


@bp.get("/actions/<int:item_id>")
@members_only
def item(item_id):
    return _page(load_item(item_id))


@bp.post("/actions/<int:item_id>/completion")
@members_only
def finish(item_id):
    item, form = load_item(item_id), NoteForm()
    require(policy.can_finish(me(), item))
    if not form.validate():
        return _page(item, note=form), 422
    item.finish(by=me(), note=form.note.data or "")
    return _moved(item)


@bp.post("/actions/<int:item_id>/reopening")
@members_only
def take_up_again(item_id):
    item = load_item(item_id)
    require(policy.can_finish(me(), item))
    item.take_up_again(by=me())
    return _moved(item)


@bp.post("/actions/<int:item_id>/dropping")
@members_only
def let_go(item_id):
    item, form = load_item(item_id), ReasonForm()
    require(policy.can_direct(me(), item))
    if not form.validate():
        return _page(item, reason=form), 422
    item.let_go(by=me(), reason=form.reason.data)
    return _moved(item)


@bp.post("/actions/<int:item_id>/owner")
@members_only
def hand_on(item_id):
    item = load_item(item_id)
    require(policy.can_direct(me(), item))
    form = HandOnForm(db.session.scalars(queries.owners_for(item.session)).all())
    if not form.validate():
        return _page(item, handing=form), 422
    item.hand_on(owner=form.chosen, due_on=form.due_on.data, by=me(), reason=form.reason.data)
    return _moved(item)


def _moved(item: ActionItem):
    db.session.commit()
    return redirect(url_for(".item", item_id=item.id), code=303)


def _page(item: ActionItem, *, note=None, reason=None, handing=None):
    people = db.session.scalars(queries.owners_for(item.session)).all() if policy.can_direct(me(), item) else []
    return render_template(
        "minutes/item.html",
        item=item,
        note_form=note or NoteForm(formdata=None),
        reason_form=reason or ReasonForm(formdata=None),
        hand_on_form=handing or HandOnForm.showing(item, people),
    )

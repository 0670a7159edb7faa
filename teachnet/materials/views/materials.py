from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.materials import policy, queries
from teachnet.materials.forms import MaterialForm
from teachnet.materials.models import MaterialUse, SessionMaterial
from teachnet.materials.views.blueprint import bp
from teachnet.teams.models import OnlineSession
from teachnet.web.access import members_only, require
from teachnet.web.blame import blaming


@bp.get("/sessions/<int:session_id>/materials")
@members_only
def of_session(session_id):
    session = _load(session_id)
    return _page(session, _form(formdata=None))


@bp.post("/sessions/<int:session_id>/materials")
@members_only
def lay_out(session_id):
    session, form = _load(session_id), _form()
    require(policy.can_lay_out(me(), session))
    if not form.validate():
        return _page(session, form), 422
    resource = db.session.scalars(queries.resource_to_lay_out(me(), form.resource_id)).first()
    if resource is None:
        form.address.errors = [_("There is no such resource that you may see.")]
        return _page(session, form), 422
    with blaming(form):
        SessionMaterial.lay_out(session, resource, use=MaterialUse(form.use.data), by=me())
    if form.errors:
        return _page(session, form), 422
    db.session.commit()
    flash(_("Laid out. Those who may see it in the library find it here."))
    return _back(session)


@bp.post("/materials/<int:material_id>/removal")
@members_only
def take_away(material_id):
    material = db.one_or_404(queries.materials_visible_to(me()).where(SessionMaterial.id == material_id))
    require(policy.can_take_away(me(), material))
    db.session.delete(material)
    db.session.commit()
    flash(_("It is no longer among the materials. In the library it stays."))
    return _back(material.session)


def _load(session_id: int) -> OnlineSession:
    session = db.one_or_404(queries.sessions_seen_by(me()).where(OnlineSession.id == session_id))
    require(policy.can_look(me(), session))
    return session


def _form(**kwargs) -> MaterialForm:
    return MaterialForm(db.session.scalars(queries.own_resources(me())).all(), **kwargs)


def _back(session: OnlineSession):
    return redirect(url_for(".of_session", session_id=session.id), code=303)


def _page(session: OnlineSession, form: MaterialForm) -> str:
    return render_template(
        "materials/of_session.html",
        session=session,
        shown=queries.shown_to(me(), session),
        waiting=db.session.scalars(queries.on_their_way(me(), session)).all(),
        form=form,
    )

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me, me_or_nobody
from teachnet.db import db
from teachnet.library import blind, policy, queries
from teachnet.library.forms import WithdrawForm
from teachnet.library.models import Resource, ResourceVersion
from teachnet.library.opinions.views.counting import count_view
from teachnet.library.opinions.views.shown import opinions_on
from teachnet.library.panels import panels
from teachnet.library.sharing.linked_data import linked_data
from teachnet.library.views.blueprint import bp
from teachnet.web.access import members_only, public, require


@bp.get("/resources/<int:resource_id>")
@public
def resource(resource_id):
    """What is online; the author of something that is not is led to the version they are working on."""
    resource = db.one_or_404(queries.resources_visible_to(me_or_nobody()).where(Resource.id == resource_id))
    if resource.published_version is None:
        return redirect(url_for(".version", version_id=resource.latest_version.id))
    count_view(resource, me_or_nobody())
    return _page(resource.published_version.id)


@bp.get("/versions/<int:version_id>")
@members_only
def version(version_id):
    return _page(version_id)


@bp.post("/resources/<int:resource_id>/withdrawal")
@members_only
def withdraw(resource_id):
    resource = db.one_or_404(queries.resources_visible_to(me()).where(Resource.id == resource_id))
    require(policy.can_withdraw(me(), resource))
    form = WithdrawForm()
    if not form.validate():
        abort(422)
    resource.withdraw(by=me(), reason=form.reason.data or "")
    db.session.commit()
    flash(_("Withdrawn: nobody finds or opens it any more."))
    return redirect(url_for(".mine"), code=303)


def _page(version_id: int):
    reader = me_or_nobody()
    visible = queries.versions_visible_to(reader).where(ResourceVersion.id == version_id)
    version = db.one_or_404(visible.options(*queries.WITH_FACTS, *queries.WITH_WHOM, queries.WITH_TEXT))
    if policy.is_reviewing(reader, version):
        return redirect(url_for(".review", version_id=version.id))
    held = version.file_numbered(request.args.get("file", ""))
    shown = {"held": held, "version": version, "resource": version.resource, "reader": reader, "form": WithdrawForm()}
    shown["linked_data"] = linked_data(version)
    if policy.can_edit(reader, version):
        shown["names"] = blind.names_in(version)
    shown["opinions"] = opinions_on(version, reader)
    shown["panels"] = panels.on(version, reader)
    return render_template("library/version.html", **shown)

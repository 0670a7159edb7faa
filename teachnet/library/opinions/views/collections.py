from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library.models import ResourceVersion
from teachnet.library.opinions import actions, policy
from teachnet.library.opinions.forms import CollectForm, CollectionForm
from teachnet.library.opinions.models import Collection, CollectionItem, Sharing
from teachnet.library.opinions.queries import collected
from teachnet.library.opinions.views.shown import load_published
from teachnet.library.policy import home_of
from teachnet.library.views.blueprint import bp
from teachnet.web.access import members_only, only, require
from teachnet.web.paging import Page, paginate


@bp.get("/collections")
@members_only
def collections():
    mine = paginate(collected.collections_of(me()))
    return render_template("library/opinions/collections.html", collections=mine, sizes=_sizes(mine), tab="mine")


@bp.get("/collections/shared")
@members_only
def shared_collections():
    theirs = paginate(collected.collections_of_others(me()))
    return render_template("library/opinions/collections.html", collections=theirs, sizes=_sizes(theirs), tab="shared")


@bp.get("/collections/new")
@only(policy.can_collect)
def new_collection():
    return _form_page(CollectionForm(formdata=None))


@bp.post("/collections/new")
@only(policy.can_collect)
def start_collection():
    form = CollectionForm()
    if not _is_good(form):
        return _form_page(form), 422
    made = actions.start_collection(**form.fields(), by=me(), at=home_of(me()))
    db.session.commit()
    flash(_("The collection is there. Add to it from the page of a resource."))
    return _to(made)


@bp.get("/collections/<int:collection_id>")
@members_only
def collection(collection_id):
    found = _load(collection_id)
    held = paginate(collected.items_visible_to(me(), found))
    return render_template("library/opinions/collection.html", collection=found, versions=held)


@bp.get("/collections/<int:collection_id>/edit")
@members_only
def edit_collection(collection_id):
    return _form_page(CollectionForm(_mine(collection_id), formdata=None))


@bp.post("/collections/<int:collection_id>/edit")
@members_only
def rename_collection(collection_id):
    form = CollectionForm(_mine(collection_id))
    if not _is_good(form):
        return _form_page(form), 422
    form.collection.rename(**form.fields(), at=home_of(me()) or form.collection.organisation)
    db.session.commit()
    flash(_("Saved."))
    return _to(form.collection)


@bp.post("/collections/<int:collection_id>/deletion")
@members_only
def delete_collection(collection_id):
    db.session.delete(_mine(collection_id))
    db.session.commit()
    flash(_("The collection is gone; the resources in it are where they were."))
    return redirect(url_for(".collections"), code=303)


@bp.post("/resources/<int:resource_id>/collecting")
@only(policy.can_collect)
def collect(resource_id):
    """Into one of mine, or into a new one."""
    resource = load_published(resource_id, me())
    form = CollectForm(db.session.execute(collected.holding(me(), resource.id)).all())
    if not form.validate():
        return render_template("library/opinions/collect.html", resource=resource, form=form), 422
    into = _chosen(form)
    into.add(resource)
    db.session.commit()
    flash(_("Added to “%(title)s”.", title=into.title))
    return redirect(url_for(".resource", resource_id=resource.id), code=303)


@bp.post("/collections/<int:collection_id>/items/<int:resource_id>/removal")
@members_only
def remove_item(collection_id, resource_id):
    found = _mine(collection_id)
    found.remove(_item(found, resource_id))
    db.session.commit()
    flash(_("Taken out."))
    return _to(found)


@bp.post("/collections/<int:collection_id>/items/<int:resource_id>/move")
@members_only
def move_item(collection_id, resource_id):
    """Up past the one before it, or the next one up past it: among those its owner sees."""
    found = _mine(collection_id)
    item = _item(found, resource_id)
    seen = list(db.session.scalars(_seen_ids(found)))
    place = seen.index(resource_id) if resource_id in seen else abort(404)
    if request.form.get("to") == "up" and place > 0:
        found.move(item, before=_item(found, seen[place - 1]))
    elif request.form.get("to") == "down" and place + 1 < len(seen):
        found.move(_item(found, seen[place + 1]), before=item)
    db.session.commit()
    return _to(found)


def _chosen(form: CollectForm) -> Collection:
    if form.title.data:
        same = collected.collections_of(me()).where(Collection.title == form.title.data)
        private = {"title": form.title.data, "sharing": Sharing.PRIVATE}
        return db.session.scalars(same).first() or actions.start_collection(**private, by=me(), at=home_of(me()))
    return _mine(int(form.collection.data))


def _load(collection_id: int) -> Collection:
    return db.one_or_404(collected.collections_visible_to(me()).where(Collection.id == collection_id))


def _mine(collection_id: int) -> Collection:
    found = _load(collection_id)
    require(policy.can_change_collection(me(), found))
    return found


def _item(found: Collection, resource_id: int) -> CollectionItem:
    return found.item_of(resource_id) or abort(404)


def _seen_ids(found: Collection):
    return collected.items_visible_to(me(), found).with_only_columns(ResourceVersion.resource_id)


def _sizes(page: Page) -> dict[int, int]:
    return dict(db.session.execute(collected.sizes(me(), [one.id for one in page])).all())


def _is_good(form: CollectionForm) -> bool:
    is_valid = form.validate()
    if is_valid and actions.has_collection(me(), form.title.data or "", but=form.collection):
        form.title.errors = (_("You have a collection of this name already."),)
        return False
    return is_valid


def _form_page(form: CollectionForm) -> str:
    return render_template("library/opinions/collection_form.html", form=form, collection=form.collection)


def _to(found: Collection):
    return redirect(url_for(".collection", collection_id=found.id), code=303)

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library.asking import actions, queries
from teachnet.library.asking.forms import SaveSearchForm
from teachnet.library.asking.models import SavedSearch
from teachnet.library.views.blueprint import bp
from teachnet.library.views.search import asked_form
from teachnet.web.access import members_only


@bp.get("/saved-searches")
@members_only
def saved_searches():
    saved = db.session.scalars(queries.saved_searches_of(me())).all()
    return render_template("library/saved_searches.html", saved=saved, new=queries.new_finds(me(), saved))


@bp.post("/saved-searches")
@members_only
def save_search():
    """What is saved stands in the address, as it does on the page of results."""
    asked, form = asked_form(), SaveSearchForm()
    if not (asked.validate() and form.validate()):
        return render_template("library/save_search.html", asked=asked, form=form), 422
    actions.save_search(form.name.data or "", asked.address(), by=me())
    db.session.commit()
    flash(_("Saved. New finds are counted here and shown on your desk."))
    return redirect(url_for(".saved_searches"), code=303)


@bp.post("/saved-searches/<int:saved_id>/look")
@members_only
def look_at(saved_id):
    """Leads to the results, newest first; what is there now is no longer new."""
    saved = _mine(saved_id)
    saved.look()
    db.session.commit()
    return redirect(url_for(".search", **{**saved.asked, "sort": "newest"}), code=303)


@bp.post("/saved-searches/<int:saved_id>/removal")
@members_only
def forget_search(saved_id):
    db.session.delete(_mine(saved_id))
    db.session.commit()
    flash(_("Deleted."))
    return redirect(url_for(".saved_searches"), code=303)


def _mine(saved_id: int) -> SavedSearch:
    return db.one_or_404(queries.saved_searches_of(me()).where(SavedSearch.id == saved_id))

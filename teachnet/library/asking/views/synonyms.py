from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.db import db
from teachnet.library import policy
from teachnet.library.asking import queries
from teachnet.library.asking.forms import SynonymForm
from teachnet.library.asking.models import SynonymGroup
from teachnet.library.views.blueprint import bp
from teachnet.web.access import only
from teachnet.web.paging import paginate


@bp.get("/synonyms")
@only(policy.is_city_editor)
def synonyms():
    return _list(SynonymForm())


@bp.post("/synonyms")
@only(policy.is_city_editor)
def add_synonyms():
    form = SynonymForm()
    if not form.validate():
        return _list(form), 422
    group = SynonymGroup()
    group.hold(form.said)
    db.session.add(group)
    return _saved(_("Added. Searches know it from now on."))


@bp.get("/synonyms/<int:group_id>")
@only(policy.is_city_editor)
def synonym_group(group_id):
    group = _group(group_id)
    form = SynonymForm(group)
    form.words.data = "\n".join(group.words)
    return render_template("library/synonym_group.html", form=form, group=group)


@bp.post("/synonyms/<int:group_id>")
@only(policy.is_city_editor)
def change_synonyms(group_id):
    group = _group(group_id)
    form = SynonymForm(group)
    if not form.validate():
        return render_template("library/synonym_group.html", form=form, group=group), 422
    group.hold(form.said)
    return _saved(_("Saved. Searches know it from now on."))


@bp.post("/synonyms/<int:group_id>/removal")
@only(policy.is_city_editor)
def remove_synonyms(group_id):
    db.session.delete(_group(group_id))
    return _saved(_("Removed. These words no longer find each other."))


def _group(group_id: int) -> SynonymGroup:
    return db.one_or_404(queries.synonym_groups().where(SynonymGroup.id == group_id))


def _list(form: SynonymForm) -> str:
    return render_template("library/synonyms.html", form=form, groups=paginate(queries.synonym_groups()))


def _saved(sentence: str):
    db.session.commit()
    flash(sentence)
    return redirect(url_for(".synonyms"), code=303)

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library import policy, queries
from teachnet.library.editors import skills as tree_of_skills
from teachnet.library.editors.forms import SkillForm
from teachnet.library.models import MicroSkill
from teachnet.library.views.blueprint import bp
from teachnet.web.access import only, require


@bp.get("/editors/skills")
@only(policy.can_name_skills)
def skills():
    shown = {"tree": tree_of_skills.tree(), "counts": tree_of_skills.how_many()}
    return render_template("library/editors/skills.html", **shown)


@bp.get("/editors/skills/<int:skill_id>/below/new")
@only(policy.can_name_skills)
def new_skill(skill_id):
    parent = _skill(skill_id)
    form = SkillForm(tree_of_skills.names_below(parent.id))
    return render_template("library/editors/skill_form.html", form=form, parent=parent)


@bp.post("/editors/skills/<int:skill_id>/below")
@only(policy.can_name_skills)
def add_skill(skill_id):
    parent = _skill(skill_id)
    form = SkillForm(tree_of_skills.names_below(parent.id))
    if not form.validate():
        return render_template("library/editors/skill_form.html", form=form, parent=parent), 422
    tree_of_skills.add(parent, form.name.data or "", form.names)
    db.session.commit()
    flash(_("Added. From now on it can be chosen."))
    return _to_skills()


@bp.get("/editors/skills/<int:skill_id>/edit")
@only(policy.can_name_skills)
def edit_skill(skill_id):
    skill = _skill(skill_id)
    return render_template("library/editors/skill_form.html", form=_form(skill), skill=skill, parent=skill.parent)


@bp.post("/editors/skills/<int:skill_id>/edit")
@only(policy.can_name_skills)
def rename_skill(skill_id):
    skill = _skill(skill_id)
    form = _form(skill)
    if not form.validate():
        return render_template("library/editors/skill_form.html", form=form, skill=skill, parent=skill.parent), 422
    tree_of_skills.rename(skill, form.name.data or "", form.names)
    db.session.commit()
    flash(_("Saved. What is filed under it can be found by these names in a moment."))
    return _to_skills()


@bp.post("/editors/skills/<int:skill_id>/retirement")
@only(policy.can_name_skills)
def retire_skill(skill_id):
    skill = _skill(skill_id)
    require(policy.can_retire(me(), skill))
    skill.retire()
    db.session.commit()
    flash(_("Retired: nobody chooses it any more. What is filed under it stays and is found."))
    return _to_skills()


@bp.post("/editors/skills/<int:skill_id>/return")
@only(policy.can_name_skills)
def bring_back_skill(skill_id):
    skill = _skill(skill_id)
    require(policy.can_bring_back(me(), skill))
    skill.bring_back()
    db.session.commit()
    flash(_("It can be chosen again."))
    return _to_skills()


def _skill(skill_id: int) -> MicroSkill:
    return db.one_or_404(queries.skills().where(MicroSkill.id == skill_id))


def _form(skill: MicroSkill) -> SkillForm:
    return SkillForm(tree_of_skills.names_below(skill.parent_id, but=skill), skill)


def _to_skills():
    return redirect(url_for(".skills"), code=303)

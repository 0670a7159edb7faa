from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.study import actions, policy, queries
from teachnet.study.forms import GroupForm, TakeInForm
from teachnet.study.models import CourseEnrolment, StudyGroup
from teachnet.study.views.blueprint import bp
from teachnet.web.access import only, require

MOST_LISTED = 200


@bp.get("/groups")
@only(policy.can_see_groups)
def groups():
    listed = queries.groups_listed(me()).limit(MOST_LISTED)
    return render_template("study/groups.html", groups=db.session.execute(listed).all())


@bp.get("/groups/new")
@only(policy.can_set_up_groups)
def new_group():
    return render_template("study/group_form.html", form=_group_form(formdata=None))


@bp.post("/groups/new")
@only(policy.can_set_up_groups)
def set_up_group():
    form = _group_form()
    if not form.validate():
        return render_template("study/group_form.html", form=form), 422
    group = actions.set_up_group(form.fields())
    db.session.commit()
    flash(_("The group is set up. Now choose its learners."))
    return redirect(url_for(".group", group_id=group.id), code=303)


@bp.get("/groups/<int:group_id>")
@only(policy.can_see_groups)
def group(group_id):
    return _page(_group(group_id))


@bp.post("/groups/<int:group_id>/learners")
@only(policy.can_see_groups)
def take_in(group_id):
    group = _group(group_id)
    require(policy.can_fill(me(), group))
    waiting = _waiting(group)
    form = TakeInForm(waiting)
    if not form.validate():
        return _page(group, form), 422
    chosen = set(form.enrolments.data or ())
    for enrolment in waiting:
        if enrolment.id in chosen:
            enrolment.group = group
    db.session.commit()
    return redirect(url_for(".group", group_id=group.id), code=303)


def _group(group_id: int) -> StudyGroup:
    return db.one_or_404(queries.groups_visible_to(me()).where(StudyGroup.id == group_id).options(*queries.WITH_PEOPLE))


def _waiting(group: StudyGroup) -> Sequence[CourseEnrolment]:
    """Nobody, for those who may not put learners into groups."""
    if not policy.can_fill(me(), group):
        return []
    return db.session.scalars(queries.learners_without_group(me(), group).limit(MOST_LISTED)).all()


def _page(group: StudyGroup, form: TakeInForm | None = None):
    waiting = _waiting(group)
    return render_template(
        "study/group.html",
        group=group,
        enrolments=db.session.scalars(queries.learners_of_group(me(), group).limit(MOST_LISTED)).all(),
        waiting=waiting,
        form=form or TakeInForm(waiting, formdata=None),
    )


def _group_form(**kwargs) -> GroupForm:
    courses, tutors = (db.session.scalars(found).all() for found in (queries.open_courses(), queries.tutors_for(me())))
    return GroupForm(courses, tutors, queries.offices_of(me()), **kwargs)

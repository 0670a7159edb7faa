from collections.abc import Sequence

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.study import actions, ceilings, policy, queries
from teachnet.study.forms import BriefingForm, GroupForm, HandOverForm, NudgeForm, TakeInForm
from teachnet.study.models import Course, CourseEnrolment, StudyGroup
from teachnet.study.models.guiding import this_week
from teachnet.study.views.blueprint import bp
from teachnet.web.access import only, require
from teachnet.web.filters import month_day

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


@bp.get("/groups/sharing")
@only(policy.can_set_up_groups)
def sharing():
    """Courses where somebody waits for a tutor."""
    waiting = db.session.execute(queries.courses_with_waiting(me()).limit(MOST_LISTED)).all()
    return render_template("study/sharing.html", courses=waiting)


@bp.get("/groups/sharing/<int:course_id>")
@only(policy.can_set_up_groups)
def plan_sharing(course_id):
    course = _waiting_course(course_id)
    plan = actions.plan_sharing(course, by=me())
    return render_template("study/sharing_of.html", course=course, plan=plan, most=ceilings.rules().learners_a_tutor)


@bp.post("/groups/sharing/<int:course_id>")
@only(policy.can_set_up_groups)
def share(course_id):
    course = _waiting_course(course_id)
    many = actions.share(course, by=me(), expecting=request.form.get("expecting", 0, type=int))
    db.session.commit()
    flash(ngettext("One learner has a tutor now.", "%(num)s learners have a tutor now.", many))
    return redirect(url_for(".groups"), code=303)


@bp.post("/groups/<int:group_id>/tutor")
@only(policy.can_set_up_groups)
def hand_over(group_id):
    group = _group(group_id)
    require(policy.can_fill(me(), group))
    form = _hand_over_form()
    if not form.validate():
        return _page(group, handing_over=form), 422
    actions.hand_over(group, form.tutors[form.tutor.data])
    db.session.commit()
    flash(_("%(name)s looks after the group from now on.", name=group.tutor.name))
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


@bp.post("/groups/<int:group_id>/nudges")
@only(policy.can_see_groups)
def nudge(group_id):
    group = _guided(group_id)
    behind = db.session.scalars(queries.behind_in(group)).all()
    form = NudgeForm(behind)
    if not form.validate():
        return _page(group, nudges=form), 422
    chosen = set(form.enrolments.data or ())
    actions.nudge([one for one in behind if one.id in chosen], form.text.data or "", by=me())
    db.session.commit()
    flash(ngettext("One learner is reminded.", "%(num)s learners are reminded.", len(chosen)))
    return redirect(url_for(".group", group_id=group.id), code=303)


@bp.post("/groups/<int:group_id>/briefing")
@only(policy.can_see_groups)
def write_briefing(group_id):
    group = _guided(group_id)
    form = BriefingForm()
    if not form.validate():
        return _page(group, briefing=form), 422
    actions.write_briefing(group, form.briefing.data or "", by=me())
    db.session.commit()
    flash(_("The briefing of this week stands on the page of the course."))
    return redirect(url_for(".group", group_id=group.id), code=303)


def _guided(group_id: int) -> StudyGroup:
    group = _group(group_id)
    require(policy.can_guide(me(), group))
    return group


def _group(group_id: int) -> StudyGroup:
    return db.one_or_404(queries.groups_visible_to(me()).where(StudyGroup.id == group_id).options(*queries.WITH_PEOPLE))


def _waiting(group: StudyGroup) -> Sequence[CourseEnrolment]:
    """Nobody, for those who may not put learners into groups."""
    if not policy.can_fill(me(), group):
        return []
    return db.session.scalars(queries.learners_without_group(me(), group).limit(MOST_LISTED)).all()


def _page(
    group: StudyGroup,
    form: TakeInForm | None = None,
    *,
    nudges: NudgeForm | None = None,
    briefing: BriefingForm | None = None,
    handing_over: HandOverForm | None = None,
) -> str:
    waiting = _waiting(group)
    briefings = db.session.scalars(queries.briefings_of(group.id)).all()
    week = db.session.execute(queries.week_of(group)).one()
    return render_template(
        "study/group.html",
        group=group,
        enrolments=db.session.scalars(queries.learners_of_group(me(), group).limit(MOST_LISTED)).all(),
        waiting=waiting,
        form=form or TakeInForm(waiting, formdata=None),
        handing_over=handing_over or (_hand_over_form(formdata=None) if policy.can_fill(me(), group) else None),
        week=week,
        briefings=briefings,
        guiding=_guiding(group, nudges, briefing, briefings, week) if policy.can_guide(me(), group) else None,
    )


def _guiding(group: StudyGroup, nudges: NudgeForm | None, briefing: BriefingForm | None, briefings, week) -> dict:
    """What its tutor writes: begun with what the figures say, so that two minutes are enough."""
    behind = db.session.scalars(queries.behind_in(group)).all()
    lately = {one.enrolment_id: one for one in db.session.scalars(queries.nudges_in(group))}
    written = briefings[0].text if briefings and briefings[0].week_on == this_week() else _draft_of(week)
    return {
        "behind": behind,
        "lately": lately,
        "too_soon": {one.id for one in behind if one.id in lately and lately[one.id].is_of_late},
        "nudges": nudges or NudgeForm(behind, formdata=None, data={"text": _nudge_for(group)}),
        "briefing": briefing or BriefingForm(formdata=None, data={"briefing": written}),
    }


def _nudge_for(group: StudyGroup) -> str:
    course, day = group.course.title, month_day(group.ends_on)
    return _("“%(course)s” runs until %(day)s. Begin with one unit today; I am glad to help.", course=course, day=day)


def _draft_of(week: sa.Row) -> str:
    _all, studied, finished, not_started, stuck = week
    told = {"studied": studied, "finished": finished, "not_started": not_started, "stuck": stuck}
    return _(
        "This week %(studied)s of us have studied, %(finished)s have finished. %(not_started)s have not begun yet, "
        "%(stuck)s have stopped for a week.",
        **told,
    )


def _hand_over_form(**kwargs) -> HandOverForm:
    return HandOverForm(db.session.scalars(queries.tutors_for(me())).all(), **kwargs)


def _waiting_course(course_id: int) -> Course:
    return db.one_or_404(queries.courses_with_waiting(me()).where(Course.id == course_id))


def _group_form(**kwargs) -> GroupForm:
    courses, tutors = (db.session.scalars(found).all() for found in (queries.open_courses(), queries.tutors_for(me())))
    return GroupForm(courses, tutors, queries.offices_of(me()), **kwargs)

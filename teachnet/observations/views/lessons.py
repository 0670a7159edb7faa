"""Lessons: planned, visited, called off, and answered by the teacher whose lesson it was."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.observations import actions, policy, queries
from teachnet.observations.forms import LessonForm, ReplyForm
from teachnet.observations.growth import growth_from
from teachnet.observations.models import ObservedLesson, Sharing
from teachnet.observations.tally import tally_of
from teachnet.observations.views.blueprint import bp, lesson_to_see
from teachnet.teams.models import Team
from teachnet.teams.policy import can_begin_in, is_of_team, leads
from teachnet.teams.queries import WITH_LEAD, WITH_MEMBERS, people_of, teams_visible_to
from teachnet.web.access import members_only, only, require
from teachnet.web.paging import paginate
from teachnet.web.term_filter import TermFilter


@bp.get("/observations")
@members_only
def mine():
    return render_template(
        "observations/mine.html", lessons=paginate(queries.lessons_about(me()).options(*queries.WITH_PEOPLE))
    )


@bp.get("/observations/growth")
@only(policy.can_take_part)
def growth():
    filters = TermFilter(request.args)
    rated = db.session.execute(queries.growth_of(me(), filters.chosen)).all()
    sheets = db.session.scalars(queries.taught_in(me(), filters.chosen)).all()
    return render_template("observations/growth.html", filters=filters, growth=growth_from(rated, sheets))


@bp.get("/<int:team_id>/observations")
@members_only
def of_team(team_id):
    team = _team(team_id)
    lessons = paginate(queries.lessons_of_team(team, me()))
    can_plan = can_begin_in(me(), team)
    return render_template("observations/of_team.html", team=team, lessons=lessons, can_plan=can_plan)


@bp.get("/<int:team_id>/observations/new")
@members_only
def new_lesson(team_id):
    team = _team_to_plan_in(team_id)
    return _planning(team, _lesson_form(team, formdata=None))


@bp.post("/<int:team_id>/observations/new")
@members_only
def plan(team_id):
    team = _team_to_plan_in(team_id)
    form = _lesson_form(team)
    if not form.validate():
        return _planning(team, form), 422
    lesson = actions.plan(team, observers=form.chosen, by=me(), **form.planned())
    db.session.commit()
    flash(_("Planned. Those who observe find it on their desk."))
    return _to(lesson)


@bp.get("/observations/<int:lesson_id>")
@members_only
def lesson(lesson_id):
    return _page(lesson_to_see(lesson_id))


@bp.post("/observations/<int:lesson_id>/observer")
@members_only
def come_along(lesson_id):
    lesson = lesson_to_see(lesson_id)
    require(policy.can_come_along(me(), lesson))
    lesson.expect(me())
    db.session.commit()
    flash(_("You observe this lesson. A sheet of your own is ready."))
    return _to(lesson)


@bp.post("/observations/<int:lesson_id>/cancellation")
@members_only
def call_off(lesson_id):
    lesson = lesson_to_see(lesson_id)
    require(policy.can_call_off(me(), lesson))
    lesson.call_off()
    db.session.commit()
    return _to(lesson)


@bp.post("/observations/<int:lesson_id>/reply")
@members_only
def answer(lesson_id):
    lesson, form = lesson_to_see(lesson_id), ReplyForm()
    require(policy.can_answer(me(), lesson))
    if not form.validate():
        return _page(lesson, form), 422
    lesson.answer(form.reply.data or "", sharing=Sharing(form.sharing.data))
    db.session.commit()
    flash(_("Saved. You may change both at any time."))
    return _to(lesson)


def _team(team_id: int) -> Team:
    visible = teams_visible_to(me()).where(Team.id == team_id).options(*WITH_LEAD, WITH_MEMBERS)
    team = db.one_or_404(visible)
    require(is_of_team(me(), team))
    return team


def _team_to_plan_in(team_id: int) -> Team:
    team = _team(team_id)
    require(can_begin_in(me(), team))
    return team


def _lesson_form(team: Team, **kwargs) -> LessonForm:
    people = db.session.scalars(people_of(team)).all()
    teachers = people if leads(me(), team) else [me()]
    return LessonForm(teachers, people, **kwargs)


def _planning(team: Team, form: LessonForm) -> str:
    return render_template("observations/lesson_form.html", team=team, form=form)


def _to(lesson: ObservedLesson):
    return redirect(url_for(".lesson", lesson_id=lesson.id), code=303)


def _page(lesson: ObservedLesson, form: ReplyForm | None = None) -> str:
    reads = policy.can_read_sheets(me(), lesson)
    sheets = db.session.scalars(queries.handed_in_for(lesson, me())).all() if reads else []
    return render_template(
        "observations/lesson.html",
        lesson=lesson,
        sheets=[(sheet, tally_of(sheet)) for sheet in sheets],
        form=form or ReplyForm.showing(lesson),
    )

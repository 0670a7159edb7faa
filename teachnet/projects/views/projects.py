from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.projects import actions, policy, queries
from teachnet.projects.models import Participation
from teachnet.projects.scoring import Score
from teachnet.projects.standing import Standing
from teachnet.projects.views.blueprint import bp, seen_project
from teachnet.web.access import only, require

MOST_LISTED = 100


@bp.get("/")
@only(policy.can_open_study)
def index():
    run = queries.projects_run_by(me()).limit(MOST_LISTED)
    return render_template(
        "projects/index.html",
        mine=db.session.scalars(queries.my_projects(me()).limit(MOST_LISTED)).unique().all(),
        to_join=db.session.scalars(queries.projects_to_join(me()).limit(MOST_LISTED)).unique().all(),
        run=db.session.execute(run).all() if policy.can_set_up(me()) else [],
    )


@bp.get("/<int:project_id>")
@only(policy.can_open_study)
def project(project_id):
    project = seen_project(project_id)
    participation = db.session.scalars(queries.participation_in(project, me())).first()
    return render_template(
        "projects/project.html",
        project=project,
        participation=participation,
        enrolments=dict(db.session.execute(queries.enrolments_in(project, me())).all()),
        **standing_of(participation),
    )


@bp.post("/<int:project_id>/participation")
@only(policy.can_open_study)
def join(project_id):
    project = seen_project(project_id)
    require(policy.can_join(me(), project))
    actions.join(project, me())
    db.session.commit()
    flash(_("You take part. Its required courses are among yours now."))
    return redirect(url_for(".project", project_id=project.id), code=303)


def standing_of(participation: Participation | None) -> dict[str, Standing | Score | None]:
    """As it is now; after the end as it was settled."""
    if participation is None:
        return {"standing": None, "score": None}
    if participation.result:
        return {"standing": None, "score": participation.result.score}
    standing = actions.standings(participation.project, [participation.person_id])[participation.person_id]
    return {"standing": standing, "score": standing.score}

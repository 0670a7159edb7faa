from datetime import timedelta

from teachnet.accounts.models import Person
from teachnet.db import db, today
from teachnet.preparation.models import JointPreparation, LessonPlan, PlanSection
from teachnet.teams.models import Team

TEXT = "先看图。再猜一猜。最后量一量。"


def a_preparation(team: Team, drafter: Person, *, text: str = TEXT, **planned) -> JointPreparation:
    """A first draft with one section that says something."""
    known = {"title": "The circumference", "unit": "Year 6", "own_due_on": today() + timedelta(days=14), **planned}
    preparation = JointPreparation.begin(team, drafter=drafter, by=team.lead, **known)
    db.session.commit()
    write(preparation.shared_plan, text, by=drafter)
    return preparation


def course_of(plan: LessonPlan) -> PlanSection:
    """The section that `write` writes."""
    return plan.standing[2]


def write(plan: LessonPlan, text: str, *, by: Person, seen: int | None = None) -> PlanSection:
    section = course_of(plan)
    section.change(section.heading, text, seen=section.version if seen is None else seen, by=by)
    db.session.commit()
    return section


def discussed(preparation: JointPreparation) -> JointPreparation:
    preparation.lay_before_colleagues(by=preparation.drafter)
    db.session.commit()
    return preparation


def agreed(preparation: JointPreparation) -> JointPreparation:
    discussed(preparation).agree(by=preparation.team.lead)
    db.session.commit()
    return preparation


def own_plan(preparation: JointPreparation, owner: Person, *, handed_in: bool = False) -> LessonPlan:
    plan = preparation.begin_own(owner)
    db.session.commit()
    if handed_in:
        plan.hand_in()
        db.session.commit()
    return plan

from datetime import timedelta

from teachnet.accounts.models import Person, Subject
from teachnet.db import db, today
from teachnet.research.models import ResearchEvidence, ResearchProject, ResearchStage
from teachnet.research.words import EvidenceKind, ResearchKind

TEXT = "We shall let pupils ask before we tell, in two classes, and count who asks and what they ask about. " * 2


def a_project(leader: Person, *colleagues: Person, **told) -> ResearchProject:
    """Begun, with nothing written yet."""
    days = zip((ResearchStage.OPENING, ResearchStage.MIDTERM, ResearchStage.CONCLUSION), (60, 240, 420), strict=True)
    known = {
        "title": "Questions of pupils", "kind": ResearchKind.SMALL, "subject": Subject.MATHEMATICS,
        "question": "Do pupils ask more when the teacher waits?",
        "due": {stage: today() + timedelta(days=many) for stage, many in days},
    }  # fmt: skip
    project = ResearchProject.begin(by=leader, **{**known, **told})
    db.session.commit()
    for colleague in colleagues:
        project.take_in(colleague)
        db.session.commit()
    return project


def handed_in(project: ResearchProject, text: str = TEXT) -> ResearchProject:
    """The report of the stage it has come to."""
    project.write(text, seen=project.draft.version if project.draft else 0, by=project.leader)
    db.session.flush()
    project.hand_in(by=project.leader)
    db.session.commit()
    return project


def passed(project: ResearchProject, by: Person) -> ResearchProject:
    if project.stage.asks_evidence:
        some_evidence(project, project.leader)
    handed_in(project).pass_report(by=by, note="Well thought over")
    db.session.commit()
    return project


def approved(leader: Person, *colleagues: Person, by: Person, **told) -> ResearchProject:
    return passed(a_project(leader, *colleagues, **told), by)


def some_evidence(project: ResearchProject, by: Person, **told) -> ResearchEvidence:
    known = {"kind": EvidenceKind.LESSON, "title": "A lesson on fractions", "day": today(), "told": "Nine asked"}
    evidence = ResearchEvidence.add(project, by=by, **{**known, **told})
    db.session.commit()
    return evidence

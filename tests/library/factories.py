"""Resources for tests, as far on their way as the test needs them."""

from datetime import timedelta
from itertools import count

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person, Role, Stage, Subject
from teachnet.db import db, utcnow
from teachnet.files.kinds import Kind
from teachnet.files.models import StoredFile
from teachnet.files.store import store
from teachnet.library.models import Licence, MicroSkill, ResourceKind, ResourceVersion, SecondOpinion, Visibility
from teachnet.library.models.skill import ensure_micro_skills
from tests.factories import a_school, a_teacher, saved, somebody, the_city

_number = count(1)


def a_skill(code: str = "questioning") -> MicroSkill:
    ensure_micro_skills()
    return db.session.scalars(sa.select(MicroSkill).where(MicroSkill.code == code)).one()


def a_stored_file(**fields) -> StoredFile:
    number = next(_number)
    about = {"sha256": f"{number:064x}", "size": 10, "kind": Kind.DOCUMENT, "media_type": "text/plain", "text": "Words"}
    return saved(StoredFile(**about | fields))


def a_draft(author: Person | None = None, at: Organisation | None = None, **fields) -> ResourceVersion:
    author = author or a_teacher(a_school(), "Liu Jianguo")
    about = {
        "title": "Asking why three times",
        "skill": a_skill(),
        "subject": Subject.MATHEMATICS,
        "stage": Stage.PRIMARY,
        "kind": ResourceKind.PLAN,
        "licence": Licence.BY_NC,
        "source": "Own work",
        "visibility": Visibility.CITY,
    }
    file = fields.pop("file", None) or a_stored_file()
    version = ResourceVersion.first(author=author, organisation=at or author.school, **about | fields)
    version.hold(file, "plan.docx")
    return saved(version)


def a_submission(author: Person | None = None, **fields) -> ResourceVersion:
    version = a_draft(author, **fields)
    version.submit(by=version.resource.author)
    db.session.commit()
    return version


def a_review(author: Person | None = None, *, by: Person | None = None, **fields) -> ResourceVersion:
    version = a_submission(author, **fields)
    version.claim(by=by or a_reviewer())
    db.session.commit()
    return version


def a_published(author: Person | None = None, *, by: Person | None = None, **fields) -> ResourceVersion:
    version = a_review(author, by=by, **fields)
    version.publish(by=version.reviewer)
    db.session.commit()
    return version


def a_reviewer(organisation: Organisation | None = None, name: str = "Kong") -> Person:
    return somebody(Role.REVIEWER, organisation or the_city(), name)


def let_lie(version: ResourceVersion, days: int = 8) -> ResourceVersion:
    """Its reviewer has done nothing for so long."""
    version.reviewer_acted_at = utcnow() - timedelta(days=days)
    db.session.commit()
    return version


def a_second_opinion(
    version: ResourceVersion, *, of: Person, question: str = "Is the third step clear?"
) -> SecondOpinion:
    """Asked by its reviewer."""
    return saved(version.ask(by=version.reviewer, whom=of, question=question))


def a_local_skill(name: str, *other_names: str, below: str = "questioning", retired: bool = False) -> MicroSkill:
    skill = saved(a_skill(below).add_below(name, list(other_names), position=next(_number)))
    if retired:
        skill.retire()
        db.session.commit()
    return skill


def a_kept_file(
    content: bytes = b"A plan in words", kind: Kind = Kind.TEXT, media_type: str = "text/plain"
) -> StoredFile:
    """With its bytes in the store, for tests that fetch them."""
    with store.draft() as folder:
        (folder / "file").write_bytes(content)
        sha256, size = store.keep(folder / "file")
    text = content.decode("latin-1").replace("\0", "")  # as what is read from files comes
    return saved(StoredFile(sha256=sha256, size=size, kind=kind, media_type=media_type, text=text))

"""Projects that ask something like it: found by the same search as the library, shown as far as a reader may know."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person
from teachnet.accounts.policy import scopes
from teachnet.db import db
from teachnet.research import queries
from teachnet.research.models import ResearchMember, ResearchProject
from teachnet.research.policy import ONLOOKERS
from teachnet.search.engine import Document, Unsound, Wish, version_of
from teachnet.search.find import find
from teachnet.search.indexes import indexes
from teachnet.search.query import MOST_CHARACTERS, Query, Term

KIND = "research"
MOST = 6

FACTS = (
    sa.select(
        ResearchProject.id,
        ResearchProject.title,
        ResearchProject.question,
        ResearchProject.subject,
        ResearchProject.stage,
        ResearchProject.state,
        ResearchProject.proposed_at,
        ResearchProject.approved_on,
        Organisation.id.label("school_id"),
        Organisation.name.label("school"),
        Organisation.county_id,
        Organisation.lineage,
    )
    .join(Organisation, Organisation.id == ResearchProject.school_id)
    .where(ResearchProject.proposed_at.is_not(None))
)


class Projects:
    """What the index is filled from: whatever was handed in once, the declined ones among it."""

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        rows = db.session.execute(FACTS.where(ResearchProject.id.in_(ids))).all()
        people = people_of([row.id for row in rows])
        return (document(row, people.get(row.id, ())) for row in rows)

    def versions(self) -> dict[int, int]:
        people = people_of(None)
        return {row.id: version_of(*row, *people.get(row.id, ())) for row in db.session.execute(FACTS)}

    def texts(self, ids: Collection[int]) -> Mapping[int, str]:
        return {made.id: f"{made.title}\n{made.summary}" for made in self.documents(ids)}


def similar_to(project: ResearchProject, reader: Person) -> list[ResearchProject]:
    """The likest first. Empty, too, while there is no index."""
    asked = f"{project.title} {project.question}"[:MOST_CHARACTERS]
    wish = Wish(Query(asked, (Term(asked),)), readers=codes_of(reader), limit=MOST + 1)
    try:
        ids = [id_ for id_ in find(KIND, wish).ids if id_ != project.id][:MOST]
    except Unsound:
        return []
    found = {one.id: one for one in db.session.scalars(queries.known_around(reader, ids))}
    return [found[id_] for id_ in ids if id_ in found]


def document(row: sa.Row, people: Iterable[int]) -> Document:
    return Document(
        id=row.id,
        version=version_of(*row, *people),
        title=row.title,
        summary=row.question,
        names={"school": (row.school,)},
        facets={"subject": (row.subject.value,)},
        readers=frozenset(_readers(row, people)),
        at=row.proposed_at,
    )


def _readers(row: sa.Row, people: Iterable[int]) -> Iterator[str]:
    """`queries.known_around` as codes; a test holds the two together."""
    yield from (f"person:{number}" for number in people)
    yield from (f"below:{code}" for code in row.lineage.split("/") if code)
    if row.approved_on and row.county_id:
        yield f"county:{row.county_id}"


def codes_of(reader: Person) -> frozenset[str]:
    here = [post.organisation for post in reader.current_appointments]
    codes = {f"person:{reader.id}"} | {f"county:{place.county_id}" for place in here if place.county_id}
    return frozenset(codes | {f"below:{office.code}" for office in scopes(reader, *ONLOOKERS)})


def people_of(ids: Collection[int] | None) -> dict[int, list[int]]:
    standing = sa.select(ResearchMember.project_id, ResearchMember.person_id).where(ResearchMember.left_on.is_(None))
    if ids is not None:
        standing = standing.where(ResearchMember.project_id.in_(ids))
    people: dict[int, list[int]] = {}
    for row in db.session.execute(standing.order_by(ResearchMember.person_id)):
        people.setdefault(row[0], []).append(row[1])
    return people


indexes.offer(KIND, Projects())

"""The library as a search engine knows it: what of a resource can be found, and by whom."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.orm import aliased

from teachnet.accounts.models import Organisation, OrganisationKind, Person
from teachnet.accounts.policy import OFFICES, posts, scopes
from teachnet.db import CITY_TIME, db
from teachnet.files.models import StoredFile
from teachnet.library.models import MicroSkill, Resource, ResourceFile, ResourceVersion, VersionState, Visibility
from teachnet.library.opinions.signals import adoptions, mean_rating
from teachnet.library.policy import BELONGS
from teachnet.search.engine import Document, version_of
from teachnet.search.indexes import indexes
from teachnet.web.locale import LANGUAGES

KIND = "resource"

_skill_above, _county = aliased(MicroSkill), aliased(Organisation)
# All that a document is made of, but for the text of its files, which is as old as its version.
FACTS = (
    sa.select(
        Resource.id,
        ResourceVersion.id.label("version_id"),
        ResourceVersion.title,
        ResourceVersion.summary,
        ResourceVersion.subject,
        ResourceVersion.stage,
        ResourceVersion.kind,
        ResourceVersion.licence,
        ResourceVersion.visibility,
        ResourceVersion.published_at,
        MicroSkill.code.label("skill"),
        MicroSkill.name.label("skill_name"),
        MicroSkill.other_names.label("skill_names"),
        _skill_above.code.label("skill_above"),
        _skill_above.name.label("skill_above_name"),
        Person.id.label("author_id"),
        Person.name.label("author"),
        Person.name_pinyin.label("author_pinyin"),
        Person.name_initials.label("author_initials"),
        Organisation.id.label("place_id"),
        Organisation.name.label("place"),
        Organisation.lineage,
        Organisation.is_rural,
        _county.id.label("county_id"),
        _county.name.label("county"),
        _county.short_name.label("county_short"),
        adoptions().label("adoptions"),
        mean_rating().label("rating"),
    )
    .join(ResourceVersion, ResourceVersion.resource_id == Resource.id)
    .join(MicroSkill, MicroSkill.id == ResourceVersion.skill_id)
    .join(Person, Person.id == Resource.author_id)
    .join(Organisation, Organisation.id == Resource.organisation_id)
    .outerjoin(_skill_above, _skill_above.id == MicroSkill.parent_id)
    .outerjoin(_county, _county.id == Organisation.county_id)
    .where(ResourceVersion.state == VersionState.PUBLISHED)
)


class Resources:
    """What the index is filled from."""

    def documents(self, ids: Collection[int]) -> Iterator[Document]:
        rows = db.session.execute(FACTS.where(Resource.id.in_(ids))).all()
        texts = _file_texts([row.version_id for row in rows])
        return (document(row, texts.get(row.version_id, "")) for row in rows)

    def versions(self) -> dict[int, int]:
        return {row.id: version_of(*row) for row in db.session.execute(FACTS.execution_options(yield_per=1000))}

    def texts(self, ids: Collection[int]) -> Mapping[int, str]:
        return {
            made.id: "\n".join(text for text in (made.title, made.summary, *_said(made), made.body) if text)
            for made in self.documents(ids)
        }


def document(row: sa.Row, text: str) -> Document:
    return Document(
        id=row.id,
        version=version_of(*row),
        title=row.title,
        summary=row.summary,
        body=text,
        tags=_tags(row),
        names={
            "author": (row.author,),
            "school": (row.place,),
            "county": tuple(filter(None, (row.county, row.county_short))),
        },
        aloud=(row.author_pinyin, row.author_initials),
        facets={
            "skill": tuple(filter(None, (row.skill, row.skill_above))),
            "subject": (row.subject.value,),
            "stage": (row.stage.value,),
            "kind": (row.kind.value,),
            "licence": (row.licence.value,),
            "county": (str(row.county_id),) if row.county_id else (),
            "rural": ("rural" if row.is_rural else "urban",),
            "year": (str(row.published_at.astimezone(CITY_TIME).year),),
        },
        readers=frozenset(_readers(row)),
        at=row.published_at,
        adoptions=row.adoptions,
        rating=row.rating,
    )


def _said(made: Document) -> tuple[str, ...]:
    return (*made.tags, *(name for group in made.names.values() for name in group))


def _tags(row: sa.Row) -> tuple[str, ...]:
    """What it is called by the trade, in both languages; and 刘老师, as people ask for somebody."""
    words = (label for word in (row.subject, row.stage, row.kind) for label in labels(word))
    surname = row.author[: 2 if len(row.author) > 3 else 1]
    return tuple(filter(None, (row.skill_name, row.skill_above_name, *row.skill_names, *words, f"{surname}老师")))


@cache
def labels(word) -> tuple[str, ...]:
    said = []
    for language in LANGUAGES:
        with force_locale(language):
            said.append(str(word.label))
    return tuple(said)


def _readers(row: sa.Row) -> Iterable[str]:
    """`queries.published_versions_visible_to` as codes; a test holds the two together."""
    yield f"author:{row.author_id}"
    if row.visibility is Visibility.PUBLIC:
        yield "public"
    elif row.visibility is Visibility.CITY:
        yield "member"
    elif row.visibility is Visibility.COUNTY:
        yield "counties"
        if row.county_id:
            yield f"county:{row.county_id}"
    else:
        yield f"at:{row.place_id}"
        yield from (f"below:{code}" for code in row.lineage.split("/") if code)


def codes_of(person: Person | None) -> frozenset[str]:
    """Which codes this reader holds."""
    if person is None:
        return frozenset({"public"})
    places = [post.organisation for post in posts(person, *BELONGS)]
    codes = {"public", "member", f"author:{person.id}"}
    codes |= {f"at:{place.id}" for place in places}
    codes |= {f"county:{place.county_id}" for place in places if place.county_id}
    codes |= {"counties" for place in places if place.kind is OrganisationKind.CITY}
    return frozenset(codes | {f"below:{office.code}" for office in scopes(person, *OFFICES)})


def _file_texts(version_ids: list[int]) -> dict[int, str]:
    """The text of all files of each version, in their order, under their names."""
    files = (
        sa.select(ResourceFile.version_id, ResourceFile.name, StoredFile.text)
        .join(StoredFile, StoredFile.id == ResourceFile.file_id)
        .where(ResourceFile.version_id.in_(version_ids))
        .order_by(ResourceFile.version_id, ResourceFile.position)
    )
    texts: dict[int, list[str]] = {}
    for version_id, name, text in db.session.execute(files):
        texts.setdefault(version_id, []).append(f"{name}\n{text}")
    return {version_id: "\n".join(parts) for version_id, parts in texts.items()}


indexes.offer(KIND, Resources())

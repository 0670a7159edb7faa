"""The tree of offices, bases and schools."""

from collections.abc import Iterator

from teachnet.accounts.models import Organisation, OrganisationKind
from teachnet.demo.places import CITY_CODE, CITY_NAME, PLACES, schools
from teachnet.demo.seed.bulk import Row, insert
from teachnet.demo.seed.city import City


def fill(city: City) -> None:
    insert(Organisation, list(_organisations(city)))


def _organisations(city: City) -> Iterator[Row]:
    top = _organisation(city, CITY_CODE, CITY_NAME, OrganisationKind.CITY, None, gb_code=CITY_CODE, short_name="淄博市")
    yield top
    offices = {}
    for place in PLACES:
        offices[place] = office = _organisation(
            city, place.code, place.name, place.kind, top, gb_code=place.gb_code, short_name=place.short_name
        )
        office["county_id"] = city.counties[place.short_name] = office["id"]
        yield office
        yield _organisation(city, f"{place.code}-001", place.base_name, OrganisationKind.BASE, office)
    for school in schools(city.size.schools):
        row = _organisation(
            city, school.code, school.name, OrganisationKind.SCHOOL, offices[school.place], is_rural=school.is_rural
        )
        city.schools.append((row["id"], school))
        yield row


def _organisation(city: City, code: str, name: str, kind: OrganisationKind, parent: Row | None, **fields) -> Row:
    city.organisations[name] = number = city.ids.next(Organisation)
    return {
        "id": number,
        "code": code,
        "name": name,
        "short_name": "",
        "kind": kind,
        "parent_id": parent and parent["id"],
        "lineage": f"{parent['lineage'] if parent else ''}{code}/",
        "county_id": parent and parent["county_id"],
        "gb_code": None,
        "is_rural": False,
    } | fields

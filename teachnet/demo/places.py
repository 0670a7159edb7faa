"""The city, its eleven counties and zones, a base in each, and schools named after the towns they stand in."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from teachnet.accounts.words import OrganisationKind, Stage


@dataclass(frozen=True)
class Place:
    """A county or zone. `share` is its part of the city's schools; zones have no national code."""

    code: str
    short_name: str
    name: str
    share: int
    streets: tuple[str, ...]  # city quarters
    towns: tuple[str, ...]  # the countryside

    @property
    def kind(self) -> OrganisationKind:
        return OrganisationKind.COUNTY if self.gb_code else OrganisationKind.ZONE

    @property
    def gb_code(self) -> str | None:
        return self.code if self.code.isdigit() else None

    @property
    def base_name(self) -> str:
        return f"{self.short_name}教师进修学校"


@dataclass(frozen=True)
class School:
    code: str
    name: str
    place: Place
    stage: Stage
    is_rural: bool


CITY_CODE, CITY_NAME = "370300", "淄博市教育局"


def _places() -> Iterator[Place]:
    with open(Path(__file__).parent / "places.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            streets, towns = tuple(row["streets"].split()), tuple(row["towns"].split())
            yield Place(row["code"], row["short_name"], row["name"], int(row["share"]), streets, towns)


PLACES = tuple(_places())
SHARE_OF_ITS_OWN = 5  # a place this big has a vocational and a special school

# Second, third … schools of a quarter are named like this.
STYLES = ("明德", "育才", "知行", "春晖", "立达", "崇文", "启明", "弘毅")


def schools(count: int) -> list[School]:
    """So many schools, spread over the counties by share; the same ones at each call."""
    total = sum(place.share for place in PLACES)
    counts = [round(count * place.share / total) for place in PLACES]
    counts[0] += count - sum(counts)
    return [school for place, number in zip(PLACES, counts, strict=True) for school in _schools_of(place, number)]


def _schools_of(place: Place, count: int) -> Iterator[School]:
    named = islice(_distinct(_names(place)), count)
    for number, (name, stage, is_rural) in enumerate(named, 1):
        yield School(f"{place.code}-{500 + number}", f"{place.short_name}{name}", place, stage, is_rural)


def _distinct(names: Iterator[tuple[str, Stage, bool]]) -> Iterator[tuple[str, Stage, bool]]:
    seen = set()
    for name, stage, is_rural in names:
        if name not in seen:
            seen.add(name)
            yield name, stage, is_rural


def _names(place: Place) -> Iterator[tuple[str, Stage, bool]]:
    """Name, stage, rural: first one of each sort, so that a small demo city has them all, then quarter by quarter."""
    yield "实验小学", Stage.PRIMARY, False
    yield f"{place.towns[0]}镇中心小学", Stage.PRIMARY, True
    yield "实验中学", Stage.JUNIOR, False
    for street in place.streets[:1]:
        yield f"{street}街道中心小学", Stage.PRIMARY, False
    yield f"{place.towns[-1]}镇初级中学", Stage.JUNIOR, True
    yield "第一中学", Stage.SENIOR, False
    yield "实验幼儿园", Stage.PRESCHOOL, False
    if place.share >= SHARE_OF_ITS_OWN:
        yield "职业中等专业学校", Stage.VOCATIONAL, False
        yield "特殊教育学校", Stage.SPECIAL, False
    for town in place.towns:
        yield f"{town}镇中心小学", Stage.PRIMARY, True
        yield f"{town}镇初级中学", Stage.JUNIOR, True
    for street in place.streets:
        yield f"{street}街道中心小学", Stage.PRIMARY, False
        yield f"{street}中学", Stage.JUNIOR, False
        yield f"{street}街道中心幼儿园", Stage.PRESCHOOL, False
    yield "第二中学", Stage.SENIOR, False
    for town in place.towns:
        yield f"{town}镇中心幼儿园", Stage.PRESCHOOL, True
    for style in STYLES:
        for street in place.streets:
            yield f"{street}{style}小学", Stage.PRIMARY, False
        for town in place.towns:
            yield f"{town}镇{style}小学", Stage.PRIMARY, True
        for street in place.streets:
            yield f"{street}{style}幼儿园", Stage.PRESCHOOL, False
            yield f"{street}{style}学校", Stage.JUNIOR, False

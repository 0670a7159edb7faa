"""The demo city while it is being filled: who and what is there, for every part of the demo to refer to."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from teachnet.accounts.models import Role, Stage, Subject
from teachnet.db import CITY_TIME, today, utcnow
from teachnet.demo.dice import dice
from teachnet.demo.people import People
from teachnet.demo.places import School
from teachnet.demo.seed.bulk import Ids
from teachnet.demo.sizes import Size

SEED = 370300


@dataclass(frozen=True, slots=True)
class Somebody:
    """What the other parts of the demo need to know of a person."""

    id: int
    name: str
    organisation_id: int
    county_id: int | None
    stage: Stage | None
    subject: Subject | None
    is_rural: bool = False


@dataclass
class City:
    """The demo city while it is being filled."""

    size: Size
    today: date = field(default_factory=today)
    draw: random.Random = field(default_factory=lambda: dice(SEED))
    ids: Ids = field(default_factory=Ids)
    organisations: dict[str, int] = field(default_factory=dict)  # by full name
    counties: dict[str, int] = field(default_factory=dict)  # by short name
    schools: list[tuple[int, School]] = field(default_factory=list)
    teachers: list[Somebody] = field(default_factory=list)
    cast: list[Somebody] = field(default_factory=list)  # those of them who are talked about
    accounts: dict[str, Somebody] = field(default_factory=dict)  # by user name
    staff: dict[Role, list[Somebody]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self):
        self.people = People(SEED, self.today)

    def teacher(self, name: str) -> Somebody:
        """One of those who are talked about."""
        return next(teacher for teacher in self.cast if teacher.name == name)

    def moment(self, days: int) -> datetime:
        """In office hours, so many days from today; never after now."""
        at = time(self.draw.randint(8, 17), self.draw.randint(0, 59))
        return min(datetime.combine(self.today + timedelta(days=days), at, CITY_TIME).astimezone(UTC), utcnow())

    def chosen(self, shares: dict):
        """One of the keys, as often as its share says."""
        return self.draw.choices(list(shares), weights=list(shares.values()))[0]

    def teachers_of(self, county: int, stage: Stage | None = None, subject: Subject | None = None) -> list[Somebody]:
        """Of a county, and if asked for of a stage and subject."""
        return [
            teacher
            for teacher in self.by_county[county]
            if stage in (None, teacher.stage) and subject in (None, teacher.subject)
        ]

    @cached_property
    def by_county(self) -> dict[int | None, list[Somebody]]:
        """Everybody who teaches there; asked for once all have been written."""
        found = defaultdict(list)
        for teacher in self.teachers:
            found[teacher.county_id].append(teacher)
        return found

"""What somebody vouches for, before it is in the ledger."""

from dataclasses import dataclass
from datetime import date

from teachnet.credits.words import Level, Source, Way


@dataclass(frozen=True)
class Attestation:
    """What a record will say; minutes are whole minutes, 60 to the hour. See `AttestedRecord`."""

    person_id: int
    organisation_id: int
    way: Way
    level: Level
    title: str
    source: Source
    source_id: int
    begins_on: date
    ends_on: date
    planned_minutes: int
    minutes: int
    real_minutes: int | None = None
    passed: bool | None = None

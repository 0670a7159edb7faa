"""Fills an empty instance with the demo city, in dates around today."""

from collections.abc import Callable

from teachnet.demo.seed import (
    anomalies,
    asking,
    attendance,
    bases,
    board,
    budget,
    certificates,
    communities,
    credits,
    evaluation,
    evidence,
    library,
    lodging,
    notes,
    notices,
    observations,
    opinions,
    organisations,
    people,
    practice,
    preparation,
    projects,
    readers,
    research,
    sittings,
    study,
    teams,
    trail,
    training,
    transfers,
    yearplans,
)
from teachnet.demo.seed.city import SEED, City
from teachnet.demo.seed.shelf import Shelf
from teachnet.demo.sizes import Size
from teachnet.demo.texts import Writer

Say = Callable[[str], None]


def fill(size: Size, say: Say) -> City:
    """Everything in the current transaction: an interrupted start leaves the instance as empty as it was."""
    city = City(size)
    shelf = Shelf(city.ids, Writer(SEED), size.clips)  # its films are made while the rest is written
    say("organisations and people")
    organisations.fill(city)
    people.fill(city)
    transfers.fill(city)
    say(f"{len(city.teachers)} teachers at {len(city.schools)} schools")
    training.fill(city)
    say("training: programmes, cohorts, cases")
    attendance.fill(city)
    credits.fill(city, shelf)
    evidence.fill(city, shelf)
    notices.fill(city)
    bases.fill(city)
    certificates.fill(city)
    evaluation.fill(city)
    say("attendance, credits, public notices, bases, certificates, evaluation")
    teams.fill(city)
    say("teams and sessions")
    library.fill(city, shelf, say)
    opinions.fill(city)
    readers.fill(city)
    asking.fill(city)
    notes.fill(city)
    board.fill(city)
    lodging.fill(city)
    study.fill(city, shelf)
    say("courses, groups, progress")
    budget.fill(city)
    trail.fill(city)
    practice.fill(city)
    sittings.fill(city)
    observations.fill(city)
    preparation.fill(city)
    communities.fill(city)
    research.fill(city)
    yearplans.fill(city)
    projects.fill(city)
    anomalies.fill(city)
    return city

"""Programmes and cohorts, applying and nominating, the reviews, and the roster."""

from teachnet.training import offers
from teachnet.training.views import (
    bulk,
    cancelling,
    cases,
    cohorts,
    documents,
    enrolling,
    mine,
    programmes,
    quota,
    replacements,
    reviews,
    rosters,
    rounds,
    running,
)
from teachnet.training.views.blueprint import PLACE, bp

__all__ = [
    "PLACE",
    "bp",
    "bulk",
    "cancelling",
    "cases",
    "cohorts",
    "documents",
    "enrolling",
    "mine",
    "offers",
    "programmes",
    "quota",
    "replacements",
    "reviews",
    "rosters",
    "rounds",
    "running",
]

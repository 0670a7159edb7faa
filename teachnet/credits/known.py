"""Rule sets as cities have published them, to start from: the figures are a city's to change, and so is the number of
the document; 教师〔2016〕12号 is the national one that all of them rest on."""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import lazy_gettext as _l

from teachnet.credits.counting import HOUR, HUNDREDTHS
from teachnet.credits.words import Measure, Span, Way


@dataclass(frozen=True)
class Known:
    """`rules` and `requirements` are the fields of `CreditRule` and `Requirement`."""

    name: Any
    rules: tuple[dict, ...]
    requirements: tuple[dict, ...] = ()
    cycle_years: int = 5
    document_number: str = field(default="教师〔2016〕12号")


def _rule(way: Way, hours: int, **more) -> dict:
    """`hours` of it make a credit; caps are given in credits."""
    caps = {name: more[name] * HUNDREDTHS for name in CAPS if name in more}
    return {"way": way, "minutes_per_credit": hours * HOUR} | more | caps


def _least(span: Span, measure: Measure, least: int, way: Way | None = None) -> dict:
    scale = HOUR if measure is Measure.HOURS else HUNDREDTHS
    return {"way": way, "span": span, "measure": measure, "least": least * scale}


CAPS = ("most_per_item", "most_per_year", "most_per_cycle")

KNOWN = {
    "wuhan": Known(
        _l("Wuhan, Jianghan: 8 hours face to face or 10 others a credit; 360 hours in five years"),
        rules=(
            _rule(Way.FACE_TO_FACE, 8, most_per_item=15, absent_percent=20),
            _rule(Way.OTHER, 10, most_per_item=15, absent_percent=20),
            _rule(Way.DEGREE, 20, most_per_year=5, most_per_cycle=20),
        ),
        requirements=(
            _least(Span.CYCLE, Measure.HOURS, 360),
            _least(Span.CYCLE, Measure.HOURS, 160, Way.FACE_TO_FACE),
            _least(Span.CYCLE, Measure.HOURS, 200, Way.OTHER),
        ),
    ),
    "six_eight": Known(
        _l("Another city: 6 hours face to face or 8 others a credit; not passed, nothing"),
        rules=(_rule(Way.FACE_TO_FACE, 6, needs_pass=True), _rule(Way.OTHER, 8, needs_pass=True)),
    ),
    "shandong": Known(
        _l("A Shandong city: 360 credits in five years and 48 in every year"),
        rules=(_rule(Way.FACE_TO_FACE, 1, absent_percent=20), _rule(Way.OTHER, 1, absent_percent=20)),
        requirements=(_least(Span.CYCLE, Measure.CREDITS, 360), _least(Span.YEAR, Measure.CREDITS, 48)),
    ),
    "national": Known(
        _l("The national platform: an hour of video a credit, three hours recognised in one by the clock"),
        rules=(
            _rule(Way.VIDEO, 1, most_per_item=10, most_per_real_hour=3),
            _rule(Way.OTHER, 1, absent_percent=20),
        ),
    ),
}

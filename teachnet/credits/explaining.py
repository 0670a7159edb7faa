"""An entry says how it was counted: 集中面授 40 学时 ÷ 8 = 5 学分；单项上限 15；计入 5 学分."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from teachnet.credits.counting import HOUR, HUNDREDTHS, Step
from teachnet.credits.words import Way
from teachnet.web.filters import number


def hours(minutes: int) -> str:
    return _figure(minutes / HOUR)


def credits_shown(hundredths: int) -> str:
    return _figure(hundredths / HUNDREDTHS)


def _figure(value: float) -> str:
    """To two places, so that what is rounded down is seen."""
    return number(value, places=2)


def explain(way: Way, steps: Sequence[Step], credits: int) -> str:
    sentences = [SAID[name](way, *numbers) for name, *numbers in steps]
    ended_early = steps and steps[-1][0] in ENDS
    if not ended_early:
        sentences.append(_("counted: %(credits)s", credits=credits_shown(credits)))
    return _("; ").join(sentences)


def _ratio(way: Way, minutes: int, per_credit: int, hundredths: int) -> str:
    return _(
        "%(way)s %(hours)s hours ÷ %(ratio)s = %(credits)s credits",
        way=way.label,
        hours=hours(minutes),
        ratio=hours(per_credit),
        credits=credits_shown(hundredths),
    )


def _absent(_way: Way, missed: int, planned: int, percent: int) -> str:
    return _(
        "missed %(missed)s of %(planned)s hours; from %(percent)s %% on nothing counts",
        missed=hours(missed),
        planned=hours(planned),
        percent=percent,
    )


def _real_time(_way: Way, real: int, most: int, minutes: int) -> str:
    return _(
        "took %(real)s hours by the clock, at most %(most)s recognised for each: %(hours)s hours",
        real=hours(real),
        most=most,
        hours=hours(minutes),
    )


def _used_cap(sentence: Callable[..., str]) -> Callable[..., str]:
    def said(_way: Way, most: int, before: int) -> str:
        left = credits_shown(max(0, most - before))
        return sentence(most=credits_shown(most), before=credits_shown(before), left=left)

    return said


SAID: dict[str, Callable[..., str]] = {
    "ratio": _ratio,
    "absent": _absent,
    "real_time": _real_time,
    "not_passed": lambda _way: _("not passed: nothing counts"),
    "no_rule": lambda _way, minutes: _("no rule for this year yet: %(hours)s hours, no credits", hours=hours(minutes)),
    "planned_only": lambda _way, attended, planned: _(
        "attended %(attended)s hours, planned %(planned)s", attended=hours(attended), planned=hours(planned)
    ),
    "item_cap": lambda _way, most: _("at most %(most)s for one item", most=credits_shown(most)),
    "year_cap": _used_cap(
        lambda **said: _("at most %(most)s a year, %(before)s counted before, %(left)s left", **said)
    ),
    "cycle_cap": _used_cap(
        lambda **said: _("at most %(most)s in the cycle, %(before)s counted before, %(left)s left", **said)
    ),
    "moved_year": lambda _way, was, year: _("%(was)s is closed: counted in %(year)s", was=was, year=year),
    "taken_back": lambda _way: _("taken back"),
    "counted_anew": lambda _way: _("counted anew"),
}
ENDS = ("absent", "not_passed", "no_rule", "taken_back", "counted_anew")

"""`flask doctor`: what is not well with this installation, and what to do about it. Features say what they look at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import click
from flask_babel import force_locale
from flask_babel import gettext as _

from teachnet.db import with_database
from teachnet.web.locale import CHINESE, LANGUAGES


class Grade(StrEnum):
    BAD = "bad"  # something does not work
    ADVICE = "advice"  # everything works, and would work better


@dataclass(frozen=True)
class Finding:
    """Both texts are lazy: they are said in the language the doctor is asked in."""

    grade: Grade
    what: Any
    remedy: Any


Examination = Callable[[], Iterable[Finding]]

_examinations: dict[str, Examination] = {}


def offer(feature: str, examination: Examination) -> None:
    """What looks after this feature. It only reads, and says nothing where all is well."""
    _examinations[feature] = examination


def findings() -> dict[str, list[Finding]]:
    """By feature, in the order in which they were registered."""
    return {feature: list(examination()) for feature, examination in _examinations.items()}


@click.command()
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=CHINESE, show_default=True)
@with_database
def doctor(language: str) -> None:
    """Say what is not well, each with its remedy. Ends with 1 when something does not work."""
    with force_locale(language):
        found = findings()
        for feature, some in found.items():
            click.echo(f"{feature}:" if some else _("%(feature)s: all well", feature=feature))
            for finding in some:
                click.echo(f"  {_MARKS[finding.grade]} {finding.what}\n    → {finding.remedy}")
    if any(finding.grade is Grade.BAD for some in found.values() for finding in some):
        raise SystemExit(1)


_MARKS = {Grade.BAD: "✗", Grade.ADVICE: "!"}

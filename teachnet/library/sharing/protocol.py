"""What may be asked in OAI-PMH 2.0, and what is wrong with a question. Knows no resource."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict

TOKEN = "resumptionToken"  # noqa: S105 -- a name, no secret


class Wrong(Exception):  # noqa: N818 -- the protocol calls it an error, and it is an answer
    """An error of the protocol, by its own code."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True)
class Verb:
    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    resumes: bool = False  # a token may stand for all other arguments

    @property
    def known(self) -> frozenset[str]:
        return self.needs | self.takes | ({TOKEN} if self.resumes else frozenset())


_PREFIX, _PERIOD = frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})
VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(takes=frozenset({"identifier"})),
    "ListSets": Verb(resumes=True),
    "GetRecord": Verb(needs=_PREFIX | {"identifier"}),
    "ListIdentifiers": Verb(needs=_PREFIX, takes=_PERIOD, resumes=True),
    "ListRecords": Verb(needs=_PREFIX, takes=_PERIOD, resumes=True),
}


@dataclass(frozen=True)
class Question:
    verb: str
    arguments: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str | None:
        return self.arguments.get(name)


def understood(sent: MultiDict[str, str]) -> Question:
    """Raises `Wrong`: badVerb, badArgument."""
    verbs = sent.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise Wrong("badVerb", f"Exactly one verb, of these: {_listed(VERBS)}.")
    verb = VERBS[verbs[0]]
    arguments = {name: sent.getlist(name) for name in sent if name != "verb"}
    if strange := arguments.keys() - verb.known:
        raise Wrong("badArgument", f"{verbs[0]} knows no {_listed(strange)}.")
    if repeated := [name for name, values in arguments.items() if len(values) > 1]:
        raise Wrong("badArgument", f"More than once: {_listed(repeated)}.")
    if TOKEN in arguments and len(arguments) > 1:
        raise Wrong("badArgument", f"{TOKEN} stands alone.")
    if TOKEN not in arguments and (missing := verb.needs - arguments.keys()):
        raise Wrong("badArgument", f"{verbs[0]} needs {_listed(missing)}.")
    return Question(verbs[0], {name: values[0] for name, values in arguments.items()})


def period(question: Question) -> tuple[datetime | None, datetime | None]:
    """From the first moment up to and with the last one. Raises `Wrong`: badArgument."""
    first, last = question["from"], question["until"]
    since, until = first and _moment(first, ends=False), last and _moment(last, ends=True)
    if since and until and len(first or "") != len(last or ""):
        raise Wrong("badArgument", "from and until must be given alike: both days, or both to the second.")
    if since and until and since > until:
        raise Wrong("badArgument", "from lies after until.")
    return since or None, until or None


def _moment(typed: str, *, ends: bool) -> datetime:
    """A day or a second in UTC: its beginning, or its end."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?", typed):
        raise Wrong("badArgument", "A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    try:
        moment = datetime.fromisoformat(typed).replace(tzinfo=UTC)
    except ValueError:
        raise Wrong("badArgument", "There is no such date.") from None
    if not ends:
        return moment
    whole_day = {} if "T" in typed else {"hour": 23, "minute": 59, "second": 59}
    return moment.replace(microsecond=999_999, **whole_day)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(name[:40] for name in names))

"""What somebody typed, read by rules small enough to have no surprises.

Words, "phrases", -not, and three fields: 作者: 学校: 区县:. Everything else is plain text, wildcards and operators of
other engines and the names of private columns among it.
"""

import re
from dataclasses import dataclass

MOST_CHARACTERS = 200
MOST_TERMS = 12

FIELDS = {
    "作者": "author",
    "学校": "school",
    "区县": "county",
    "author": "author",
    "school": "school",
    "county": "county",
}

_like_ascii = str.maketrans({"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "＂": '"', "：": ":", "－": "-"})
_controls = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_meaning = re.compile(r"[^\W_]")
_term = re.compile(
    rf"""(?P<no>(?<!\S)-(?=["\w]))?  # a minus in front, with no blank between
        (?:(?P<field>{"|".join(FIELDS)}):(?=["\w]))?
        (?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)|")""",
    re.VERBOSE | re.IGNORECASE,
)
_operators = {"AND", "OR", "NOT"}


class QueryError(ValueError):
    """This cannot be searched for."""


class NotTextError(QueryError):
    """No valid Unicode, or a NUL: nobody typed that."""


class TooLongError(QueryError):
    """Over the limit of characters."""


class TooManyError(QueryError):
    """Over the limit of terms."""


@dataclass(frozen=True)
class Term:
    text: str
    field: str = ""  # author, school or county; else it may stand anywhere
    is_phrase: bool = False
    is_negated: bool = False


@dataclass(frozen=True)
class Query:
    typed: str = ""
    terms: tuple[Term, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Nothing was asked: show everything. (Nothing but signs is a question without an answer.)"""
        return not self.typed


def parse(typed: str) -> Query:
    check_text(typed)
    typed = _controls.sub(" ", typed).strip()
    if len(typed) > MOST_CHARACTERS:
        raise TooLongError
    terms = [term for term in map(_read, _term.finditer(typed.translate(_like_ascii))) if _meaning.search(term.text)]
    if len(terms) > MOST_TERMS:
        raise TooManyError
    plain = [term for term in terms if term.text not in _operators]
    return Query(typed, tuple(plain or terms))


def check_text(typed: str) -> None:
    """Raises `NotTextError`."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise NotTextError from None
    if "\0" in typed:
        raise NotTextError


def _read(match: re.Match[str]) -> Term:
    phrase, word = match["phrase"], match["word"]
    return Term(
        text=(phrase if phrase is not None else word or "").strip(),
        field=FIELDS[match["field"].lower()] if match["field"] else "",
        is_phrase=phrase is not None,
        # -phone:138 and -12 are odd, and what is odd is plain text
        is_negated=bool(match["no"]) and (phrase is not None or (word.isalnum() and not word.isdecimal())),
    )

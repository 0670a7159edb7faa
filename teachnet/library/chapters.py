"""Chapter marks of a clip, as its author types them: a line each, “1:16 The first question”."""

from flask_babel import gettext as _
from wtforms import TextAreaField
from wtforms.validators import StopValidation

from teachnet.web.playtime import playtime, read_playtime

MOST = 40
LONGEST = 60
Marks = list[list]  # [[milliseconds, title], …] in the order of time: what a version keeps


class BadLineError(ValueError):
    """The sentence says which line, and how it should be."""


def read_marks(text: str) -> Marks:
    """Raises `BadLineError`."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise BadLineError(_("At most %(most)s chapters.", most=MOST))
    marks = sorted(_mark(line) for line in lines)
    if len({at for at, _title in marks}) < len(marks):
        raise BadLineError(_("Two chapters begin at the same time."))
    return marks


def _mark(line: str) -> list:
    typed, _blank, title = line.replace("\u3000", " ").replace("\t", " ").partition(" ")
    try:
        at = read_playtime(typed)
    except ValueError:
        raise BadLineError(
            _("“%(line)s”: begin with a time, like “1:16 The first question”.", line=line[:40])
        ) from None
    title = title.strip()
    if not title:
        raise BadLineError(_("“%(line)s”: say after the time what begins there.", line=line[:40]))
    if len(title) > LONGEST:
        raise BadLineError(_("“%(line)s…”: at most %(most)s characters.", line=title[:20], most=LONGEST))
    return [at, title]


class ChaptersField(TextAreaField):
    """`data` is a list of marks; what was typed stays when a line is wrong."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data, self._wrong = [], ""
        try:
            self.data = read_marks(valuelist[0] if valuelist else "")
        except BadLineError as wrong:
            self._wrong = str(wrong)

    def pre_validate(self, form) -> None:
        if getattr(self, "_wrong", ""):
            raise StopValidation(self._wrong)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "\n".join(f"{playtime(at)} {title}" for at, title in self.data or ())

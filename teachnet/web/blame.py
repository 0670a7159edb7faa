"""When a rule says no to what was typed, the sentence belongs beside the field, and the form stays filled in."""

from types import TracebackType

from wtforms import Field, Form

from teachnet.errors import Refused


class blaming:  # noqa: N801 -- read as `with blaming(form.name):`
    """Turn a `Refused` inside into an error of this field, or of the form as a whole; ask `form.errors` afterwards.
    `status` is what to answer then."""

    status = 422

    def __init__(self, where: Form | Field):
        self._where = where

    def __enter__(self) -> "blaming":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if not isinstance(error, Refused):
            return False
        self.status = error.status or self.status
        if isinstance(self._where, Form):
            self._where.form_errors = [*self._where.form_errors, str(error)]
        else:
            self._where.errors = [*self._where.errors, str(error)]
        return True

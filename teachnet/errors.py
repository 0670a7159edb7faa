"""What the domain raises when the answer is no."""


class Refused(Exception):  # noqa: N818 -- reads as a sentence: raise Refused(...)
    """A rule of the house said no; the message is shown to the user as it stands."""

    status: int | None = None  # where HTTP has a better word for this no than the usual one


class Overtaken(Refused):
    """Somebody else, or another window, has saved the same thing meanwhile: show both, and lose neither."""

    status = 409

class BadBackup(Exception):  # noqa: N818 -- reads as a sentence: raise BadBackup(...)
    """It cannot be trusted, or not be used here. Nothing has been changed; the sentence says why and what to do."""


class NothingHere(Exception):  # noqa: N818 -- as above
    """No database of TeachNet."""


class CannotSwap(Exception):  # noqa: N818 -- as above
    """The backup is good, but the database here does not let itself be replaced now."""

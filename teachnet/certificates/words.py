"""States of certificates, and the words a pattern may use."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Standing(StrEnum):
    """Derived, never stored: what a certificate is worth today."""

    VALID = "valid"
    DOUBTFUL = "doubtful"
    REVOKED = "revoked"

    @property
    def label(self):
        return STANDINGS[self][0]

    @property
    def look(self) -> str:
        return STANDINGS[self][1]


STANDINGS = {
    Standing.VALID: (_l("Certificate valid"), "good"),
    Standing.DOUBTFUL: (_l("To be revoked"), "act"),
    Standing.REVOKED: (_l("Certificate revoked"), "bad"),
}

IN_SERIAL = ("{year}", "{number}")
IN_TEXT = ("{name}", "{programme}", "{cohort}", "{first}", "{last}", "{hours}")


def filled(text: str, values: dict[str, str]) -> str:
    """Replaces the words in braces. Not `str.format`, which would let whoever writes a pattern look inside objects."""
    for word, value in values.items():
        text = text.replace(f"{{{word}}}", value)
    return text

"""How personal data are cleaned for look-up and masked for screens and the audit trail."""

import re

from teachnet.db import Encrypted
from teachnet.keys import keys

NOT_DIGITS = re.compile(r"[^0-9Xx]", re.ASCII)


def mask_phone(phone: str) -> str:
    """13812341234 → 138****1234; anything shorter shows its last two only."""
    digits = NOT_DIGITS.sub("", phone)
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 11 else f"****{digits[-2:]}"


class MaskedPhone(Encrypted):
    """A sealed phone as a list reads it: masked before it leaves the database layer, empty when there is none."""

    cache_ok = True

    def process_result_value(self, value, dialect):
        phone = super().process_result_value(value, dialect)
        return mask_phone(phone) if phone else ""


def mask_id_number(number: str) -> str:
    """370399198001010018 → 370399********0018 would tell too much: only the last four stay."""
    return f"{'*' * max(0, len(number) - 4)}{number[-4:]}"


def mask_day(day) -> str:
    return f"{day:%Y}-**-**"


def id_fingerprint(number: str) -> str:
    return keys.fingerprint(f"id:{NOT_DIGITS.sub('', number).upper()}")


def phone_fingerprint(phone: str) -> str:
    return keys.fingerprint(f"phone:{NOT_DIGITS.sub('', phone)}")

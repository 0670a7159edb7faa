"""A JSON body, as strictly as the standard has it: what is none is 400, and quickly."""

import json

from flask import abort, request

LARGEST = 256 * 1024
LONGEST_NUMBER = 30  # digits


def sent_json() -> dict:
    if (request.content_length or 0) > LARGEST:
        abort(413)
    try:
        sent = json.loads(request.get_data().decode(), parse_constant=_refuse, parse_int=whole)
    except (ValueError, RecursionError):
        abort(400, "no JSON")
    if not isinstance(sent, dict):
        abort(400, "no JSON object")
    return sent


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def whole(digits: str) -> int | float:
    """Python refuses to read numbers of some thousand digits, and takes its time with shorter ones."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)

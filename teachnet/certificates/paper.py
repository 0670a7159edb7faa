"""Certificates as PDF, ready for the printer and the red seal."""

import io
import tempfile
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pikepdf
import segno

from teachnet.certificates.models import Certificate
from teachnet.certificates.models.certificate import in_chinese
from teachnet.web.typesetting import typeset

SHEET = Path(__file__).parent / "certificate.typ"
AT_ONCE = 50  # sheets set in one go: what is held in memory does not grow with the cohort
KEPT_IN_MEMORY = 2 * 1024 * 1024
AddressOf = Callable[[Certificate], str]


def sheet(certificate: Certificate, address_of: AddressOf) -> bytes:
    return _set([certificate], address_of)


def sheets(certificates: Iterable[Certificate], address_of: AddressOf) -> IO[bytes]:
    """All in one file. `address_of` says where a certificate is checked: that is what its square of dots holds."""
    whole, rest = pikepdf.new(), iter(certificates)
    while some := list(islice(rest, AT_ONCE)):
        with pikepdf.open(io.BytesIO(_set(some, address_of))) as part:
            whole.pages.extend(part.pages)
    file = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    whole.save(file)
    file.seek(0)
    return file


def _set(certificates: Iterable[Certificate], address_of: AddressOf) -> bytes:
    shown = [_shown(certificate, address_of(certificate)) for certificate in certificates]
    return typeset(SHEET, "certificates", shown)


def _shown(certificate: Certificate, address: str) -> dict[str, Any]:
    return {
        "serial": certificate.serial,
        "code": certificate.code,
        "heading": certificate.pattern.heading,
        "name": certificate.name,
        "text": certificate.text,
        "office": certificate.office,
        "day": in_chinese(certificate.issued_on),
        "dots": _dots(address),
    }


def _dots(text: str) -> str:
    """A QR code as SVG, with as much redundancy as its size leaves room for."""
    drawn = io.BytesIO()
    segno.make(text, error="l", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()

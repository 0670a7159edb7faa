from flask import Blueprint, url_for

from teachnet.certificates import policy
from teachnet.certificates.models import Certificate

bp = Blueprint("certificates", __name__, url_prefix="/certificates")
bp.context_processor(lambda: {"policy": policy})


def address_of(certificate: Certificate) -> str:
    """Where it is checked; what is signed goes along, so that it can be checked without asking us."""
    return url_for("certificates.check", code=certificate.code, t=certificate.token, _external=True)

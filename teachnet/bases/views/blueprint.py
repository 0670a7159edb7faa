from flask import Blueprint

from teachnet.bases import policy

bp = Blueprint("bases", __name__, url_prefix="/bases")
bp.context_processor(lambda: {"policy": policy})

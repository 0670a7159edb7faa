from flask import Blueprint

from teachnet.discussions import policy

bp = Blueprint("discussions", __name__, url_prefix="/study")
bp.context_processor(lambda: {"policy": policy})

from flask import Blueprint

from teachnet.assignments import policy

bp = Blueprint("assignments", __name__, url_prefix="/study")
bp.context_processor(lambda: {"policy": policy})

from flask import Blueprint

from teachnet.packages import policy

bp = Blueprint("packages", __name__)
bp.context_processor(lambda: {"policy": policy})

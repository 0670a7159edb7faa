from flask import Blueprint

from teachnet.notices import policy

bp = Blueprint("notices", __name__, url_prefix="/notices")
bp.context_processor(lambda: {"policy": policy})

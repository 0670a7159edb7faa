from flask import Blueprint

from teachnet.notes import policy

bp = Blueprint("notes", __name__, url_prefix="/notes")
bp.context_processor(lambda: {"policy": policy})

from flask import Blueprint

from teachnet.library import policy

bp = Blueprint("library", __name__, url_prefix="/library")
bp.context_processor(lambda: {"policy": policy})

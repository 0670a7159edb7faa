from flask import Blueprint

from teachnet.files.words import SETBACKS
from teachnet.library import policy
from teachnet.library.opinions import policy as opinions

bp = Blueprint("library", __name__, url_prefix="/library")
bp.context_processor(lambda: {"policy": policy, "opinion": opinions, "setback": SETBACKS.get})

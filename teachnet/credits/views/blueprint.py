from flask import Blueprint

from teachnet.credits import policy
from teachnet.credits.explaining import credits_shown, explain, hours

bp = Blueprint("credits", __name__, url_prefix="/credits")
bp.context_processor(
    lambda: {"policy": policy, "explain": explain, "credits_shown": credits_shown, "hours_shown": hours}
)

from flask import Blueprint

from teachnet.evaluation import policy
from teachnet.evaluation.words import Round

bp = Blueprint("evaluation", __name__, url_prefix="/evaluation")
bp.context_processor(lambda: {"policy": policy, "rounds": tuple(Round)})

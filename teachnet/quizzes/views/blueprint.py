from flask import Blueprint

from teachnet.quizzes import policy

bp = Blueprint("quizzes", __name__, url_prefix="/study")
bp.context_processor(lambda: {"policy": policy})

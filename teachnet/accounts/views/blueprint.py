from flask import Blueprint

from teachnet.accounts import policy

bp = Blueprint("accounts", __name__)
bp.context_processor(lambda: {"policy": policy})

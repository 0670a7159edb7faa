"""For whoever watches the installation: is the process alive, and can it do its work?"""

from flask import Blueprint, Flask

from teachnet import condition
from teachnet.condition import State
from teachnet.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive():
    """Touches no database: a full disk or a locked table does not make the process dead."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def ready():
    """503 when this process should not be asked; what else is not well stands beside the status."""
    states = {name: check.look() for name, check in condition.checks.items()}
    missing = [name for name, state in states.items() if condition.checks[name].must and state is not State.OK]
    status = f"not ready: {', '.join(missing)}" if missing else "ok"
    return {"status": status, "checks": states}, 503 if missing else 200


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)

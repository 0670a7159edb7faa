"""For whoever watches the installation: is the process alive, and can it do its work?"""

import sqlalchemy as sa
from flask import Blueprint, Flask
from sqlalchemy.exc import SQLAlchemyError

from teachnet.db import db
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
    try:
        db.session.execute(sa.text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return {"status": "database unavailable"}, 503
    return {"status": "ok"}


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)

"""Figures for Prometheus, at `/metrics`, for whoever holds the token of the setting. Without a token there is no such
page, and nothing is counted.

Each process counts into files of its own in `metrics/` of the instance folder, and whoever is asked adds all of them
up: so it does not matter which of them a scrape reaches. Nothing in it is about a person.
"""

import secrets
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from teachnet import condition
from teachnet.condition import State
from teachnet.config import Settings
from teachnet.db import db
from teachnet.web.access import public

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds

bp = Blueprint("metrics", __name__)


@bp.get("/metrics")
@public
def figures():
    told = request.headers.get("Authorization", "")
    if not secrets.compare_digest(told.encode(), f"Bearer {_settings().metrics_token}".encode()):
        abort(404)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(_Now())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Now:
    """What is not counted but looked at when somebody asks."""

    def collect(self):
        well = GaugeMetricFamily("teachnet_condition", "1 where all is well, as /readyz says", labels=["check"])
        for name, check in condition.checks.items():
            well.add_metric([name], int(check.look() is State.OK))
        yield well
        yield GaugeMetricFamily("teachnet_disk_free_bytes", "Free where the installation lies", condition.free_room())
        with suppress(Exception):  # a database that is away is told above
            waiting = condition.work_waiting_since(timedelta(0))
            yield GaugeMetricFamily("teachnet_outbox_waiting", "Work that is due and not done", waiting)
        db.session.rollback()


def init_app(app: Flask) -> None:
    seconds = Histogram(
        "teachnet_request_seconds",
        "From the first line of a request to its answer, by feature and status",
        ["feature", "status"],
        buckets=BUCKETS,
    )

    def begin() -> None:
        g.counted_from = perf_counter()

    def count(response: Response) -> Response:
        feature = (request.endpoint or "-").partition(".")[0]
        seconds.labels(feature, response.status_code).observe(perf_counter() - g.counted_from)
        return response

    app.before_request(begin)
    app.after_request(count)
    app.register_blueprint(bp)

    _forget_the_dead(app.config["SETTINGS"].instance / "metrics")


def _forget_the_dead(folder: Path) -> None:
    """Files of processes that have ended go, where it can be told."""
    for file in folder.glob("*.db") if sys.platform == "linux" else ():
        if not Path(f"/proc/{file.stem.rpartition('_')[2]}").exists():
            file.unlink(missing_ok=True)


def _settings() -> Settings:
    return current_app.config["SETTINGS"]

"""One JSON line an event, with the request's number and without personal data.

Of a request is told which rule of the map it met, with the numbers in it: a path may end in the name of a file, which
may be somebody's, and what stands behind the question mark is what people search for.
"""

import logging
import sys
from time import perf_counter

import structlog
from flask import Flask, Response, g, has_request_context, request

requests = logging.getLogger("teachnet.requests")
TOLD = ("method", "rule", "ids", "status", "ms")


def _add_request(_logger, _method, event: dict) -> dict:
    if has_request_context():
        event["request_id"] = g.get("request_id", "-")
    return event


def _begin() -> None:
    g.began = perf_counter()


def of_request(response: Response) -> dict:
    """What is told of it; `ms` by the clock, until the answer is about to be sent."""
    return {
        "method": request.method,
        "rule": str(request.url_rule or "-"),
        "ids": {name: value for name, value in (request.view_args or {}).items() if isinstance(value, int)},
        "status": response.status_code,
        "ms": round((perf_counter() - g.began) * 1000, 1),
    }


def _tell(response: Response) -> Response:
    if request.endpoint != "health.alive":  # asked every few seconds
        requests.info("request", extra=of_request(response))
    return response


def init_app(app: Flask) -> None:
    if not (app.testing or app.config["SETTINGS"].demo):  # a demo is looked at where its lines would come out
        app.before_request(_begin)
        app.after_request(_tell)
    extra = structlog.stdlib.ExtraAdder(allow=TOLD)
    shared = [
        _add_request,
        extra,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logger = logging.getLogger("teachnet")
    logger.handlers, logger.propagate = [handler], app.testing
    logger.setLevel(logging.INFO)

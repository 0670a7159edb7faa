"""One JSON line an event, with the request's number and without personal data: paths carry ids, never names."""

import logging
import sys

import structlog
from flask import Flask, g, has_request_context


def _add_request(_logger, _method, event: dict) -> dict:
    if has_request_context():
        event["request_id"] = g.get("request_id", "-")
    return event


def init_app(app: Flask) -> None:
    shared = [_add_request, structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
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

"""What is written down of each request, for half a year and longer."""

import json
import logging

import pytest
from flask import Response, g

from teachnet import log
from teachnet.config import Settings

pytestmark = pytest.mark.one_engine


def told(app, path):
    with app.test_request_context(path):
        log._begin()
        g.request_id = "0123456789abcdef"
        return log.of_request(Response(status=404))


def test_a_line_tells_the_rule_and_its_numbers_and_nothing_that_somebody_typed(app):
    line = told(app, "/library/files/7/王芳的教案.docx?q=王芳")
    assert line.pop("ms") >= 0
    rule = "/library/files/<int:file_id>/<path:name>"
    assert line == {"method": "GET", "rule": rule, "ids": {"file_id": 7}, "status": 404}


def test_a_path_that_is_nowhere_is_not_told(app):
    assert told(app, "/王芳")["rule"] == "-"


def test_a_line_is_one_line_of_json(capfd, monkeypatch):
    logger = logging.getLogger("teachnet")
    monkeypatch.setattr(logger, "handlers", list(logger.handlers))
    monkeypatch.setattr(logger, "propagate", logger.propagate)

    class App:
        testing, config = True, {"SETTINGS": Settings.__new__(Settings)}

    log.init_app(App)
    log.requests.info(
        "request", extra={"method": "GET", "rule": "/", "ids": {}, "status": 200, "ms": 1.5, "other": "x"}
    )
    line = json.loads(capfd.readouterr().err.splitlines()[-1])
    assert {name: line[name] for name in ("event", "level", "rule", "status", "ms")} == {
        "event": "request", "level": "info", "rule": "/", "status": 200, "ms": 1.5,
    }  # fmt: skip
    assert "other" not in line

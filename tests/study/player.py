"""A player for tests: opens sessions and sends beats, at whatever moment the test's clock shows."""

import json
from datetime import UTC, datetime, timedelta

from tests.browsing import Browser

EIGHT = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # in the city, on a Monday


def at(seconds: float) -> datetime:
    return EIGHT + timedelta(seconds=seconds)


def beat(seq: int, start: float, end: float, rate: float = 1) -> dict:
    return {"seq": seq, "from": start, "to": end, "rate": rate, "visible": True}


class Player:
    def __init__(self, browser: Browser, unit):
        self.browser, self.url, self.session = browser, f"/study/units/{unit.id}", None

    def open(self) -> int:
        self.session = self._post("sessions", "{}").json["session"]
        return self.session

    def send(self, *beats: dict, session: int | None = None):
        return self.send_text(json.dumps({"session": session or self.session, "beats": list(beats)}))

    def send_text(self, text: str):
        return self._post("beats", text)

    def _post(self, what: str, text: str):
        sent = {"data": text, "content_type": "application/json"}
        return self.browser._page("POST", f"{self.url}/{what}", **sent).response

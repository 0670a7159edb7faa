"""What the worker does for backups. A backup takes minutes, and a resource must be found two seconds after it is
published: it is made by a process of its own, beside."""

import subprocess
import sys

from flask import current_app

from teachnet.backups import history, leftovers, nightly
from teachnet.config import ROOT
from teachnet.db import utcnow
from teachnet.jobs.housekeeping import hourly
from teachnet.jobs.outbox import Payloads, handles

TOPIC = "backups.look"

hourly(TOPIC)


@handles(TOPIC, batch=100)
def look(payloads: Payloads) -> None:
    settings = current_app.config["SETTINGS"]
    history.bring_into_the_trail(settings)
    leftovers.sweep(settings)
    if settings.backups and nightly.is_due(settings.backups, utcnow()):
        subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "backup-nightly"], cwd=ROOT)

"""Counting many people anew after their rules have changed."""

from teachnet.accounts.models import Person
from teachnet.credits import actions
from teachnet.db import db
from teachnet.jobs import outbox


@outbox.handles("credits.recount")
def recount(payloads: outbox.Payloads) -> None:
    for payload in payloads:
        actions.recount(payload["people"], by=db.session.get_one(Person, payload["by"]))

"""Somebody of the demo city, signed in."""

import sqlalchemy as sa
from flask import Flask

from teachnet.accounts import sign_in
from teachnet.accounts.current import TOKEN
from teachnet.accounts.models import Person
from teachnet.db import db


def cookie(app: Flask, username: str) -> str:
    return cookie_of(app, db.session.scalars(sa.select(Person).where(Person.username == username)).one())


def cookie_of(app: Flask, person: Person) -> str:
    token = sign_in.open_session(person, address="127.0.0.1", device="bench")
    db.session.commit()
    signer = app.session_interface.get_signing_serializer(app)
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({TOKEN: token, '_permanent': True})}"

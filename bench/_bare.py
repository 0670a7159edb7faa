"""The page everything is measured beside: Flask, SQLAlchemy and Jinja, one list, and nothing else.

No sign-in, no scope, no languages, no safety headers: what a list costs before it is a product.
"""

from functools import cache

import sqlalchemy as sa
from flask import Flask, render_template, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship

from bench._measure import Cost, Visitor


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Organisation(db.Model):
    __tablename__ = "organisation"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Person(db.Model):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str | None]
    subject: Mapped[str | None]
    stage: Mapped[str | None]


class Appointment(db.Model):
    __tablename__ = "appointment"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()


PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>People</title></head>
<body><h1>People</h1>
<table><thead><tr><th>Name</th><th>School</th><th>Subject</th><th>Stage</th><th>Title</th></tr></thead><tbody>
{% for post in posts %}
<tr id="post-{{ post.id }}"><td><a href="{{ url_for('people', rows=post.id) }}">{{ post.person.name }}</a></td>
<td>{{ post.organisation.name }}</td><td>{{ post.person.subject }}</td><td>{{ post.person.stage }}</td>
<td>{{ post.person.title }}</td></tr>
{% endfor %}
</tbody></table></body></html>"""


def bare_app(database_url: str) -> Flask:
    app = Flask("bare")
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    app.jinja_loader = DictLoader({"people.html": PAGE})
    db.init_app(app)

    @app.get("/")
    def people():
        posts = db.session.scalars(
            sa.select(Appointment)
            .options(joinedload(Appointment.person), joinedload(Appointment.organisation))
            .order_by(Appointment.id)
            .limit(int(request.args.get("rows", 20)))
        )
        return render_template("people.html", posts=posts)

    return app


@cache
def bare_page(database_url: str, rows: int) -> Visitor:
    app = _app_of(database_url)
    with app.app_context():
        return Visitor(app, f"/?rows={rows}", db.engine)


@cache
def _app_of(database_url: str) -> Flask:
    return bare_app(database_url)


def bare_times(database_url: str, rows: int, times: int) -> Cost:
    """Call it in a process of its own: the product's database hooks reach every engine of theirs."""
    page = bare_page(database_url, rows)
    page.cost.times.clear()
    page.visit(times)
    return page.cost

from collections.abc import Callable
from urllib.parse import urlencode

import click
import sqlalchemy as sa

from teachnet.accounts import sign_in
from teachnet.accounts.models import Organisation, OrganisationKind, Person, Role
from teachnet.accounts.names import read_aloud
from teachnet.accounts.passwords import hash_password, require_strong
from teachnet.audit.trail import Actor, set_acting
from teachnet.db import db, with_database
from teachnet.errors import Refused


def fitting(column: str, of: type[Person | Organisation], *, signs_apart: str = "") -> Callable:
    """Checks an option like a form checks its field: what the column cannot hold is asked for again."""
    longest = of.__table__.c[column].type.length

    def check(context: click.Context, option: click.Parameter, typed: str) -> str:
        text = typed.strip()
        if not 0 < len(text) <= longest or not text.isprintable() or any(sign in text for sign in signs_apart):
            without = f", without {' or '.join(map(repr, signs_apart))}" if signs_apart else ""
            raise click.BadParameter(f"1 to {longest} characters{without}.")
        return text

    return check


@click.command("create-admin")
@click.option(
    "--username",
    prompt="User name",
    callback=fitting("username", Person, signs_apart=" "),
    help="What the administrator signs in with.",
)
@click.option("--name", prompt="Name", callback=fitting("name", Person), help="The administrator's own name.")
@click.option(
    "--city",
    default="市教育局",
    show_default=True,
    callback=fitting("name", Organisation),
    help="Name of the city's office, when there is none yet.",
)
@click.option(
    "--code",
    "city_code",
    default="CITY",
    show_default=True,
    callback=fitting("code", Organisation, signs_apart="/"),
    help="Code of that office.",
)
@click.option("--link", is_flag=True, help="Set no password; print a link good once for setting it in a browser.")
@with_database
def create_admin(username: str, name: str, city: str, city_code: str, link: bool) -> None:
    """Create an administrator of the city: the first one, or another when all are locked out."""
    set_acting(Actor(action="create-admin", name="command line"))
    username = username.lower()
    if db.session.scalar(sa.select(Person.id).where(Person.username == username)):
        raise click.ClickException(f"There is somebody called {username} already.")
    password_hash = None if link else hash_password(_asked_password(username, name))
    pinyin, initials = read_aloud(name)
    person = Person(username=username, name=name, name_pinyin=pinyin, name_initials=initials)
    db.session.add(person)
    person.appoint(Role.CITY_ADMIN, _city(city, city_code))
    if password_hash:
        sign_in.set_password(person, password_hash)
    else:
        code = sign_in.give_code(person, by=None)
        page = f"/first-sign-in?{urlencode({'name': username, 'code': code})}"
        click.echo(f"Open {page} on this site within 14 days to set a password.")
    db.session.commit()
    click.echo(f"{name} ({username}) administers the city.")


def _city(name: str, code: str) -> Organisation:
    city = db.session.scalars(sa.select(Organisation).where(Organisation.kind == OrganisationKind.CITY)).first()
    if city is None:
        city = Organisation(code=code, name=name, kind=OrganisationKind.CITY)
        city.place_under(None)
        db.session.add(city)
    return city


def _asked_password(username: str, name: str) -> str:
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        require_strong(password, names=[username, name])
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    return password

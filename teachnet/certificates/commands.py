"""Checking a certificate at a terminal, with or without a database."""

import json
import re
from base64 import urlsafe_b64decode
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError

from teachnet.certificates import actions, queries
from teachnet.certificates.models import Certificate
from teachnet.certificates.tokens import BadToken, Claims, claims_in, key_id_of, public_key
from teachnet.db import db, reading
from teachnet.web.filters import in_city

TOKEN = re.compile(r"[\w-]{40,}\.[\w-]{40,}")
KEY_BYTES = 32


@click.command("verify-certificate")
@click.argument("token_or_file")
@click.option(
    "--keys",
    "keys_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="keys.json of the city that issued it; else the keys of this installation are used.",
)
@with_appcontext
def verify_certificate(token_or_file: str, keys_file: Path | None) -> None:
    """Check what the square of dots on a certificate holds: a token, its address, or a text file with one."""
    publics = _read(keys_file) if keys_file else _own_keys()
    try:
        claims, key_id = claims_in(_token(token_or_file), publics)
    except BadToken:
        raise click.ClickException("INVALID: not signed by any of these keys, or changed since.") from None
    certificate = _on_record(claims)
    if certificate is not None and certificate.is_revoked:
        day = in_city(certificate.revoked_at).date()
        raise click.ClickException(f"REVOKED on {day}: {claims.serial} ({certificate.revoked_reason}).")
    click.echo(f"VALID, signed with key {key_id}.")
    for line in _told(claims):
        click.echo(line)
    if certificate is None:
        click.echo("Whether it has been revoked since could not be asked: it is not in a database here.")


def _token(given: str) -> str:
    path = Path(given) if len(given) < 200 else None
    text = path.read_text(encoding="utf-8", errors="replace") if path and path.is_file() else given
    found = TOKEN.search(text)
    return found.group() if found else ""


def _read(path: Path) -> dict[str, bytes]:
    try:
        published = json.loads(path.read_text(encoding="utf-8"))["keys"]
        keys = {key_id: urlsafe_b64decode(public + "=" * (-len(public) % 4)) for key_id, public in published.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise click.ClickException(f"{path} is no list of keys.") from None
    return {key_id: public for key_id, public in keys.items() if len(public) == KEY_BYTES}


def _own_keys() -> dict[str, bytes]:
    return actions.public_keys() if _has_certificates() else {key_id_of(public_key()): public_key()}


def _on_record(claims: Claims) -> Certificate | None:
    """The very certificate; another city may have given the same number."""
    if not _has_certificates():
        return None
    with reading():
        found = db.session.scalars(queries.called(claims.code)).first()
    return found if found and found.claims == claims else None


def _has_certificates() -> bool:
    try:
        with reading(), db.engine.connect() as connection:
            return sa.inspect(connection).has_table(Certificate.__tablename__)
    except DatabaseError:
        return False


def _told(claims: Claims) -> list[str]:
    return [
        f"  number     {claims.serial}",
        f"  name       {claims.name}",
        f"  programme  {claims.programme}",
        f"  hours      {claims.hours}",
        f"  days       {claims.starts_on} – {claims.ends_on}",
        f"  issued     {claims.issued_on}, {claims.office}",
    ]

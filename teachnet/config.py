"""Settings come from the environment and are checked before anything is served."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).parent.parent
DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite"}
HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*(:\d{1,5})?|\[[\da-fA-F:]+\](:\d{1,5})?")  # nothing else could ever match
SEARCH_ENGINES = ("whoosh", "tantivy", "postgres")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
NO_NAME = "teachnet.invalid"  # nobody's, for ever (RFC 2606)
SHORTEST_SECRET = 32
SHORTEST_TOKEN = 16
MOST_DIGITS = 9
MEGABYTE = 1024 * 1024
BUCKET = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/(?P<prefix>[\w./-]*?))?/?")
ENDPOINT = re.compile(r"https?://[\w.\[\]:-]+/?")


class BadSettings(SystemExit):
    """The installation cannot start; the sentence says what to set."""

    def __init__(self, sentence: str):
        super().__init__(f"teachnet: {sentence}")


@dataclass(frozen=True)
class BucketAddress:
    """Where a bucket is and how to get in. `endpoint` is empty for Amazon's own."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = "us-east-1"
    key: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """One installation. `TEACHNET_INSTANCE` names its folder; everything it keeps is in there or in the database."""

    instance: Path
    database_url: str
    secret: str
    demo: bool = False
    owner: str = ""  # whose site this is, as the foot of every page says it
    contact: str = ""  # an address for those who run other sites
    hosts: tuple[str, ...] = LOOPBACK
    packages_host: str = ""  # another name of this site, at which strangers' pages are shown
    proxies: int = 0
    behind_https: bool = False
    search_engine: str = ""  # empty: the one `flask reindex --engine` has switched to, at first Whoosh
    largest_upload: int = 500 * MEGABYTE  # bytes of a form with its files
    largest_video: int = 4096 * MEGABYTE  # bytes of a file that is sent in pieces
    backups: Path | None = None  # the folder each night's goes to; nowhere: none is made by itself
    second_backups: Path | None = None  # another disk or machine
    metrics_token: str = field(default="", repr=False)  # who has it may read the figures; without one there are none
    bucket: BucketAddress | None = None  # where stored files lie; else in the instance folder
    extra: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        instance = Path(environ.get("TEACHNET_INSTANCE") or ROOT / "instance").absolute()
        demo = _switch(environ, "TEACHNET_DEMO")
        if environ.get("FLASK_DEBUG", "0") not in ("", "0"):
            raise BadSettings("FLASK_DEBUG shows the inside of the program to whoever asks; unset it.")
        database_url = _database_url(environ.get("DATABASE_URL"), instance)
        return cls(
            instance=instance,
            database_url=database_url,
            secret=_secret(environ.get("TEACHNET_SECRET_KEY"), instance),
            demo=demo,
            owner=environ.get("TEACHNET_OWNER", "").strip(),
            contact=_address(environ.get("TEACHNET_CONTACT")),
            hosts=_hosts(environ.get("TEACHNET_HOSTS")),
            packages_host=_packages_host(environ),
            proxies=_number(environ, "TEACHNET_PROXIES", 0),
            behind_https=_switch(environ, "TEACHNET_HTTPS"),
            largest_upload=_number(environ, "TEACHNET_LARGEST_UPLOAD_MB", 500) * MEGABYTE,
            search_engine=_search_engine(environ.get("TEACHNET_SEARCH_ENGINE", ""), database_url),
            largest_video=_number(environ, "TEACHNET_LARGEST_VIDEO_MB", 4096) * MEGABYTE,
            backups=_folder(environ, "TEACHNET_BACKUPS"),
            second_backups=_folder(environ, "TEACHNET_BACKUPS_SECOND"),
            metrics_token=_metrics_token(environ),
            bucket=_bucket(environ),
        )

    @property
    def own_name(self) -> str:
        """What others know this installation by, whatever address they ask at: the first host it was given. It is part
        of names that are never given to anything else."""
        return self.named_hosts[0].lstrip(".").partition(":")[0].lower() if self.named_hosts else NO_NAME

    @property
    def named_hosts(self) -> list[str]:
        """Those it was given, besides this machine's own."""
        return [host for host in self.hosts if host not in LOOPBACK]

    @property
    def engine(self) -> str:
        return "sqlite" if self.database_url.startswith("sqlite") else "postgresql"

    def for_flask(self) -> dict[str, Any]:
        return {
            "SETTINGS": self,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            # Each thread of a worker holds at most one connection.
            "SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": 32, "max_overflow": 32, "pool_pre_ping": False},
            "TRUSTED_HOSTS": [*self.hosts, *([self.packages_host] if self.packages_host else [])],
            "MAX_CONTENT_LENGTH": self.largest_upload,
            "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
            "MAX_FORM_PARTS": 1000,
            "SESSION_COOKIE_NAME": "teachnet",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.behind_https,
            "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a form left open over lunch still goes through
            "WTF_CSRF_SSL_STRICT": False,  # web/safety.py asks for the Origin on every scheme
            "COMPRESS_ALGORITHM": ["br", "gzip"],
            "COMPRESS_BR_LEVEL": 3,
            "COMPRESS_LEVEL": 4,
            "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
            **self.extra,
        }


def _switch(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "0")
    if value not in ("", "0", "1"):
        raise BadSettings(f"{name} is a switch: set it to 1 or 0, not {value!r}.")
    return value == "1"


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name, "").strip()
    return Path(value).absolute() if value else None


def _metrics_token(environ: Mapping[str, str]) -> str:
    token = environ.get("TEACHNET_METRICS_TOKEN", "").strip()
    if token and len(token) < SHORTEST_TOKEN:
        raise BadSettings(f"TEACHNET_METRICS_TOKEN is too short: at least {SHORTEST_TOKEN} characters.")
    return token


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
        raise BadSettings(f"{name} must be a whole number, not {value[:40]!r}.")
    return int(value)


def _address(value: str | None) -> str:
    address = (value or "").strip()
    if address and not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise BadSettings(f"TEACHNET_CONTACT is an e-mail address, not {address[:40]!r}.")
    return address


def _hosts(value: str | None) -> tuple[str, ...]:
    named = tuple(host.strip() for host in (value or "").split(",") if host.strip())
    for host in named:
        if not HOST.fullmatch(host):
            raise BadSettings(f"TEACHNET_HOSTS names hosts, as school.example or .school.example; {host!r} is none.")
    return (*LOOPBACK, *named)


def _packages_host(environ: Mapping[str, str]) -> str:
    host = environ.get("TEACHNET_PACKAGES_HOST", "").strip().lower()
    if host and (not HOST.fullmatch(host) or host.startswith(".")):
        raise BadSettings(f"TEACHNET_PACKAGES_HOST is one name, as packages.school.example; {host[:40]!r} is none.")
    if host in _hosts(environ.get("TEACHNET_HOSTS")):
        raise BadSettings("TEACHNET_PACKAGES_HOST must be a name by which the site itself is not called.")
    return host


def _bucket(environ: Mapping[str, str]) -> BucketAddress | None:
    """`TEACHNET_FILES=s3://bucket/prefix`, and beside it how to get in."""
    value = environ.get("TEACHNET_FILES", "").strip()
    if not value:
        return None
    named = BUCKET.fullmatch(value)
    if named is None:
        raise BadSettings("TEACHNET_FILES names a bucket, e.g. s3://teachnet/files; else leave it out.")
    key, secret = (environ.get(f"TEACHNET_FILES_{name}", "") for name in ("KEY", "SECRET"))
    if not (key and secret):
        raise BadSettings("TEACHNET_FILES needs TEACHNET_FILES_KEY and TEACHNET_FILES_SECRET to get into the bucket.")
    endpoint = environ.get("TEACHNET_FILES_ENDPOINT", "").strip()
    if endpoint and not ENDPOINT.fullmatch(endpoint):
        raise BadSettings("TEACHNET_FILES_ENDPOINT is the address of the service, e.g. https://s3.example.cn:9000.")
    region = environ.get("TEACHNET_FILES_REGION", "").strip() or BucketAddress.region
    return BucketAddress(named["bucket"], named["prefix"] or "", endpoint.rstrip("/"), region, key, secret)


def _database_url(value: str | None, instance: Path) -> str:
    if not value:
        return f"sqlite:///{instance / 'teachnet.db'}"
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise BadSettings("DATABASE_URL is not a database address, e.g. postgresql://user@host/teachnet.") from None
    backend = url.get_backend_name()
    if backend in DRIVERS:
        url = url.set(drivername=DRIVERS[backend])
    else:
        raise BadSettings(f"DATABASE_URL names {backend}; TeachNet runs on sqlite and postgresql.")
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        raise BadSettings("DATABASE_URL must name a file: a database in memory is gone at the next start.")
    return url.render_as_string(hide_password=False)


def _search_engine(value: str, database_url: str) -> str:
    if value and value not in SEARCH_ENGINES:
        raise BadSettings(f"TEACHNET_SEARCH_ENGINE is one of {', '.join(SEARCH_ENGINES)}, not {value[:40]!r}.")
    if value == "postgres" and not database_url.startswith("postgresql"):
        raise BadSettings("TEACHNET_SEARCH_ENGINE=postgres needs a DATABASE_URL of PostgreSQL.")
    return value


def _secret(value: str | None, instance: Path) -> str:
    """The secret of this installation: from the environment, else the one drawn at random for its folder."""
    if value:
        if len(value) < SHORTEST_SECRET:
            raise BadSettings(f"TEACHNET_SECRET_KEY is too short: at least {SHORTEST_SECRET} characters.")
        return value
    path = instance / "secret.key"
    if not path.exists():
        _draw_secret(path)
    return _kept_secret(path)


def _kept_secret(path: Path) -> str:
    """A damaged one must not be taken for a secret, nor drawn anew: the sealed columns would be lost for good."""
    try:
        secret = path.read_bytes().decode("ascii", "ignore").strip()
    except OSError as error:
        raise BadSettings(f"{path} cannot be read ({error.strerror}).") from None
    if len(secret) < SHORTEST_SECRET:
        raise BadSettings(f"{path} is damaged. Put it back from the backup; ID numbers and phones need it to be read.")
    return secret


def _draw_secret(path: Path) -> None:
    """Of two processes that start at once, one draws and both read the same: a link is made whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    except OSError as error:
        raise BadSettings(f"{path.parent} cannot be written ({error.strerror}); set TEACHNET_INSTANCE.") from None

"""The engines there are, by the name the setting and the commands call them."""

from pathlib import Path

from werkzeug.utils import import_string

from teachnet.config import SEARCH_ENGINES
from teachnet.search.engine import Engine

ENGINES = SEARCH_ENGINES
DEFAULT = "whoosh"

# Read when first asked for: a server needs one of them.
MODULES = {
    "whoosh": "teachnet.search.whoosh_engine:WhooshEngine",
    "tantivy": "teachnet.search.tantivy_engine:TantivyEngine",
    "postgres": "teachnet.search.postgres_engine:PostgresEngine",
}


def engine_of(name: str, kind: str, folder: Path) -> Engine:
    """The index of this kind of thing: in a folder of its own, or for PostgreSQL in the database."""
    engine = import_string(MODULES[name])
    return engine(kind) if name == "postgres" else engine(folder / name / kind)

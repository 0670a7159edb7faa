"""`./dev bench search [--size 20000] [--engines whoosh,tantivy,postgres]`: all engines side by side on one library.

A result page here is the search with its counts and the twenty passages with their marks; reading rows and writing HTML
cost the same whatever engine answers (`./dev bench pages`).
"""

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from bench._library import Library, asked, reader
from teachnet.app import create_app
from teachnet.config import Settings
from teachnet.db import create_schema, db
from teachnet.demo.dice import dice
from teachnet.search import dictionaries
from teachnet.search.engine import Document, Engine, Wish
from teachnet.search.engines import ENGINES, engine_of
from teachnet.search.highlight import Marker
from teachnet.search.query import parse
from tests.engines import Server
from tests.the_dev import dev

WARM_UP = 20
PAGE = 20
WANTED = {("whoosh", 20_000): 50, ("tantivy", 100_000): 20, ("tantivy", 1_000_000): 60}  # ms at the 95th percentile
SAMPLE = 5000  # documents whose words are asked for
LONG_ID = 2**30  # of what is published while it runs


@dataclass
class Figures:
    engine: str
    cpu: list[float] = field(default_factory=list)  # milliseconds
    wall: list[float] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    rebuild: float = 0  # seconds
    visible: list[float] = field(default_factory=list)  # milliseconds from handing over to being found
    index: int = 0  # bytes
    memory: int = 0  # bytes more than before the index was opened


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench search", description=__doc__)
    parser.add_argument("--size", type=int, default=20_000, help="how many resources")
    parser.add_argument("--engines", default=",".join(ENGINES), help="which, with commas between")
    parser.add_argument("--times", type=int, default=300, help="how many different queries")
    given = parser.parse_args()
    names = [name for name in given.engines.split(",") if name in ENGINES]
    print(f"{given.size:,} resources, {given.times} different queries of two or three words, asked as a teacher.")
    print("Milliseconds of a result page: processor time of this process, and from asking to having it.\n")
    print(
        f"{'engine':10}{'CPU 50%':>9}{'95%':>8}{'wall 50%':>10}{'95%':>8}{'found':>9}{'visible':>9}"
        f"{'rebuild':>10}{'index':>10}{'memory':>10}  wanted"
    )
    kept = [_report(figures, given.size) for name in names for figures in _in_its_own_process(name, given)]
    print("\nCPU of postgres is the asking side's only; its server runs beside it and does not wait for the disk here.")
    print("visible: ms until one more resource is found, 95 %. rebuild: s. index and memory: MB.")
    raise SystemExit(not all(kept))


def _in_its_own_process(name: str, given: argparse.Namespace) -> Iterator[Figures]:
    """Memory is only known of a process that has done nothing else."""
    if name == "postgres" and not dev.postgres_programs():
        print(f"{name:10} not measured: there is no PostgreSQL here (apt-get install postgresql)")
        return
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool.submit(measured, name, given.size, given.times).result()


def _report(figures: Figures, size: int) -> bool:
    cpu50, cpu95 = _percentiles(figures.cpu)
    wall50, wall95 = _percentiles(figures.wall)
    wish = WANTED.get((figures.engine, size))
    verdict = "" if wish is None else f"95 % ≤ {wish} ms {'yes' if cpu95 <= wish else 'NO'}"
    print(
        f"{figures.engine:10}{cpu50:>9.1f}{cpu95:>8.1f}{wall50:>10.1f}{wall95:>8.1f}"
        f"{statistics.median(figures.found):>9,.0f}{_percentiles(figures.visible)[1]:>9.0f}{figures.rebuild:>10.0f}"
        f"{figures.index / 1e6:>10.0f}{figures.memory / 1e6:>10.0f}  {verdict}",
        flush=True,
    )
    return wish is None or cpu95 <= wish


def _percentiles(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def measured(name: str, size: int, times: int) -> Figures:
    with TemporaryDirectory() as folder, _database(name, Path(folder)):
        engine, figures = engine_of(name, "bench", Path(folder)), Figures(name)
        dictionaries.load()
        started = time.perf_counter()
        engine.rebuild(Library(size).documents())
        figures.rebuild = time.perf_counter() - started
        figures.index = _bytes_of(Path(folder)) if name != "postgres" else _bytes_in_the_database()
        documents = list(_sample(size))
        queries = asked(documents, WARM_UP + times)
        texts = {document.id: f"{document.title}\n{document.summary}\n{document.body}" for document in documents}
        filler = next(iter(texts.values()))
        before = _resident()
        opened = engine_of(name, "bench", Path(folder))  # as a server that has just started
        _ask(opened, queries, lambda ids: [texts.get(id_, filler) for id_ in ids], figures)
        figures.memory = max(0, _resident() - before)
        _publish(opened, documents[0], figures)
        return figures


def _sample(size: int) -> Iterator[Document]:
    every = max(1, size // SAMPLE)
    return (document for document in Library(size).documents() if document.id % every == 0)


def _ask(engine: Engine, queries: list[str], texts: Callable, figures: Figures) -> None:
    draw = dice(2)
    for number, typed in enumerate(queries):
        wish = Wish(parse(typed), reader(draw), limit=PAGE)
        cpu, wall = time.process_time(), time.perf_counter()
        found = engine.search(wish)
        marker = Marker(found)
        for text in texts(found.ids):
            marker.passage(text)
        if number >= WARM_UP:
            figures.cpu.append((time.process_time() - cpu) * 1000)
            figures.wall.append((time.perf_counter() - wall) * 1000)
            figures.found.append(found.total)


def _publish(engine: Engine, document: Document, figures: Figures) -> None:
    for number in range(20):
        word = f"jiaoyan{number}"
        started = time.perf_counter()
        engine.update([replace(document, id=LONG_ID + number, title=word, readers=frozenset({"public"}))])
        if engine.search(Wish(parse(word), frozenset({"public"}))).ids != (LONG_ID + number,):
            raise SystemExit(f"bench: {figures.engine} does not find what was just published")
        figures.visible.append((time.perf_counter() - started) * 1000)


@contextmanager
def _database(name: str, folder: Path) -> Iterator[None]:
    """For PostgreSQL a server of its own; the others need none."""
    if name != "postgres":
        yield
        return
    server = Server(dev.postgres_programs())
    url = f"postgresql+psycopg://teachnet@/postgres?host={server.folder}"
    try:
        with create_app(Settings(instance=folder, database_url=url, secret="of a bench " * 4)).app_context():  # noqa: S106
            create_schema()
            yield
            db.engine.dispose()
    finally:
        server.stop()


def _bytes_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _bytes_in_the_database() -> int:
    with db.engine.connect() as connection:
        return connection.scalar(sa.text("SELECT pg_total_relation_size('search.entry')"))


def _resident() -> int:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # no Linux: the most there ever was
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()

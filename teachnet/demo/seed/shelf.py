"""The demo's files in the product's own store, looked at by the product's own checks."""

from collections import defaultdict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from types import ModuleType

from teachnet.demo.clips import clip
from teachnet.demo.documents import Printer
from teachnet.demo.phrases import SKILLS
from teachnet.demo.seed.bulk import Ids, Row, insert
from teachnet.demo.texts import Work, Writer
from teachnet.files.checks import media, office, pdf, text
from teachnet.files.kinds import FileType
from teachnet.files.models import StoredFile
from teachnet.files.source import Source
from teachnet.files.store import store

CHECKS: dict[str, ModuleType] = {"mp4": media, "docx": office, "pptx": office, "pdf": pdf, "txt": text}
SHORTEST, LONGEST = 10, 20  # seconds of a clip
OFTEN = {"提问": 3, "强化": 2}  # skills with more clips than one
AT_A_TIME = 2


@dataclass(frozen=True)
class Shelved:
    id: int
    sha256: str
    type: FileType
    seconds: float | None


class Shelf:
    """Keeps files and remembers the rows that will speak of them."""

    def __init__(self, ids: Ids, writer: Writer, clips: int):
        self.ids, self.writer = ids, writer
        self._rows: list[Row] = []
        self._known: dict[str, Shelved] = {}
        self._printer = Printer()
        self._clips: dict[bytes, Shelved] = {}
        self._films = _Films(writer, clips)

    def write(self) -> None:
        insert(StoredFile, self._rows)
        self._rows.clear()

    def put(self, content: bytes, ending: str) -> Shelved:
        """Our own files need no child process to be looked at."""
        check = CHECKS[ending]
        with store.draft() as folder:
            path = folder / f"file.{ending}"
            path.write_bytes(content)
            source = Source(path, path.name)
            finding = check.check(source)
            words = check.text(source, finding)
            sha256, size = store.keep(path)
        if sha256 not in self._known:
            self._known[sha256] = Shelved(self.ids.next(StoredFile), sha256, finding.type, finding.seconds)
            self._rows.append(
                {
                    "id": self._known[sha256].id,
                    "sha256": sha256,
                    "size": size,
                    "kind": finding.type.kind,
                    "media_type": finding.type.media_type,
                    "seconds": finding.seconds,
                    "pages": finding.pages,
                    "text": words,
                }
            )
        return self._known[sha256]

    def print(self, work: Work, author: str, school: str) -> Shelved:
        name, content = self._printer.file(work, author, school)
        return self.put(content, name.rpartition(".")[2])

    def clip(self, skill: str) -> Shelved:
        film = self._films.one(skill)
        if film not in self._clips:
            self._clips[film] = self.put(film, "mp4")
        return self._clips[film]

    def note(self, work: Work) -> Shelved:
        """The words alone, as a text file."""
        return self.put(work.text.encode(), "txt")


class _Films:
    """So many, made by threads while others print documents: the encoder lets them run."""

    def __init__(self, writer: Writer, count: int):
        self.draw = writer.draw
        self._pool = ThreadPoolExecutor(AT_A_TIME)
        self._coming: dict[str, list[Future[bytes]]] = defaultdict(list)
        skills = [skill for skill in SKILLS for _copy in range(OFTEN.get(skill, 1))]
        for skill in islice(cycle(skills), count):
            script = writer.script(skill, self.draw.randint(SHORTEST, LONGEST))
            self._coming[skill].append(self._pool.submit(clip, script))

    def one(self, skill: str) -> bytes:
        """One that shows this skill, or any when there are few."""
        return self.draw.choice(self._coming.get(skill) or next(iter(self._coming.values()))).result()

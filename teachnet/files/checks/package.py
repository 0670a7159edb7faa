"""The parts of a docx, pptx or xlsx, what each says it is, and what each refers to."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import unquote

from teachnet.files.checks.archive import Budget, chunks, open_archive
from teachnet.files.checks.xml import attribute, read_xml
from teachnet.files.codes import Code, Unfit

CONTENT_TYPES = "[content_types].xml"


@dataclass(frozen=True)
class Relation:
    id: str
    kind: str  # the last word of its type, lower case: both the transitional and the strict dialect end alike
    target: str
    is_external: bool

    @property
    def is_remote(self) -> bool:
        """Does opening it ask another machine? `file:///D:/x` does not; `file://host/x` and `\\\\host\\x` do."""
        target = unquote(self.target).replace("\\", "/").strip().lower()
        if target.startswith("file:"):
            path = target[5:].lstrip("/")
            return len(target) - 5 - len(path) not in (0, 1, 3) and not re.match(r"[a-z][:|]", path)
        return target.startswith("//") or bool(self.scheme)

    @property
    def scheme(self) -> str:
        match = re.match(r"\s*([a-z][a-z0-9+.-]+):", unquote(self.target), re.IGNORECASE)
        return match[1].lower() if match else ""


class Package:
    def __init__(self, file: BinaryIO, budget: Budget):
        self.archive, self.budget = open_archive(file, budget), budget
        self.entries = {entry.filename.lower(): entry for entry in self.archive.infolist() if not entry.is_dir()}
        self.by_extension: dict[str, str] = {}
        self.by_name: dict[str, str] = {}
        if CONTENT_TYPES in self.entries:
            read_xml(self.read(CONTENT_TYPES), start=self._note_type)

    def _note_type(self, name: str, attributes: dict[str, str]) -> None:
        content_type = attribute(attributes, "ContentType").lower()
        if name == "Default":
            self.by_extension[attribute(attributes, "Extension").lower()] = content_type
        elif name == "Override":
            self.by_name[attribute(attributes, "PartName").lstrip("/").lower()] = content_type

    @property
    def content_types(self) -> set[str]:
        return set(self.by_name.values()) | set(self.by_extension.values())

    def content_type(self, part: str) -> str:
        return self.by_name.get(part.lower()) or self.by_extension.get(part.rpartition(".")[2].lower(), "")

    def read(self, part: str) -> Iterator[bytes]:
        entry = self.entries.get(part.lower())
        if entry is None:
            raise Unfit(Code.CORRUPT)
        return chunks(self.archive, entry, self.budget)

    def relations(self, part: str = "") -> list[Relation]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", name + ".rels").lower()
        return self.relations_in(rels) if rels in self.entries else []

    def relations_in(self, rels: str) -> list[Relation]:
        found: list[Relation] = []
        base = posixpath.dirname(posixpath.dirname(rels))

        def note(name: str, attributes: dict[str, str]) -> None:
            if name != "Relationship":
                return
            kind = attribute(attributes, "Type").rstrip("/").rpartition("/")[2].lower()
            target = attribute(attributes, "Target")
            external = attribute(attributes, "TargetMode").lower() == "external"
            relation = Relation(attribute(attributes, "Id"), kind, target, external)
            if not (external or relation.is_remote):
                inside = posixpath.normpath(posixpath.join("/", base, unquote(target))).lstrip("/")
                relation = Relation(relation.id, kind, inside, False)
            found.append(relation)

        read_xml(self.read(rels), start=note)
        return found

    def main_part(self) -> str:
        mains = [relation.target for relation in self.relations() if relation.kind == "officedocument"]
        if not mains or mains[0].lower() not in self.entries:
            raise Unfit(Code.CORRUPT)
        return mains[0]

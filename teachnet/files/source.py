"""What a check is handed, and what it hands back."""

from dataclasses import dataclass, field
from pathlib import Path

from teachnet.files.kinds import FileType

HEAD = 65_536  # bytes looked at to tell the type
MAX_TEXT = 200_000  # characters kept for search and preview


@dataclass(frozen=True)
class Source:
    path: Path
    name: str
    copy: Path | None = None  # where a check may write the copy to be stored instead of the original

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def head(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(HEAD)


@dataclass
class Finding:
    type: FileType
    stripped: list[str] = field(default_factory=list)  # what the stored copy no longer has
    seconds: float | None = None
    pages: int | None = None
    rewritten: bool = False  # the copy was written and takes the original's place
    blanks: list[tuple[int, int]] = field(default_factory=list)  # (offset, length) to be blanked in the stored copy

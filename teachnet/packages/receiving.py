"""An archive that comes with a form: looked into, then kept. Needs no database; do it before the writing begins."""

import re
import shutil
from typing import BinaryIO

from teachnet.files.examine import Verdict
from teachnet.files.kinds import FileType, Kind
from teachnet.files.names import require_honest, shown_name
from teachnet.files.receive import Received
from teachnet.files.store import store
from teachnet.packages.archive import look_into
from teachnet.packages.manifest import Manifest

ZIP = FileType(Kind.PACKAGE, "application/zip", ("zip",))


def receive_package(stream: BinaryIO, name: str) -> tuple[Received, Manifest]:
    """Raises `Unfit` for the archive, `NoPackage` for what is in it."""
    require_honest(name)
    with store.draft() as folder:
        draft = folder / "package"
        with draft.open("wb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)
        with draft.open("rb") as file:
            manifest = look_into(file)
        verdict = Verdict(
            None, kind=ZIP.kind, media_type=ZIP.media_type, name=shown_name(re.sub(r"(?i)\.zip$", "", name), ZIP)
        )
        return Received(verdict, *store.keep(draft)), manifest

"""What is on the disk when the power goes."""

import os
from contextlib import suppress
from pathlib import Path


def bring_to_disk(folder: Path) -> None:
    """The names in it. A new file, or one renamed, is only safe once its folder is on the disk, too."""
    with suppress(PermissionError):  # Windows opens no folders, and needs no such step
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""The checks without a process of their own, for the many small files of these tests."""

from pathlib import Path
from tempfile import TemporaryDirectory

from teachnet.files import child


def judged(content: bytes, name: str, monkeypatch=None) -> dict:
    """What the child would say of this file, with the stored copy under `copy` when one is written."""
    with TemporaryDirectory() as folder:
        path, copy = Path(folder) / "original", Path(folder) / "copy"
        path.write_bytes(content)
        said: dict = {}
        for words in child.look_at(child.Source(path, name, copy)):
            said |= words
        said["copy"] = copy.read_bytes() if copy.exists() else content
    return said


def code_of(content: bytes, name: str) -> str:
    """The code of a refusal, or `ok: kind`."""
    said = judged(content, name)
    return said.get("code") or f"ok: {said['kind']}"

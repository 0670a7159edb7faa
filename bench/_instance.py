"""A demo city of its own to measure on, made once for each state of the code that makes it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from flask import Flask

from teachnet.app import create_app

ROOT = Path(__file__).resolve().parent.parent
MADE_BY = ("teachnet/**/models/*.py", "teachnet/**/models.py", "teachnet/demo/**/*.*", "teachnet/search/*.py")
DONE = "seeded"


def instance(size: str, fresh: bool = False) -> Path:
    """Its folder. Older ones of the same size are removed."""
    folder = ROOT / "instance" / f"bench-{size}-{_edition()}"
    if fresh or not (folder / DONE).exists():
        for old in folder.parent.glob(f"bench-{size}-*"):
            shutil.rmtree(old)
        print(f"Making a demo city of size {size} in {folder.relative_to(ROOT)} …", flush=True)
        environ = os.environ | {"TEACHNET_INSTANCE": str(folder), "TEACHNET_DEMO": "1"}
        for step in (["prepare"], ["seed-demo", "--size", size]):
            subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", *step], cwd=ROOT, env=environ, check=True)
        (folder / DONE).touch()
    return folder


@contextmanager
def app_on_a_copy(size: str, fresh: bool = False) -> Iterator[Flask]:
    """Of such an instance, to write in; the server that is started meanwhile works on it, too."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(instance(size, fresh), Path(folder) / "instance")
        os.environ |= {"TEACHNET_INSTANCE": str(copy), "TEACHNET_DEMO": "1"}
        yield create_app()


def _edition() -> str:
    digest = sha256()
    for pattern in MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:10]

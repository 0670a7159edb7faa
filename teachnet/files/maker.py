"""Makes one thing of a stored file, in a process of its own: `python -m teachnet.files.maker WHAT FILE NAME [PICTURE]`.

WHAT is `picture`, `length` or `text`. One JSON object goes to standard output; when nothing does, it did not work.
The file was found good when it came, and is a stranger's still: the limits are those of the first look.
"""

import importlib
import json
import sys
from pathlib import Path

from teachnet.files.child import limit
from teachnet.files.kinds import family
from teachnet.files.source import Finding, Source


def make(what: str, source: Source) -> dict:
    kind = family(source.head, source.name)
    if what == "text":
        check = importlib.import_module(f"teachnet.files.checks.{kind}")
        finding: Finding = check.check(source)
        return {"text": check.text(source, finding)}
    # Only the libraries that this file needs are read.
    maker = importlib.import_module(f"teachnet.files.making.{kind}")
    return maker.picture(source) if what == "picture" else maker.length(source)


if __name__ == "__main__":
    limit()
    what, path, name, *picture = sys.argv[1:]
    print(json.dumps(make(what, Source(Path(path), name, Path(picture[0]) if picture else None))), flush=True)

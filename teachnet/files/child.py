"""Looks at one file in a process of its own: `python -m teachnet.files.child FILE NAME COPY text`;
COPY and the last word may be empty.

What it says goes to standard output, one JSON object a line: first the verdict, then the text. It may run out of time
or memory, or be killed by a parser's crash, without harm: whoever started it has every line said before.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from teachnet.files.codes import Code, Unfit
from teachnet.files.kinds import family, require_same_kind
from teachnet.files.names import shown_name
from teachnet.files.source import Finding, Source

if sys.platform == "win32":
    resource = None  # there the parent's clock and the counting checks are the only limits
else:
    import resource

MEMORY = 320 << 20  # bytes of its own data; with the libraries themselves it stays under 400 MB
SECONDS = 7  # of processor time


def limit() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def look_at(source: Source, wants_text: bool = True) -> Iterator[dict]:
    try:
        # Each check brings its own heavy library: only the one that is needed is loaded.
        check = importlib.import_module(f"teachnet.files.checks.{family(source.head, source.name)}")
        finding: Finding = check.check(source)
        require_same_kind(source.name, finding.type)
    except Unfit as unfit:
        yield {"verdict": "refuse", "code": unfit.code.value}
        return
    except MemoryError:
        yield {"verdict": "refuse", "code": Code.TOO_LARGE_WHEN_UNPACKED.value}
        return
    about = asdict(finding) | {"kind": finding.type.kind.value, "media_type": finding.type.media_type}
    del about["type"]
    yield {"verdict": "accept", "name": shown_name(source.name, finding.type), **about}
    if wants_text:
        yield {"text": check.text(source, finding)}


if __name__ == "__main__":
    limit()
    path, name, copy, wants_text = sys.argv[1:]
    for words in look_at(Source(Path(path), name, Path(copy) if copy else None), wants_text == "text"):
        print(json.dumps(words), flush=True)

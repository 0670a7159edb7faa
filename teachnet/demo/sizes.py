"""How large a demo city is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    schools: int
    teachers: int
    resources: int
    clips: int  # different ones; other clips of the library share their bytes
    files: int  # different documents made as real files; the others have words of their own and share bytes


SIZES = {
    "demo": Size(schools=60, teachers=400, resources=160, clips=12, files=70),
    "city": Size(schools=620, teachers=40_000, resources=100_000, clips=16, files=240),
}

"""How large a demo city is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    schools: int
    teachers: int
    resources: int
    clips: int  # different ones; the library's clips share them
    repeats: int  # how often a cohort of the past was held
    own_files: int  # resources with a document of their own; later ones share documents about the same lesson
    apart: int = 15  # days from one cohort of the past to the one before it


SIZES = {
    "demo": Size(schools=60, teachers=400, resources=160, clips=12, repeats=1, own_files=90),
    "city": Size(schools=620, teachers=40_000, resources=100_000, clips=20, repeats=12, own_files=300),
    # A city as large without its library: what `./dev bench training` measures on.
    "training": Size(schools=620, teachers=40_000, resources=160, clips=12, repeats=70, own_files=90, apart=8),
}

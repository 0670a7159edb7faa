"""What the demo city trains, studies and talks about."""

import tomllib
from pathlib import Path

CURRICULUM = tomllib.loads((Path(__file__).parent.parent / "curriculum.toml").read_text(encoding="utf-8"))

"""The file ./dev as a module: it has no .py at its end."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

ROOT = Path(__file__).parent.parent
_loader = SourceFileLoader("dev", str(ROOT / "dev"))
dev = module_from_spec(spec_from_loader("dev", _loader))
_loader.exec_module(dev)

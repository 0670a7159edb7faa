"""The pages of the editors' desk, which share their tabs."""

from teachnet.library.editors.views import desk, skills

__all__ = ["desk", "skills"]

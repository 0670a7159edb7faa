"""Projects as a teacher takes part in them, as an office sets them up, and as it runs them."""

from teachnet.projects import jobs
from teachnet.projects.views import projects, running, setting_up
from teachnet.projects.views.blueprint import PAGE, bp

__all__ = ["PAGE", "bp", "jobs", "projects", "running", "setting_up"]

"""The board of a class, and what its learners write of their days."""

from teachnet.board.views import posts, reflections
from teachnet.board.views.blueprint import bp, link

REACHED_FROM_COHORTS = ("board.board", "board.put_up", "board.write", "board.reflections")

__all__ = ["REACHED_FROM_COHORTS", "bp", "link", "posts", "reflections"]

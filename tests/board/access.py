# ruff: noqa: E501 -- a table: one case a line, however long
"""The board is the class's own: its learners, its host, the city, and the auditor who reads."""

from teachnet.board.models import BoardPost
from teachnet.db import today
from tests.access.rows import Row
from tests.factories import saved
from tests.study.factories import a_stored_file


def build(world) -> None:
    """On the board of the class `own` is in: an announcement and a film."""
    put_up = {"cohort": world.class_now, "by": world.people["host"]}
    world.post = saved(BoardPost(title="Rooms", text="We meet in room 3.", **put_up))
    world.film = saved(BoardPost(title="Film", file=a_stored_file(), file_name="film.mp4", **put_up))


def a_class(world) -> dict:
    return {"cohort_id": world.class_now.id}


def post(world) -> dict:
    return {"post_id": world.post.id}


def film(world) -> dict:
    return {"post_id": world.film.id, "name": "film.mp4"}


def words(_world) -> dict:
    return {"title": "Lunch", "text": "At noon."}


def of_today(_world) -> dict:
    return {"day": today().isoformat(), "text": "I shall wait five seconds."}


ROWS = {
    "GET board.board": Row(a_class, "302 200 403 403 403 403 302 403 403 403 200 200 403 403 403 200"),
    "POST board.put_up": Row(a_class, "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403", data=words),
    "POST board.take_down": Row(post, "302 403 403 403 403 403 302 403 403 403 303 303 403 403 403 403"),
    "GET board.file": Row(film, "302 410 403 403 403 403 302 403 403 403 410 410 403 403 403 410"),
    # What one writes of a day is for oneself and whoever runs the class.
    "POST board.write": Row(a_class, "302 303 403 403 403 403 302 403 403 403 403 403 403 403 403 403", data=of_today),
    "GET board.reflections": Row(a_class, "302 403 403 403 403 403 302 403 403 403 200 200 403 403 403 403"),
}

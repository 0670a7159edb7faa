# ruff: noqa: E501 -- a table: one case a line, however long
from teachnet.uploads.models import ResumableUpload
from tests.access.rows import Row, nothing
from tests.library.factories import a_kept_file
from tests.uploads.factories import a_waiting_upload


def build(world) -> None:
    """What `own` has on its way, and one good file that waits for its form."""
    own = world.people["own"]
    world.coming = ResumableUpload.begin(by=own, name="lesson.mp4", size=10, seen_as="", largest=1 << 20)
    world.waiting_upload = a_waiting_upload(own, a_kept_file(b"Waits for its form"))


def coming(world) -> dict:
    return {"upload_id": world.coming.id}


def waiting(world) -> dict:
    return {"waiting_id": world.waiting_upload.id}


# fmt: off
ROWS = {
    #                                               anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET uploads.mine": Row(nothing,               "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  403"),
    # Without a size nothing is begun; without the type of a piece nothing is taken.
    "POST uploads.create": Row(nothing,            "302  400  400  400  400  400  302  400  400  400  400  400  400  400  400  403"),
    "GET uploads.state": Row(coming,               "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  403"),
    "PATCH uploads.append": Row(coming,            "302  415  415  415  415  415  302  415  415  415  415  415  415  415  415  403"),
    "POST uploads.remove": Row(coming,             "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  403"),
    "POST uploads.remove_waiting": Row(waiting,    "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  403"),
}

# ruff: noqa: E501 -- a table: one case a line, however long
from teachnet.files.kinds import Kind
from teachnet.library.models import Visibility
from teachnet.notes.models import Reach
from tests.access.rows import Row, nothing
from tests.library.factories import a_kept_file
from tests.notes.factories import a_clip, a_note
from tests.teams.factories import a_member, a_team


def build(world) -> None:
    """A clip of `own` for the county, with a note of each reach; and an answer of `colleague`."""
    own, colleague = world.people["own"], world.people["colleague"]
    film = a_kept_file(b"A film for the county", Kind.VIDEO, "video/mp4")
    world.clip = a_clip(own, by=world.people["reviewer"], visibility=Visibility.COUNTY, file=film)
    world.note = a_note(world.clip, own)
    team = a_team(region=world.county, lead=world.people["lead"], name="Clips of the county")
    a_member(team, own)
    world.note_of_team = a_note(world.clip, own, reach=Reach.TEAM, team=team)
    world.note_private = a_note(world.clip, own, reach=Reach.PRIVATE)
    world.note_reply = world.note.reply("And then?", by=colleague)


def clip(world) -> dict:
    return {"clip_id": world.clip.id}


def note(world) -> dict:
    return {"note_id": world.note.id}


def team_note(world) -> dict:
    return {"note_id": world.note_of_team.id}


def private_note(world) -> dict:
    return {"note_id": world.note_private.id}


def answer(world) -> dict:
    return {"reply_id": world.note_reply.id}


def a_new_note(world) -> dict:
    return {"note-text": "Here", "note-starts": "0:10", "note-reach": "private"}


def words(world) -> dict:
    return {"text": "Because"}


# fmt: off
ROWS = {
    #                                            anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    # Who may see the clip sees what is for everyone there.
    "GET notes.clip": Row(clip,                 "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    "GET notes.export_clip": Row(clip,          "302  200  200  200  404  404  302  200  200  404  200  200  200  200  200  404"),
    "POST notes.add": Row(clip,                 "302  303  303  303  404  404  302  303  303  404  303  303  303  303  303  403",
                          data=a_new_note),
    "GET notes.mine": Row(nothing,              "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "GET notes.export_mine": Row(nothing,       "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    # The team's note: `own` wrote it, `lead` leads the team, and nobody else is in it.
    "POST notes.reply": Row(team_note,          "302  303  404  404  404  404  302  404  404  404  404  404  404  303  404  404",
                            data=words),
    "GET notes.edit": Row(team_note,            "302  200  404  404  404  404  302  404  404  404  404  404  404  403  404  404"),
    # A private one is its author's alone.
    "POST notes.change": Row(private_note,      "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                             data=a_new_note),
    "POST notes.delete": Row(note,              "302  303  403  403  404  404  302  403  403  404  403  403  403  403  403  404"),
    # Nobody changes the answer of another, not even below a note of theirs.
    "GET notes.edit_reply": Row(answer,         "302  403  200  403  404  404  302  403  403  404  403  403  403  403  403  404"),
    "POST notes.change_reply": Row(answer,      "302  403  303  403  404  404  302  403  403  404  403  403  403  403  403  404",
                                   data=words),
    "POST notes.delete_reply": Row(answer,      "302  403  303  403  404  404  302  403  403  404  403  403  403  403  403  404"),
}

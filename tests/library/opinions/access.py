# ruff: noqa: E501 -- a table: one case a line, however long
from teachnet.db import today
from teachnet.library.models import Visibility
from teachnet.library.opinions.models import Sharing
from tests.access.rows import Row, nothing
from tests.library.factories import a_kept_file, a_published
from tests.library.opinions.factories import a_collection, a_comment, a_hidden_comment, a_report, an_adoption
from tests.uploads.factories import a_waiting_upload


def build(world) -> None:
    """`own` has published something for the county; `colleague` has said something of it and done something with it."""
    own, colleague, neighbour = (world.people[name] for name in ("own", "colleague", "neighbour"))
    version = a_published(
        own, by=world.people["reviewer"], visibility=Visibility.COUNTY, file=a_kept_file(b"To talk about")
    )
    world.talked_about = version
    world.comment = a_report(a_comment(version, colleague), by=neighbour)
    world.hidden_comment = a_hidden_comment(version, colleague, by=world.people["county"])
    evidence = a_waiting_upload(colleague, a_kept_file(b"The board of that day"), "board.txt")
    world.adoption = an_adoption(version, colleague, upload=evidence)
    world.collection = a_collection(colleague, version.resource, sharing=Sharing.SCHOOL)


def resource(world) -> dict:
    return {"resource_id": world.talked_about.resource_id}


def comment(world) -> dict:
    return {"comment_id": world.comment.id}


def hidden_comment(world) -> dict:
    return {"comment_id": world.hidden_comment.id}


def adoption(world) -> dict:
    return {"adoption_id": world.adoption.id}


def its_file(world) -> dict:
    return {"adoption_id": world.adoption.id, "name": world.adoption.file_name}


def collection(world) -> dict:
    return {"collection_id": world.collection.id}


def its_item(world) -> dict:
    return {"collection_id": world.collection.id, "resource_id": world.talked_about.resource_id}


def stars(world) -> dict:
    return {"stars": "5"}


def words(world) -> dict:
    return {"text": "We tried it twice"}


def a_reason(world) -> dict:
    return {"reason": "insult"}


def why(world) -> dict:
    return {"reason": "It insults a colleague"}


def a_title(world) -> dict:
    return {"title": "For Tuesday", "sharing": "private"}


def only_a_title(world) -> dict:
    return {"title": "For Wednesday"}


def a_lesson(world) -> dict:
    return {"class_name": "4.1", "taught_on": today().isoformat(), "what_happened": "They asked more"}


# fmt: off
ROWS = {
    #                                                   anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    # Whoever sees the resource reads what is said of it; whoever serves somewhere says something, but not of their own.
    "GET library.comments": Row(resource,              "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    "POST library.comment": Row(resource,              "302  303  303  303  404  404  302  303  303  404  303  303  303  303  303  404", data=words),
    "POST library.rate": Row(resource,                 "302  403  303  303  404  404  302  303  303  404  303  303  303  303  303  404", data=stars),
    "GET library.my_comments": Row(nothing,            "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "POST library.withdraw_comment": Row(comment,      "302  403  303  403  404  404  302  403  403  404  403  403  403  403  403  404"),
    # `neighbour` has reported it already, and a second time is refused.
    "GET library.report": Row(comment,                 "302  200  403  200  404  404  302  200  200  404  200  200  200  200  200  404"),
    "POST library.report_comment": Row(comment,        "302  303  403  409  404  404  302  303  303  404  303  303  303  303  303  404", data=a_reason),
    # The offices above the author's school look after what is said.
    "GET library.moderation": Row(nothing,             "302  403  403  403  403  403  302  200  200  200  200  403  403  403  403  403"),
    "GET library.hidden_comments": Row(nothing,        "302  403  403  403  403  403  302  200  200  200  200  403  403  403  403  403"),
    "GET library.moderate": Row(comment,               "302  403  403  403  403  403  302  200  200  404  200  403  403  403  403  403"),
    "POST library.hide_comment": Row(comment,          "302  403  403  403  403  403  302  303  303  404  303  403  403  403  403  403", data=why),
    "POST library.dismiss_reports": Row(comment,       "302  403  403  403  403  403  302  303  303  404  303  403  403  403  403  403"),
    "POST library.restore_comment": Row(hidden_comment, "302  403  403  403  403  403  302  303  303  404  303  403  403  403  403  403"),
    # A collection that `colleague` shares with the school.
    "GET library.collections": Row(nothing,            "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "GET library.shared_collections": Row(nothing,     "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "GET library.new_collection": Row(nothing,         "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  403"),
    "POST library.start_collection": Row(nothing,      "302  303  303  303  303  303  302  303  303  303  303  303  303  303  303  403", data=a_title),
    "GET library.collection": Row(collection,          "302  200  200  404  404  404  302  200  200  404  200  404  404  404  404  404"),
    "GET library.edit_collection": Row(collection,     "302  403  200  404  404  404  302  403  403  404  403  404  404  404  404  404"),
    "POST library.rename_collection": Row(collection,  "302  403  303  404  404  404  302  403  403  404  403  404  404  404  404  404", data=a_title),
    "POST library.delete_collection": Row(collection,  "302  403  303  404  404  404  302  403  403  404  403  404  404  404  404  404"),
    "POST library.remove_item": Row(its_item,          "302  403  303  404  404  404  302  403  403  404  403  404  404  404  404  404"),
    "POST library.move_item": Row(its_item,            "302  403  303  404  404  404  302  403  403  404  403  404  404  404  404  404", data=lambda w: {"to": "up"}),
    "POST library.collect": Row(resource,              "302  303  303  303  404  404  302  303  303  404  303  303  303  303  303  403", data=only_a_title),
    # A lesson of `colleague`.
    "GET library.adoptions": Row(resource,             "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    "GET library.new_adoption": Row(resource,          "302  403  200  200  404  404  302  200  200  404  200  200  200  200  200  404"),
    "POST library.adopt": Row(resource,                "302  403  303  303  404  404  302  303  303  404  303  303  303  303  303  404", data=a_lesson),
    "GET library.edit_adoption": Row(adoption,         "302  403  200  403  404  404  302  403  403  404  403  403  403  403  403  404"),
    "POST library.change_adoption": Row(adoption,      "302  403  303  403  404  404  302  403  403  404  403  403  403  403  403  404", data=a_lesson),
    "POST library.withdraw_adoption": Row(adoption,    "302  403  303  403  404  404  302  303  303  404  303  403  403  403  403  404"),
    "GET library.adoption_file": Row(its_file,         "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    # Figures: of one's own, of one's area; the auditor belongs to none.
    "GET library.figures": Row(nothing,                "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  403"),
    "GET library.figures_bars": Row(nothing,           "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  403"),
    "GET library.figures_line": Row(nothing,           "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  403"),
    "POST library.export_figures": Row(nothing,        "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  403"),
}

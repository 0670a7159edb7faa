# ruff: noqa: E501 -- a table: one case a line, however long
from teachnet.library.models import Visibility
from tests.access.rows import Row, nothing
from tests.library.factories import a_draft, a_kept_file, a_published, a_review, a_submission


def build(world) -> None:
    """What `own` has shared: a draft, one that waits, one `reviewer` has taken on, and one the county may find."""
    own = world.people["own"]
    world.resource_draft = a_draft(own)
    world.resource_submission = a_submission(own)
    world.resource_under_review = a_review(own, by=world.people["reviewer"])
    world.resource_published = a_published(
        own, by=world.people["reviewer"], visibility=Visibility.COUNTY, file=a_kept_file(b"For the county")
    )


def draft(world) -> dict:
    return {"version_id": world.resource_draft.id}


def submission(world) -> dict:
    return {"version_id": world.resource_submission.id}


def under_review(world) -> dict:
    return {"version_id": world.resource_under_review.id}


def published(world) -> dict:
    return {"resource_id": world.resource_published.resource_id}


def its_file(world) -> dict:
    held = world.resource_published.main_file
    return {"file_id": held.id, "name": held.name}


def a_change(world) -> dict:
    return {
        "title": "Asking better", "kind": "plan", "skill": "questioning", "subject": "mathematics", "stage": "primary",
        "licence": "by_nc", "source": "Own work", "visibility": "city",
    }  # fmt: skip


def reasons(world) -> dict:
    return {"reasons": ["incomplete"], "note": "Add the last step."}


# fmt: off
ROWS = {
    #                                               anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET library.mine": Row(nothing,               "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "GET library.new": Row(nothing,                "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  403"),
    # Without a file nothing is made.
    "POST library.create": Row(nothing,            "302  422  422  422  422  422  302  422  422  422  422  422  422  422  422  403",
                               data=a_change),
    # A draft is its author's alone.
    "GET library.version": Row(draft,              "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "GET library.edit": Row(draft,                 "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST library.change": Row(draft,              "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                               data=a_change),
    "POST library.submit": Row(draft,              "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    # What waits is seen by whoever may review it, and only its author takes it back.
    "POST library.take_back": Row(submission,      "302  303  404  404  404  404  302  404  404  404  404  404  404  404  403  404"),
    # Published for the county: whoever belongs to it, or to the city above it.
    "GET library.resource": Row(published,         "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    "GET library.file": Row(its_file,              "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    "POST library.start_version": Row(published,   "302  303  403  403  404  404  302  403  403  404  403  403  403  403  403  404"),
    "POST library.withdraw": Row(published,        "302  303  403  403  404  404  302  303  303  404  303  403  403  403  403  404"),
    "GET library.review_queue": Row(nothing,       "302  403  403  403  403  403  302  403  403  403  403  403  403  403  200  403"),
    "GET library.review": Row(submission,          "302  403  403  403  403  403  302  403  403  403  403  403  403  403  200  403"),
    "POST library.claim": Row(submission,          "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403"),
    "POST library.hand_back": Row(under_review,    "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403"),
    "POST library.publish": Row(under_review,      "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403"),
    "POST library.send_back": Row(under_review,    "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403",
                                  data=reasons),
    "GET library.search": Row(nothing,             "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
}

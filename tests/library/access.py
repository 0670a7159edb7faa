# ruff: noqa: E501 -- a table: one case a line, however long
from teachnet.accounts.models import Role
from teachnet.files.codes import Setback
from teachnet.files.kinds import Kind
from teachnet.files.models import Made, Preparation, PreparationState
from teachnet.library.models import FaultKind, MediaFault, Visibility
from tests.access.rows import Row, nothing
from tests.factories import saved, somebody
from tests.library.factories import (
    a_draft,
    a_kept_file,
    a_local_skill,
    a_published,
    a_review,
    a_second_opinion,
    a_skill,
    a_submission,
    let_lie,
)


def build(world) -> None:
    """What `own` has shared: a draft, one that waits, one `reviewer` has taken on, and one the county may find."""
    own = world.people["own"]
    world.resource_draft = a_draft(own)
    world.resource_submission = a_submission(own)
    world.resource_under_review = a_review(own, by=world.people["reviewer"])
    world.resource_published = a_published(
        own, by=world.people["reviewer"], visibility=Visibility.COUNTY, file=a_kept_file(b"For the county")
    )
    other = somebody(Role.REVIEWER, world.county, "OtherReviewer")
    world.resource_left_lying = let_lie(a_review(own, by=other))
    world.opinion = a_second_opinion(a_review(own, by=other), of=world.people["reviewer"])
    world.fault = saved(MediaFault(file_id=world.resource_published.main_file.file_id, kind=FaultKind.MISSING))
    world.skill, world.local_skill = a_skill(), a_local_skill("Follow-up")
    world.retired_skill = a_local_skill("Wall charts", retired=True)
    shown = a_kept_file(b"canary7z: a picture for the county", Kind.IMAGE, "image/webp")
    world.resource_published.main_file.file.preparations += [
        Preparation(what=Made.PICTURE, state=PreparationState.DONE, picture=shown),
        Preparation(what=Made.TEXT, state=PreparationState.FAILED, why=Setback.TOO_MUCH),
    ]


def draft(world) -> dict:
    return {"version_id": world.resource_draft.id}


def submission(world) -> dict:
    return {"version_id": world.resource_submission.id}


def under_review(world) -> dict:
    return {"version_id": world.resource_under_review.id}


def left_lying(world) -> dict:
    return {"version_id": world.resource_left_lying.id}


def opinion(world) -> dict:
    return {"opinion_id": world.opinion.id}


def fault(world) -> dict:
    return {"fault_id": world.fault.id}


def skill(world) -> dict:
    return {"skill_id": world.skill.id}


def local_skill(world) -> dict:
    return {"skill_id": world.local_skill.id}


def retired_skill(world) -> dict:
    return {"skill_id": world.retired_skill.id}


def a_name(world) -> dict:
    return {"name": "Waiting time", "other_names": ""}


def published(world) -> dict:
    return {"resource_id": world.resource_published.resource_id}


def its_file(world) -> dict:
    held = world.resource_published.main_file
    return {"file_id": held.id, "name": held.name}


def its_picture(world) -> dict:
    return {"file_id": world.resource_published.main_file.id}


def draft_file(world) -> dict:
    return draft(world) | {"file_id": world.resource_draft.main_file.id}


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
    "GET library.files": Row(draft,                "302  200  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST library.add_files": Row(draft,           "302  422  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST library.place_file": Row(draft_file,     "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404",
                                   data=lambda world: {"position": "0"}),
    "POST library.remove_file": Row(draft_file,    "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST library.submit": Row(draft,              "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    # What waits is seen by whoever may review it, and only its author takes it back.
    "POST library.take_back": Row(submission,      "302  303  404  404  404  404  302  404  404  404  404  404  404  404  403  404"),
    # Published for the county: whoever belongs to it, or to the city above it.
    "GET library.resource": Row(published,         "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    "GET library.file": Row(its_file,              "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    "GET library.picture": Row(its_picture,         "404  200  200  200  404  404  404  200  200  404  200  200  200  200  200  404"),
    # What did not work is tried again by the author, the reviewers of the field and the offices above.
    "POST library.prepare_again": Row(its_picture, "302  303  403  403  404  404  302  303  303  404  303  403  403  403  303  404"),
    "POST library.start_version": Row(published,   "302  303  403  403  404  404  302  403  403  404  403  403  403  403  403  404"),
    "POST library.withdraw": Row(published,        "302  303  403  403  404  404  302  303  303  404  303  403  403  403  403  404"),
    "GET library.review_queue": Row(nothing,       "302  403  403  403  403  403  302  403  403  403  403  403  403  403  200  403"),
    "GET library.review": Row(submission,          "302  403  403  403  403  403  302  403  403  403  403  403  403  403  200  403"),
    "POST library.claim": Row(submission,          "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403"),
    "POST library.hand_back": Row(under_review,    "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403"),
    "POST library.publish": Row(under_review,      "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403"),
    "POST library.send_back": Row(under_review,    "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403",
                                  data=reasons),
    "POST library.take_over": Row(left_lying,      "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403"),
    # Somebody else has to be there who may judge it: the reviewer of the county.
    "POST library.ask_second_opinion": Row(under_review, "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403",
                                           data=lambda world: {"question": "Is it clear?"}),
    "POST library.answer": Row(opinion,            "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403",
                               data=lambda world: {"recommendation": "publish", "words": "Good."}),
    "POST library.pass_on": Row(opinion,           "302  403  403  403  403  403  302  403  403  403  403  403  403  403  303  403"),
    # The editors' desk is of whoever looks after a county or the city; the city alone names skills.
    "GET library.queue_times": Row(nothing,        "302  403  403  403  403  403  302  403  200  200  200  403  403  403  403  403"),
    "GET library.returned_reasons": Row(nothing,   "302  403  403  403  403  403  302  403  200  200  200  403  403  403  403  403"),
    "GET library.skill_gaps": Row(nothing,         "302  403  403  403  403  403  302  403  200  200  200  403  403  403  403  403"),
    "GET library.same_files": Row(nothing,         "302  403  403  403  403  403  302  403  200  200  200  403  403  403  403  403"),
    "GET library.near_texts": Row(nothing,         "302  403  403  403  403  403  302  403  200  200  200  403  403  403  403  403"),
    "GET library.broken_media": Row(nothing,       "302  403  403  403  403  403  302  403  200  200  200  403  403  403  403  403"),
    "POST library.look_again": Row(fault,          "302  403  403  403  403  403  302  403  303  404  303  403  403  403  403  403"),
    "GET library.skills": Row(nothing,             "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "GET library.new_skill": Row(skill,            "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST library.add_skill": Row(skill,           "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                  data=a_name),
    "GET library.edit_skill": Row(local_skill,     "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST library.rename_skill": Row(local_skill,  "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                     data=a_name),
    "POST library.retire_skill": Row(local_skill,  "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
    "POST library.bring_back_skill": Row(retired_skill, "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
    "GET library.search": Row(nothing,             "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
}

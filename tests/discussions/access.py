from teachnet.discussions.models import Post
from teachnet.study.models import CourseState, Unit, UnitKind
from tests.access.rows import Row
from tests.discussions.factories import LONG, a_discussion, a_post
from tests.factories import saved
from tests.study.factories import a_course, a_group, a_learner


def build(world) -> None:
    """`own` has spoken in `tutor`'s group, in which `colleague` is, too; `neighbour` studies without a group."""
    lead, tutor = world.people["lead"], world.people["tutor"]
    course = a_course(units=0, author=lead, title="With a discussion")
    discussion = a_discussion(course)
    group = a_group(course, organisation=world.county, tutor=tutor, name="Discussions")
    own = a_learner(course, world.people["own"], group=group)
    a_learner(course, world.people["colleague"], group=group)
    a_learner(course, world.people["neighbour"])
    world.discussed, world.discussion_group = discussion.unit_id, group.id
    post: Post = a_post(discussion, own, LONG)
    world.post_id = post.id
    draft = a_course(units=0, author=lead, title="Discussion draft", state=CourseState.DRAFT)
    world.discussion_unit = saved(Unit(course=draft, position=1, kind=UnitKind.DISCUSSION, title="Talk", seconds=60)).id


def post(world) -> dict:
    return {"post_id": world.post_id}


def unit(world) -> dict:
    return {"unit_id": world.discussion_unit}


def words(world) -> dict:
    return {"text": LONG, "group": world.discussion_group, "because": "Off the point"}


# fmt: off
ROWS = {
    #                                                 ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "POST discussions.say": Row(lambda w: {"unit_id": w.discussed},
                                                     "302 303 303 303 404 404 302 404 403 404 403 404 303 403 404 403",
                                   data=words),
    "GET discussions.post": Row(post,                "302 200 200 404 404 404 302 404 200 404 200 404 200 200 404 403"),
    "POST discussions.answer": Row(post,             "302 303 303 404 404 404 302 404 403 404 403 404 303 403 404 403",
                                   data=words),
    "POST discussions.hide": Row(post,               "302 403 403 404 404 404 302 404 303 404 303 404 303 403 404 403",
                                   data=words),
    "POST discussions.withdraw": Row(post,           "302 303 403 404 404 404 302 404 403 404 403 404 403 403 404 403"),
    "GET discussions.setting_up": Row(unit,          "302 403 403 403 403 403 302 403 403 403 200 403 403 200 403 403"),
    "POST discussions.set_up": Row(unit,             "302 403 403 403 403 403 302 403 403 403 303 403 403 303 403 403",
                                   data=lambda w: {"least_characters": "60", "answers": "1"}),
}

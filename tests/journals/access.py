from tests.access.rows import Row
from tests.journals.factories import LONG, an_entry
from tests.study.factories import a_course, a_group, a_learner


def build(world) -> None:
    """`own` has written in `tutor`'s group and shared it; `colleague` is in the group, `neighbour` in none."""
    course = a_course(author=world.people["lead"], title="With journals")
    group = a_group(course, organisation=world.county, tutor=world.people["tutor"], name="Journals")
    world.journal_entry = an_entry(a_learner(course, world.people["own"], group=group), is_shared=True).id
    a_learner(course, world.people["colleague"], group=group)
    a_learner(course, world.people["neighbour"])
    world.journal_course, world.journal_group = course.id, group.id


def course(world) -> dict:
    return {"course_id": world.journal_course}


def group(world) -> dict:
    return {"group_id": world.journal_group}


def entry(world) -> dict:
    return {"entry_id": world.journal_entry}


def words(world) -> dict:
    return {"text": LONG}


# fmt: off
ROWS = {
    #                                                 ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET journals.journal": Row(course,              "302 200 200 200 404 404 302 404 404 404 404 404 404 404 404 403"),
    "POST journals.write": Row(course,               "302 303 303 303 404 404 302 404 404 404 404 404 404 404 404 403",
                                   data=words),
    "GET journals.edit": Row(entry,                  "302 200 403 404 404 404 302 404 404 404 404 404 403 404 404 403"),
    "POST journals.change": Row(entry,               "302 303 403 404 404 404 302 404 404 404 404 404 403 404 404 403",
                                   data=words),
    "POST journals.withdraw": Row(entry,             "302 303 403 404 404 404 302 404 404 404 404 404 403 404 404 403"),
    "GET journals.of_group": Row(group,              "302 404 403 403 403 403 302 403 403 404 403 403 200 403 403 403"),
    "POST journals.remark": Row(entry,               "302 403 403 403 403 403 302 403 404 404 404 403 303 403 403 403",
                                   data=words),
}

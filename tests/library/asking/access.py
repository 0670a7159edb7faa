# ruff: noqa: E501 -- a table: one case a line, however long
from tests.access.rows import Row, nothing
from tests.library.asking.factories import a_group, a_saved_search


def build(world) -> None:
    """A group of synonyms, and a search that `own` has saved."""
    world.synonym_group = a_group("导入", "课堂导入")
    world.saved_search = a_saved_search(world.people["own"], q="导入")


def group(world) -> dict:
    return {"group_id": world.synonym_group.id}


def saved(world) -> dict:
    return {"saved_id": world.saved_search.id}


def published(world) -> dict:
    return {"resource_id": world.resource_published.resource_id}


def other_words(world) -> dict:
    return {"words": "板书\n板书设计"}


def a_name(world) -> dict:
    return {"name": "Waiting"}


# fmt: off
ROWS = {
    #                                                   anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    # What is suggested differs, who may ask does not.
    "GET library.suggestions": Row(nothing,            "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    # The city's office looks after how things are found; `lead` leads a county.
    "GET library.synonyms": Row(nothing,               "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST library.add_synonyms": Row(nothing,          "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403", data=other_words),
    "GET library.synonym_group": Row(group,            "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST library.change_synonyms": Row(group,         "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403", data=other_words),
    "POST library.remove_synonyms": Row(group,         "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403"),
    "GET library.fruitless_searches": Row(nothing,     "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "GET library.why": Row(published,                  "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    # A saved search is nobody else's business.
    "GET library.saved_searches": Row(nothing,         "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "POST library.save_search": Row(nothing,           "302  303  303  303  303  303  302  303  303  303  303  303  303  303  303  303", data=a_name),
    "POST library.look_at": Row(saved,                 "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "POST library.forget_search": Row(saved,           "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
}

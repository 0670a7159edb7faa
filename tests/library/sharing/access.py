"""Nothing of this asks who somebody is: it is the same for everybody, and only what is public is in it."""

from tests.access.rows import Row, nothing

EVERYBODY = " ".join(["200"] * 16)
NOBODY = " ".join(["404"] * 16)


def build(world) -> None:
    """The world of the library has nothing public, and must not be told of here."""


def the_list(world) -> dict:
    return {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


# fmt: off
ROWS = {
    "GET sharing.oai": Row(the_list,                            EVERYBODY),
    "POST sharing.oai_by_post": Row(nothing,                    EVERYBODY, data=the_list),
    "GET sharing.feed": Row(nothing,                            EVERYBODY),
    "GET sharing.sitemaps": Row(nothing,                        EVERYBODY),
    "GET sharing.pages": Row(lambda world: {"block": 0},       NOBODY),
    "GET sharing.robots": Row(nothing,                          EVERYBODY),
}

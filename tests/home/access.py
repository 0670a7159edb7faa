from teachnet.home.calendar import token_of
from tests.access.rows import Row, nothing


def build(world) -> None:
    """The key to the calendar of `own`."""
    world.calendar_key = token_of(world.people["own"])


# fmt: off
ROWS = {
    #                                     anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET home.index": Row(nothing,       "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET home.calendar": Row(nothing,    "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    # The address is the key: whoever has it reads, signed in or not.
    "GET home.calendar_feed": Row(lambda w: {"token": w.calendar_key},
                                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
}

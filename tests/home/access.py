from tests.access.rows import Row, nothing


def build(world) -> None:
    """Nothing of its own."""


# fmt: off
ROWS = {
    #                                     anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET home.index": Row(nothing,       "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
}

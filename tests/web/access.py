from tests.access.rows import Row, nothing


def build(world) -> None:
    """Nothing of its own."""


# fmt: off
ROWS = {
    #                                         anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET health.alive": Row(nothing,         "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET health.ready": Row(nothing,         "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET assets.file": Row(lambda w: {"digest": "0", "name": "app.css"},
                                             "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "POST language.choose": Row(nothing,     "303  303  303  303  303  303  303  303  303  303  303  303  303  303  303  303"),
    "POST appearance.choose": Row(nothing,   "303  303  303  303  303  303  303  303  303  303  303  303  303  303  303  303"),
}

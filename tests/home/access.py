from teachnet.home.calendar import token_of
from tests.access.rows import Row, nothing
from tests.teams.factories import a_team


def build(world) -> None:
    """The key to the calendar of `own`, and a team of theirs."""
    world.calendar_key = token_of(world.people["own"])
    world.calendar_team_id = a_team(region=world.county, lead=world.people["lead"], name="Primary sport").id


# fmt: off
ROWS = {
    #                                     anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET home.index": Row(nothing,       "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET home.calendar": Row(nothing,    "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    # The address is the key: whoever has it reads, signed in or not.
    "GET home.team_feed": Row(lambda w: {"token": w.calendar_key, "team_id": w.calendar_team_id},
                                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET home.calendar_feed": Row(lambda w: {"token": w.calendar_key},
                                         "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
}

# ruff: noqa: E501 -- a table is read across
from pathlib import Path
from tempfile import TemporaryDirectory

from teachnet.accounts.models import TransferRequest
from teachnet.accounts.rosters import actions
from teachnet.db import db
from tests.access.rows import Row, nothing
from tests.accounts.rosters.lists import as_csv, person
from tests.factories import a_teacher


def build(world) -> None:
    """A list the school's administrator sent, and somebody of that school whom the neighbour asks for."""
    content, sender = as_csv(person(1, 单位=world.school.name)), world.people["school"]
    with TemporaryDirectory() as folder:
        path = Path(folder, "roster")
        path.write_bytes(content)
        examined = actions.examine(path, by=sender)
    world.upload = actions.keep(examined, file_name="roster.csv", content=content, by=sender)
    wanted = a_teacher(world.school, "Wanted")
    world.transfer = TransferRequest(
        person=wanted, sender=world.school, receiver=world.neighbour_school, name_given="Wanted"
    )
    db.session.add(world.transfer)


def upload(world) -> dict:
    return {"upload_id": world.upload.id}


def transfer(world) -> dict:
    return {"transfer_id": world.transfer.id}


# fmt: off
ROWS = {
    #                                                      anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET rosters.uploads": Row(nothing,                   "302  403  403  403  403  403  302  200  200  200  200  403  403  403  403  403"),
    "GET rosters.template": Row(nothing,                  "302  403  403  403  403  403  302  200  200  200  200  403  403  403  403  403"),
    "POST rosters.upload": Row(nothing,                   "302  403  403  403  403  403  302  422  422  422  422  403  403  403  403  403"),
    # Nobody sees what another has sent, not even an office above.
    "GET rosters.show": Row(upload,                       "302  403  403  403  403  403  302  200  404  404  404  403  403  403  403  403"),
    "GET rosters.workbook": Row(upload,                   "302  403  403  403  403  403  302  200  404  404  404  403  403  403  403  403"),
    "POST rosters.apply": Row(upload,                     "302  403  403  403  403  403  302  303  404  404  404  403  403  403  403  403"),
    "POST rosters.remove": Row(upload,                    "302  403  403  403  403  403  302  303  404  404  404  403  403  403  403  403"),
    "GET accounts.transfers": Row(nothing,                "302  403  403  403  403  403  302  200  200  200  200  403  403  403  403  403"),
    "POST accounts.accept_transfer": Row(transfer,        "302  403  403  403  403  403  302  303  303  404  303  403  403  403  403  403"),
    "POST accounts.decline_transfer": Row(transfer,       "302  403  403  403  403  403  302  303  303  404  303  403  403  403  403  403",
                                          data=lambda w: {"reason": "not before summer"}),
    # The school that is asked cannot take the question back; whoever stands above the school that asks can.
    "POST accounts.withdraw_transfer": Row(transfer,      "302  403  403  403  403  403  302  403  303  404  303  403  403  403  403  403"),
}

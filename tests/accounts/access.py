from teachnet.accounts import sign_in
from teachnet.accounts.models import Role
from teachnet.db import db
from tests.access.rows import Row, nothing


def build(world) -> None:
    """A second session of `own`, and a post of theirs that an office may end."""
    sign_in.open_session(world.people["own"], address="10.0.0.1", device="phone")
    db.session.flush()
    world.session_of_own = db.session.query(sign_in.SignInSession).filter_by(person=world.people["own"]).first()
    world.post_of_own = world.people["own"].appoint(Role.TUTOR, world.school)


def own(world) -> dict:
    return {"person_id": world.people["own"].id}


SIGN_IN = {"username": "nobody", "password": "wrong"}
CODE = {"username": "nobody", "code": "2222-2222", "new_password": "Long-Enough-7", "repeated": "Long-Enough-7"}

# fmt: off
ROWS = {
    #                                                        anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET accounts.sign_in": Row(nothing,                    "200  302  302  302  302  302  200  302  302  302  302  302  302  302  302  302"),
    "POST accounts.begin_session": Row(nothing,             "422  422  422  422  422  422  422  422  422  422  422  422  422  422  422  422",
                                       data=lambda w: SIGN_IN),
    "POST accounts.sign_out": Row(nothing,                  "302  303  303  303  303  303  302  303  303  303  303  303  303  303  303  303"),
    "GET accounts.first_sign_in": Row(nothing,              "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "POST accounts.set_first_password": Row(nothing,        "422  422  422  422  422  422  422  422  422  422  422  422  422  422  422  422",
                                            data=lambda w: CODE),
    "GET accounts.profile": Row(nothing,                    "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    "POST accounts.change_phone": Row(nothing,              "302  303  303  303  303  303  302  303  303  303  303  303  303  303  303  303",
                                      data=lambda w: {"phone": "13900001111"}),
    "POST accounts.change_password": Row(nothing,           "302  422  422  422  422  422  302  422  422  422  422  422  422  422  422  422"),
    "POST accounts.end_session": Row(lambda w: {"session_id": w.session_of_own.id},
                                                            "302  303  404  404  404  404  302  404  404  404  404  404  404  404  404  404"),
    "GET accounts.people": Row(nothing,                     "302  403  403  403  403  403  302  200  200  200  200  403  403  403  403  403"),
    "GET accounts.person": Row(own,                         "302  403  403  403  403  403  302  200  200  404  200  403  403  403  403  403"),
    "POST accounts.give_code": Row(own,                     "302  403  403  403  403  403  302  200  200  404  200  403  403  403  403  403"),
    "POST accounts.disable": Row(own,                       "302  403  403  403  403  403  302  303  303  404  303  403  403  403  403  403"),
    "POST accounts.enable": Row(own,                        "302  403  403  403  403  403  302  303  303  404  303  403  403  403  403  403"),
    "POST accounts.appoint": Row(own,                       "302  403  403  403  403  403  302  303  303  404  303  403  403  403  403  403",
                                 data=lambda w: {"role": "school_admin", "organisation": w.school.name}),
    # A school's administrator may not end what a school may not grant.
    "POST accounts.close_appointment": Row(lambda w: {"appointment_id": w.post_of_own.id},
                                                            "302  403  403  403  403  403  302  403  303  404  303  403  403  403  403  403"),
    "POST accounts.transfer": Row(own,                      "302  403  403  403  403  403  302  403  303  404  303  403  403  403  403  403",
                                  data=lambda w: {"school": w.neighbour_school.name, "on": "2099-01-01"}),
    "GET accounts.organisations": Row(nothing,              "302  403  403  403  403  403  302  403  200  200  200  403  403  403  403  403"),
    "GET accounts.audit": Row(nothing,                      "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  200"),
}

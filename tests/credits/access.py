# ruff: noqa: E501 -- a table: one case a line, however long
from teachnet.credits.models import ClaimState, RuleSet
from teachnet.db import db, today
from tests.access.rows import Row, nothing
from tests.credits.factories import a_claim, attested, some_rules

S = ClaimState
PAST = today().replace(year=today().year - 2, day=1)


def build(world) -> None:
    """Rules of the city, something counted for `own` two years ago, and claims of theirs in each state."""
    world.rules = some_rules("shandong")
    world.record = attested(world.people["own"], 40, ended=PAST, by=world.people["city"])
    world.claims = {state: a_claim(world.people["own"], state=state) for state in S}


def learner(world) -> dict:
    return {"person_id": world.people["own"].id}


def record(world) -> dict:
    return {"record_id": world.record.id}


def rules(world) -> dict:
    return {"rule_set_id": world.rules.id}


def year(world) -> dict:
    return {"year": PAST.year}


def claim(state):
    return lambda world: {"claim_id": world.claims[state].id}


def proof(world) -> dict:
    return {"claim_id": world.claims[S.SCHOOL_REVIEW].id, "name": "proof.pdf"}


def words(world) -> dict:
    return {"note": "The hours differ from the proof."}


def a_new_claim(world) -> dict:
    day = PAST.isoformat()
    return {
        "title": "Summer school", "organiser": "Institute", "way": "face_to_face", "level": "province",
        "begins_on": day, "ends_on": day, "minutes": "16",
    }  # fmt: skip


def other_rules(world) -> dict:
    """For a county, so that they meet no others."""
    held = db.session.query(RuleSet).filter_by(organisation_id=world.county.id).count()
    return {
        "organisation_id": world.other_county.id if held else world.county.id, "title": "Own rules", "from_year": 2020, "first_year": 2020, "cycle_years": 5,
        "rules-0-way": "other", "rules-0-level": "", "rules-0-minutes_per_credit": "8",
    }  # fmt: skip


def same_rules(world) -> dict:
    return other_rules(world) | {"organisation_id": world.city.id}


# fmt: off
ROWS = {
    #                                                    ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET credits.mine": Row(nothing,                    "302 200 200 200 200 200 302 403 403 403 403 403 403 403 403 403"),
    "GET credits.overview": Row(nothing,                "302 403 403 403 403 403 302 200 200 200 200 403 403 403 403 200"),
    "GET credits.learner": Row(learner,                 "302 403 403 403 403 403 302 200 200 404 200 403 403 403 403 200"),
    "POST credits.void": Row(record,                    "302 403 404 404 404 404 302 403 403 404 303 404 404 404 404 403", data=words),
    # The rules are for all to read, and the city's to write.
    "GET credits.rules": Row(nothing,                   "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 200"),
    "GET credits.rule_set": Row(rules,                  "302 200 200 200 200 200 302 200 200 200 200 200 200 200 200 200"),
    "GET credits.new_rules": Row(nothing,               "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST credits.write_rules": Row(nothing,            "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403", data=other_rules),
    "GET credits.edit_rules": Row(rules,                "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST credits.change_rules": Row(rules,             "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403", data=same_rules),
    "GET credits.years": Row(nothing,                   "302 403 403 403 403 403 302 200 200 200 200 403 403 403 403 200"),
    "GET credits.year": Row(year,                       "302 403 403 403 403 403 302 403 403 403 200 403 403 403 403 403"),
    "POST credits.close_year": Row(year,                "302 403 403 403 403 403 302 403 403 403 303 403 403 403 403 403"),
    # Claims: proof → school → county. Nobody decides their own; who decides elsewhere is told it is not there.
    "GET credits.new_claim": Row(nothing,               "302 200 200 200 200 200 302 403 403 403 403 403 403 403 403 403"),
    # Without its proof a new one is not taken: those who may are told so.
    "POST credits.hand_in": Row(nothing,                "302 422 422 422 422 422 302 403 403 403 403 403 403 403 403 403", data=a_new_claim),
    "GET credits.claims": Row(nothing,                  "302 403 403 403 403 403 302 200 200 200 403 403 403 403 403 403"),
    "GET credits.claim": Row(claim(S.SCHOOL_REVIEW),    "302 200 404 404 404 404 302 200 200 404 200 404 404 404 404 200"),
    "GET credits.proof": Row(proof,                     "302 200 404 404 404 404 302 200 200 404 200 404 404 404 404 200"),
    "GET credits.edit_claim": Row(claim(S.RETURNED),    "302 200 404 404 404 404 302 403 403 404 403 404 404 404 404 403"),
    "POST credits.put_right": Row(claim(S.RETURNED),    "302 303 404 404 404 404 302 403 403 404 403 404 404 404 404 403", data=a_new_claim),
    "POST credits.withdraw_claim":
        Row(claim(S.SCHOOL_REVIEW),                     "302 303 404 404 404 404 302 403 403 404 403 404 404 404 404 403"),
    "POST credits.confirm_claim":
        Row(claim(S.SCHOOL_REVIEW),                     "302 403 404 404 404 404 302 303 403 404 403 404 404 404 404 403"),
    "POST credits.accept_claim":
        Row(claim(S.COUNTY_REVIEW),                     "302 403 404 404 404 404 302 403 303 404 403 404 404 404 404 403"),
    "POST credits.return_claim":
        Row(claim(S.COUNTY_REVIEW),                     "302 403 404 404 404 404 302 409 303 404 403 404 404 404 404 403", data=words),
    "POST credits.reject_claim":
        Row(claim(S.SCHOOL_REVIEW),                     "302 403 404 404 404 404 302 303 409 404 403 404 404 404 404 403", data=words),
}
# fmt: on

# ruff: noqa: E501 -- a table: one case a line, however long
"""A teacher's evidence is theirs, their school's, their county's; only the school decides it, never one's own."""

from datetime import timedelta

from teachnet.accounts.models import Stage
from teachnet.db import today
from teachnet.evidence.models import Evidence, EvidenceKind
from tests.access.rows import Row, nothing
from tests.factories import saved
from tests.study.factories import a_stored_file


def build(world) -> None:
    """`own` and `colleague` teach at a vocational school; what `own` handed in waits."""
    own = world.people["own"]
    for name in ("own", "colleague"):
        world.people[name].stage = Stage.VOCATIONAL
    proof = {"file": a_stored_file(size=14), "file_name": "proof.pdf"}
    spell = {"begins_on": today() - timedelta(days=40), "ends_on": today() - timedelta(days=10)}
    practice = {"kind": EvidenceKind.PRACTICE, "title": "Ceramics works, glazing"} | spell
    world.evidence = saved(Evidence(person=own, school=own.school, **practice, **proof))


def evidence(world) -> dict:
    return {"evidence_id": world.evidence.id}


def proof(world) -> dict:
    return {"evidence_id": world.evidence.id, "name": "proof.pdf"}


def words(_world) -> dict:
    return {"note": "The stamp is missing."}


def typed(_world) -> dict:
    day = today().isoformat()
    return {"kind": "certificate", "title": "Fitter, level 2", "issuer": "Bureau", "begins_on": day}


ROWS = {
    #                                                     ano own col nei str for dis sch cou oco cit hos tut lea rev aud
    "GET evidence.mine": Row(nothing, "302 200 200 403 403 403 302 403 403 403 403 403 403 403 403 403"),
    "GET evidence.new": Row(nothing, "302 200 200 403 403 403 302 403 403 403 403 403 403 403 403 403"),
    "POST evidence.hand_in": Row(
        nothing, "302 422 422 403 403 403 302 403 403 403 403 403 403 403 403 403", data=typed
    ),
    "GET evidence.proof": Row(proof, "302 410 404 404 404 404 302 410 410 404 410 404 404 404 404 410"),
    "POST evidence.withdraw": Row(evidence, "302 303 404 404 404 404 302 403 403 404 403 404 404 404 404 403"),
    "GET evidence.to_compare": Row(nothing, "302 403 403 403 403 403 302 200 403 403 403 403 403 403 403 403"),
    "POST evidence.confirm": Row(evidence, "302 403 404 404 404 404 302 303 403 404 403 404 404 404 404 403"),
    "POST evidence.refuse": Row(
        evidence, "302 403 404 404 404 404 302 303 403 404 403 404 404 404 404 403", data=words
    ),
}

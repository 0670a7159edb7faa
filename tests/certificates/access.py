# ruff: noqa: E501 -- a table: one case a line, however long
from teachnet.db import today
from tests.access.rows import Row, nothing
from tests.certificates.factories import a_certificate, a_completed_case, a_pattern
from tests.training.factories import a_cohort


def build(world) -> None:
    """A certificate of `own`, of a cohort that `host` leads at the base of the county; and a colleague who waits."""
    city = world.people["city"]
    a_pattern(by=city)
    lines = {world.county: 5, world.other_county: 5}
    world.certified = a_cohort(lines, host=world.people["host"], host_organisation=world.base)
    world.certificate = a_certificate(a_completed_case(world.certified, teacher=world.people["own"]), by=city)
    a_completed_case(world.certified, teacher=world.people["colleague"])


def cohort(world) -> dict:
    return {"cohort_id": world.certified.id}


def certificate(world) -> dict:
    return {"certificate_id": world.certificate.id}


def code(world) -> dict:
    return {"code": world.certificate.code}


def count(world) -> dict:
    return {"expecting": 1}


def reason(world) -> dict:
    return {"reason": "A mistake"}


def pattern(world) -> dict:
    return {
        "year": today().year,
        "serial": "培〔{year}〕{number}号",
        "heading": "结业证书",
        "text": "{name}",
        "office": "局",
    }


# fmt: off
ROWS = {
    #                                                   anon own  coll neig stra form disa scho coun ocou city host tuto lead revi audi
    "GET certificates.index": Row(nothing,             "302  200  200  200  200  200  302  200  200  200  200  200  200  200  200  200"),
    # The lists of a cohort: the city, the auditor, the county of the base, the host. The auditor reads and prints nothing.
    "GET certificates.cohort": Row(cohort,             "302  403  403  403  403  403  302  403  200  403  200  200  403  403  403  200"),
    "GET certificates.print_cohort": Row(cohort,       "302  403  403  403  403  403  302  403  200  403  200  403  403  403  403  403"),
    "POST certificates.issue": Row(cohort,             "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                   data=count),
    # One certificate: whoever sees the case.
    "GET certificates.certificate": Row(certificate,   "302  200  404  404  404  404  302  200  200  404  200  200  404  404  404  200"),
    "GET certificates.print_one": Row(certificate,     "302  200  404  404  404  404  302  403  200  404  200  403  404  404  404  403"),
    "POST certificates.revoke": Row(certificate,       "302  403  404  404  404  404  302  403  403  404  303  403  404  404  404  403",
                                    data=reason),
    "POST certificates.reissue": Row(certificate,      "302  403  404  404  404  404  302  403  403  404  303  403  404  404  404  403",
                                     data=reason),
    "GET certificates.patterns": Row(nothing,          "302  403  403  403  403  403  302  403  403  403  200  403  403  403  403  403"),
    "POST certificates.set_pattern": Row(nothing,      "302  403  403  403  403  403  302  403  403  403  303  403  403  403  403  403",
                                         data=pattern),
    # For anybody who is shown a certificate.
    "GET certificates.look_up": Row(nothing,           "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET certificates.check": Row(code,                "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
    "GET certificates.keys": Row(nothing,              "200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200"),
}

"""Evidence of dual qualification: handed in with a proof, compared by the school, reckoned for five years."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from teachnet.accounts.models import Role, Stage
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.evidence.models import Evidence, EvidenceKind, EvidenceState, summed
from teachnet.evidence.models.summing import days_covered, five_years_before
from teachnet.training.models import EnrolmentState, ProgrammeKind
from tests.factories import a_county, a_county_admin, a_school, a_school_admin, a_teacher, saved, somebody
from tests.study.factories import a_stored_file
from tests.training.factories import a_cohort, a_programme, an_enrolment

S = EvidenceState
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def school(app):
    return a_school(a_county(name="Zhangdian"))


@pytest.fixture
def zhou(school):
    return a_teacher(school, "Zhou", stage=Stage.VOCATIONAL)


def a_photo():
    file = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    file.seek(0)
    return {"file": (file, "proof.png")}


def handed_in(teacher, kind=EvidenceKind.PRACTICE, state=S.WAITING, **fields):
    ago = today() - timedelta(days=30)
    given = {
        "title": "Ceramics works",
        "issuer": "Bureau",
        "begins_on": ago,
        "ends_on": ago + timedelta(days=9),
    } | fields
    decided = {"decided_by": a_school_admin(teacher.school)} if state in (S.CONFIRMED, S.REFUSED) else {}
    proof = {"file": a_stored_file(size=db.session.query(Evidence).count() + 20), "file_name": "proof.pdf"}
    return saved(Evidence(person=teacher, school=teacher.school, kind=kind, state=state, **given, **decided, **proof))


def away(number):
    """So many days from today, as a form sends it."""
    return (today() + timedelta(days=number)).isoformat()


def typed(**changes):
    given = {"kind": "practice", "title": "Ceramics works", "begins_on": away(-30), "ends_on": away(0)}
    return {name: value for name, value in (given | changes).items() if value is not None}


def test_a_spell_is_handed_in_compared_and_counted(as_person, school, zhou):
    me, sun = as_person(zhou), as_person(a_school_admin(school))
    assert me.post("/evidence/new", files=a_photo(), **typed()).status == 303
    assert "0 days in the last five years" in me.get("/evidence/").text
    (row,) = sun.get("/evidence/to-compare").select("tbody tr")
    assert "Ceramics works" in row.text
    evidence = db.session.query(Evidence).one()
    assert sun.get(f"/evidence/{evidence.id}/proof/proof.png").status == 200
    assert sun.post(f"/evidence/{evidence.id}/confirmation").status == 303
    assert "31 days in the last five years" in me.get("/evidence/").text
    assert not sun.get("/evidence/to-compare").select("tbody tr")


def test_what_is_refused_says_why_and_counts_nothing(as_person, school, zhou):
    evidence = handed_in(zhou)
    sun = as_person(a_school_admin(school))
    assert sun.post(f"/evidence/{evidence.id}/refusal").status == 422
    assert sun.post(f"/evidence/{evidence.id}/refusal", note="The stamp is missing.").status == 303
    page = as_person(zhou).get("/evidence/").text
    assert "The stamp is missing." in page
    assert "0 days in the last five years" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"ends_on": None},
        {"ends_on": away(2)},
        {"begins_on": away(0), "ends_on": away(-1)},
        {"kind": "certificate", "issuer": ""},
        {
            "kind": "certificate",
            "issuer": "Bureau",
            "begins_on": away(2),
            "ends_on": None,
        },
        {"kind": "hobby"},
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_the_proof_is_kept(as_person, zhou, wrong):
    refused = as_person(zhou).post("/evidence/new", files=a_photo(), **typed(**wrong))
    assert refused.status == 422
    assert refused.select("[aria-invalid]")
    assert "“proof.png” is here already" in refused.text
    assert db.session.query(Evidence).count() == 0


def test_a_certificate_that_does_not_run_out_is_valid(as_person, zhou):
    told = typed(kind="certificate", issuer="Bureau", ends_on=None)
    assert as_person(zhou).post("/evidence/new", files=a_photo(), **told).status == 303
    evidence = db.session.query(Evidence).one()
    evidence.confirm(by=a_school_admin(zhou.school))
    assert summed([evidence], today()).certificates == 1


def test_nobody_decides_their_own(school, zhou):
    evidence = handed_in(zhou)
    with pytest.raises(Refused, match="Nobody decides their own"):
        evidence.confirm(by=zhou)
    with pytest.raises(sa.exc.IntegrityError, match="nobody_decides_their_own"):
        db.session.execute(sa.update(Evidence).values(state="confirmed", decided_by_id=zhou.id))
    db.session.rollback()


def test_what_is_decided_stays_decided(school, zhou):
    evidence, sun = handed_in(zhou), a_school_admin(school)
    evidence.confirm(by=sun)
    db.session.commit()
    for again in (lambda: evidence.refuse(by=sun, reason="No"), lambda: evidence.confirm(by=sun), evidence.withdraw):
        with pytest.raises(Refused, match="decided already"):
            again()
    assert evidence.state is S.CONFIRMED


def test_what_is_taken_back_is_gone_and_not_compared(as_person, school, zhou):
    evidence = handed_in(zhou)
    me = as_person(zhou)
    assert me.post(f"/evidence/{evidence.id}/withdrawal").status == 303
    assert "Ceramics works" not in me.get("/evidence/").text
    assert not as_person(a_school_admin(school)).get("/evidence/to-compare").select("tbody tr")


def test_another_school_and_county_see_nothing(as_person, zhou):
    evidence = handed_in(zhou)
    for stranger in (a_school_admin(a_school(a_county())), a_county_admin(a_county()), a_teacher(zhou.school)):
        assert as_person(stranger).get(f"/evidence/{evidence.id}/proof/proof.pdf").status == 404


def test_reviewers_of_a_dual_qualified_programme_see_it_with_the_case(as_person, school, zhou):
    handed_in(zhou, state=S.CONFIRMED)
    kinds = (ProgrammeKind.DUAL_QUALIFIED, ProgrammeKind.BACKBONE)
    cohorts = [a_cohort({school.county: 5}, programme=a_programme(kind=kind)) for kind in kinds]
    dual, other = (an_enrolment(cohort, teacher=zhou, state=EnrolmentState.COUNTY_REVIEW) for cohort in cohorts)
    qian = as_person(a_county_admin(school.county))
    shown = qian.get(f"/training/enrolments/{dual.id}").select_one("[aria-labelledby=evidence]")
    assert "10 days in the last five years" in shown.text
    assert not qian.get(f"/training/enrolments/{other.id}").select("[aria-labelledby=evidence]")
    host = somebody(Role.HOST, cohorts[0].host_organisation, "Han")
    cohorts[0].host = host
    dual.state = EnrolmentState.ADMITTED
    db.session.commit()
    page = as_person(host).get(f"/training/enrolments/{dual.id}")
    assert (page.status, page.select("[aria-labelledby=evidence]")) == (200, [])


def test_only_confirmed_days_within_five_years_count_and_certificates_that_are_valid(zhou):
    on = today()
    long_ago = on - timedelta(days=366 * 6)
    evidence = [
        handed_in(zhou, state=S.CONFIRMED),
        handed_in(zhou, state=S.WAITING),
        handed_in(zhou, state=S.REFUSED),
        handed_in(zhou, state=S.CONFIRMED, begins_on=long_ago, ends_on=long_ago + timedelta(days=30)),
        handed_in(zhou, EvidenceKind.CERTIFICATE, S.CONFIRMED, ends_on=on),
        handed_in(zhou, EvidenceKind.CERTIFICATE, S.CONFIRMED, ends_on=on - timedelta(days=1)),
        handed_in(zhou, EvidenceKind.CERTIFICATE, S.CONFIRMED, ends_on=None),
    ]
    total = summed(evidence, on)
    assert (total.days, total.certificates) == (10, 2)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 28), date(2021, 11, 29)),
        (date(2028, 2, 29), date(2023, 3, 1)),
        (date(2026, 12, 31), date(2022, 1, 1)),
        (date(2025, 2, 28), date(2020, 2, 29)),
    ],
)
def test_five_years_are_five_years(day, first):
    assert five_years_before(day) == first


days = st.dates(date(2025, 6, 1), date(2027, 6, 1))


@given(st.lists(st.tuples(days, days).map(sorted).map(tuple), max_size=8))
def test_each_day_counts_once_however_spells_overlap(spells):
    each = {begins + timedelta(days=n) for begins, ends in spells for n in range((ends - begins).days + 1)}
    assert days_covered(spells, FIRST, LAST) == len({day for day in each if FIRST <= day <= LAST})

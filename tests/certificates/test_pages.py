"""The pages: one's own certificates, those of a cohort, the patterns, and checking for anybody."""

import io
from dataclasses import replace

import pypdfium2
import pytest
import sqlalchemy as sa

from teachnet.certificates.models import Certificate, CertificateLookUp, CertificatePattern
from teachnet.certificates.models.look_up import MOST
from teachnet.certificates.serials import code_of
from teachnet.certificates.tokens import sign, token_of
from teachnet.db import db, today
from teachnet.training.models import Enrolment, EnrolmentState
from tests.certificates.factories import a_certificate, a_completed_case, a_pattern
from tests.factories import a_city_admin, a_county, a_county_admin, a_school, a_teacher
from tests.training.factories import a_cohort

VERIFY = "/certificates/verify"


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def wu(app):
    return a_city_admin("Wu")


@pytest.fixture
def cohort(zhangdian):
    return a_cohort({zhangdian: 200}, seats=200)


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian)


@pytest.fixture
def certificate(wu, cohort, school):
    return a_certificate(a_completed_case(cohort, "周敏", school=school), by=wu)


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def test_the_city_sees_whom_and_how_many_and_then_issues(as_person, wu, cohort, school):
    a_pattern(by=wu)
    for name in ("Lin", "Zhou"):
        a_completed_case(cohort, name, school=school)
    page = as_person(wu).get(f"/certificates/cohorts/{cohort.id}")
    assert "2 people completed it and have no certificate" in page.text
    assert page.find("button", string="Issue 2 certificates")

    answer = as_person(wu).post(f"/certificates/cohorts/{cohort.id}/issue", expecting="2")

    assert answer.status == 303
    assert db.session.query(Certificate).count() == 2
    page = as_person(wu).get(f"/certificates/cohorts/{cohort.id}")
    assert [row.text for row in page.select("tbody th")] == sorted(db.session.scalars(sa.select(Certificate.serial)))


def test_without_having_seen_how_many_nothing_is_issued(as_person, wu, cohort, school):
    a_pattern(by=wu)
    a_completed_case(cohort, school=school)

    assert as_person(wu).post(f"/certificates/cohorts/{cohort.id}/issue").status == 409
    assert db.session.query(Certificate).count() == 0


def test_a_teacher_finds_their_certificate_and_its_paper(as_person, certificate):
    teacher = as_person(certificate.enrolment.teacher)
    page = teacher.get("/certificates/")
    assert certificate.serial in page.text

    answer = teacher.get(f"/certificates/{certificate.id}.pdf").response

    [text] = texts(answer.data)
    assert answer.mimetype == "application/pdf"
    for words in ("周敏", certificate.serial, certificate.code, certificate.office):
        assert words in text.replace(" ", "") or words in text


def test_another_teacher_finds_nothing(as_person, certificate, school):
    other = as_person(a_teacher(school, "Lin"))
    assert certificate.serial not in other.get("/certificates/").text
    assert other.get(f"/certificates/{certificate.id}.pdf").status == 404


def test_all_of_a_cohort_are_one_file_without_the_revoked(as_person, wu, cohort, school):
    a_pattern(by=wu)
    cases = [a_completed_case(cohort, f"Teacher{number}", school=school) for number in range(3)]
    a_certificate(cases[0], by=wu).revoke(by=wu, reason="A mistake")

    answer = as_person(wu).get(f"/certificates/cohorts/{cohort.id}.pdf").response

    said = texts(answer.data)
    assert len(said) == 2
    assert not any("Teacher0" in text for text in said)


def test_more_than_are_set_at_once_come_in_the_order_of_their_numbers(as_person, wu, cohort, school, monkeypatch):
    monkeypatch.setattr("teachnet.certificates.paper.AT_ONCE", 2)
    a_pattern(by=wu)
    for number in range(5):
        a_completed_case(cohort, f"Teacher{number}", school=school)
    a_certificate(db.session.query(Enrolment).first(), by=wu)

    said = texts(as_person(wu).get(f"/certificates/cohorts/{cohort.id}.pdf").response.data)

    codes = db.session.scalars(sa.select(Certificate.code).order_by(Certificate.code)).all()
    assert [next(code for code in codes if code in text) for text in said] == codes


def test_the_county_of_the_base_prints_and_another_does_not(as_person, certificate, cohort):
    of_base, other = a_county_admin(cohort.host_organisation.county), a_county_admin(a_county())
    address = f"/certificates/cohorts/{cohort.id}.pdf"

    assert as_person(of_base).get(address).status == 200
    assert as_person(other).get(address).status == 403


def test_a_list_costs_the_same_for_one_and_for_many(as_person, statements, wu, cohort, school):
    a_pattern(by=wu)
    a_certificate(a_completed_case(cohort, school=school), by=wu)
    a_completed_case(cohort, school=school)
    browser, address = as_person(wu), f"/certificates/cohorts/{cohort.id}"
    browser.get(address)
    costs = []
    for more in (0, 30):
        for _number in range(more):
            a_certificate(a_completed_case(cohort, school=school), by=wu)
        for _number in range(more):
            a_completed_case(cohort, school=school)
        a_completed_case(a_cohort({school.county: 5}), school=school)
        for page in (address, "/certificates/"):
            del statements[:]
            browser.get(page)
            costs.append(len(statements))

    assert costs[:2] == costs[2:]


def test_revoking_asks_for_a_reason_and_tells_whoever_checks(as_person, visitor, wu, certificate):
    browser, address = as_person(wu), f"/certificates/{certificate.id}/revocation"
    assert browser.post(address, reason=" ").status == 422
    assert browser.post(address, reason="Was not there").status == 303

    page = visitor.get(f"{VERIFY}/{certificate.code}?t={certificate.token}")
    assert "Certificate revoked" in page.text
    assert "Was not there" not in page.text
    assert "Was not there" in as_person(certificate.enrolment.teacher).get("/certificates/").text


def test_the_list_of_cohorts_has_a_line_for_each_and_is_in_pages(as_person, wu, school, zhangdian):
    cohorts = [a_cohort({zhangdian: 5}) for _number in range(22)]
    for cohort in cohorts * 2:
        a_completed_case(cohort, school=school)

    page = as_person(wu).get("/certificates/")

    assert len(page.select("tbody tr")) == 20
    assert "1–20 of 22" in page.text
    assert "2 to be issued" in page.text


def test_what_is_to_be_revoked_stands_first_in_the_list(as_person, wu, cohort, school):
    a_pattern(by=wu)
    cases = [a_completed_case(cohort, f"Teacher{number}", school=school) for number in range(3)]
    last = a_certificate(cases[2], by=wu)
    gone = sa.update(Enrolment).where(Enrolment.id == cases[2].id).values(state=EnrolmentState.NOT_COMPLETED)
    db.session.execute(gone)

    page = as_person(wu).get(f"/certificates/cohorts/{cohort.id}")

    assert page.select("tbody th")[0].text == last.serial
    assert [badge.text for badge in page.select("tbody .badge")].count("To be revoked") == 1
    assert "1 to be revoked" in as_person(wu).get("/certificates/").text


def test_a_new_pattern_takes_the_place_of_the_old(as_person, wu):
    a_pattern(by=wu)
    typed = {"year": str(today().year), "serial": "淄〔{year}〕{number}号", "heading": "结业证书", "office": "局"}

    assert as_person(wu).post("/certificates/patterns", text="{name} of {cohort}", **typed).status == 303

    known = db.session.scalars(sa.select(CertificatePattern).order_by(CertificatePattern.id)).all()
    assert [(one.serial, one.is_valid) for one in known] == [
        ("培〔{year}〕{number}号", False),
        ("淄〔{year}〕{number}号", True),
    ]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("serial", "培〔{year}〕号", "each once"),
        ("serial", "培7〔{year}〕{number}号", "No other digits"),
        ("text", "{name.__class__}", "none of the words"),
        ("year", "", "Which year?"),
    ],
)
def test_a_pattern_that_cannot_be_filled_in_is_not_taken(as_person, wu, field, typed, told):
    good = {"year": "2026", "serial": "培〔{year}〕{number}号", "heading": "结业证书", "text": "{name}", "office": "局"}

    page = as_person(wu).post("/certificates/patterns", **good | {field: typed})

    assert (page.status, told in page.text) == (422, True)


def test_anybody_checks_a_number_and_sees_the_least(visitor, certificate):
    page = visitor.get(f"{VERIFY}?serial={certificate.serial}")
    assert page.location == f"{VERIFY}/{certificate.code}"

    page = visitor.get(page.location)

    assert "周*" in page.text
    assert "周敏" not in page.text
    assert "Certificate valid" in page.text
    assert "by its number alone" in page.text


def test_the_square_of_dots_proves_what_the_paper_says(visitor, certificate):
    page = visitor.get(f"{VERIFY}/{certificate.code}?t={certificate.token}")

    assert "signature in the square of dots is right" in page.text
    assert "周敏" not in page.text


def test_a_changed_square_of_dots_is_not_genuine(visitor, certificate):
    for token in ("nonsense", certificate.token[1:]):
        assert "not genuine" in visitor.get(f"{VERIFY}/{certificate.code}?t={token}").text


def test_the_dots_of_one_do_not_prove_the_number_of_another(visitor, certificate, cohort, school, wu):
    other = a_certificate(a_completed_case(cohort, "Lin", school=school), by=wu)

    assert "not genuine" in visitor.get(f"{VERIFY}/{other.code}?t={certificate.token}").text


def test_a_signed_certificate_that_an_older_backup_does_not_hold_is_not_called_forged(visitor, certificate):
    claims = replace(certificate.claims, code=code_of(2099, 7))

    page = visitor.get(f"{VERIFY}/{claims.code}?t={token_of(claims, sign(claims))}")

    assert "our records do not hold this certificate" in page.text


def test_a_cohort_without_a_valid_certificate_has_nothing_to_print(as_person, wu, certificate, cohort):
    certificate.revoke(by=wu, reason="A mistake")

    assert as_person(wu).get(f"/certificates/cohorts/{cohort.id}.pdf").status == 409


def test_a_number_nobody_has_and_a_misread_one(visitor, certificate):
    assert "No certificate has this number" in visitor.get(f"{VERIFY}/{code_of(2099, 1)}").text
    assert "cannot be the number" in visitor.get(f"{VERIFY}?serial=12345").text
    assert "cannot be the number" in visitor.get(f"{VERIFY}/{certificate.code[:-1]}x").text


def test_nobody_reads_on_through_all_numbers(visitor, certificate):
    address = f"{VERIFY}/{certificate.code}"
    db.session.execute(sa.insert(CertificateLookUp), [{"address": "127.0.0.1"} for _number in range(MOST - 1)])
    db.session.commit()

    assert visitor.get(address).status == 200
    assert visitor.get(address).status == 429
    assert visitor.get(f"{address}?t={certificate.token}").status == 200  # who holds the paper is not made to wait


def test_the_public_keys_are_published(visitor, certificate):
    told = visitor.get("/certificates/keys.json").response.json
    assert told["algorithm"] == "Ed25519"
    assert list(told["keys"]) == [certificate.key_id]


def test_a_long_text_stays_on_one_page(as_person, wu, school, zhangdian):
    a_pattern(by=wu, text="参加{programme}{cohort}" + "培训" * 100)
    cohort = a_cohort({zhangdian: 5}, title="小学数学骨干教师" * 12)
    one = a_certificate(a_completed_case(cohort, "买买提·阿不都热合曼", school=school), by=wu)

    answer = as_person(wu).get(f"/certificates/{one.id}.pdf").response

    assert len(pypdfium2.PdfDocument(io.BytesIO(answer.data))) == 1

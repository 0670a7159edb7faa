"""Training taken elsewhere: proof → school → county → ledger."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image

from teachnet.credits import actions
from teachnet.credits.models import Claim, ClaimState, CreditEntry
from teachnet.credits.policy import decides_now
from teachnet.credits.queries import claims_to_decide
from teachnet.db import db, today
from teachnet.errors import Refused
from tests.credits.factories import a_claim, some_rules
from tests.factories import a_county, a_county_admin, a_school, a_school_admin, a_teacher

S = ClaimState
SCHOOL, COUNTY = {S.SCHOOL_REVIEW}, {S.COUNTY_REVIEW}


@pytest.fixture
def zhangdian(app):
    some_rules("wuhan")
    return a_county(name="Zhangdian")


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian)


def typed(**changes) -> dict:
    day = (today() - timedelta(days=40)).isoformat()
    given = {
        "title": "Summer school", "organiser": "Provincial institute", "way": "face_to_face", "level": "province",
        "begins_on": day, "ends_on": day, "minutes": "16.5",
    }  # fmt: skip
    return given | changes


def a_photo() -> tuple[BytesIO, str]:
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    file.seek(0)
    return file, "certificate.png"


def credits_of(person) -> list[int]:
    return list(db.session.scalars(sa.select(CreditEntry.credits).filter_by(person_id=person.id)))


def test_a_claim_goes_from_the_teacher_by_school_and_county_into_the_ledger(as_person, zhangdian, school):
    zhou, sun, qian = a_teacher(school), a_school_admin(school), a_county_admin(zhangdian)

    answer = as_person(zhou).post("/credits/claims/new", **typed(file=a_photo()))
    claim = db.session.scalars(sa.select(Claim)).one()
    assert (answer.status, claim.state, claim.minutes, claim.file_name) == (
        303,
        S.SCHOOL_REVIEW,
        990,
        "certificate.png",
    )
    assert as_person(sun).post(f"/credits/claims/{claim.id}/confirmation", note="Seen the paper.").status == 303
    assert as_person(qian).post(f"/credits/claims/{claim.id}/acceptance").status == 303

    db.session.expire_all()
    assert [(move.became, move.by.name) for move in claim.history] == [
        (S.SCHOOL_REVIEW, "Zhou Min"),
        (S.COUNTY_REVIEW, "Sun"),
        (S.ATTESTED, "Qian"),
    ]
    assert credits_of(zhou) == [206]  # 16.5 ÷ 8 = 2.0625


def test_nothing_typed_is_lost_when_a_form_is_not_good(as_person, school):
    zhou = as_person(a_teacher(school))

    page = zhou.post("/credits/claims/new", **typed(title="", minutes="sixteen", file=a_photo()))

    assert (page.status, page.select_one("#minutes")["value"], page.select_one("#organiser")["value"]) == (
        422,
        "sixteen",
        "Provincial institute",
    )
    upload = page.select_one("[name=upload_id]")["value"]
    assert "“certificate.png” is here already" in page.select_one("#file-help").text
    assert zhou.post("/credits/claims/new", **typed(upload_id=upload)).status == 303


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"ends_on": (today() + timedelta(days=2)).isoformat()}, "ends_on", "It is not over yet"),
        ({"begins_on": today().isoformat()}, "ends_on", "It ends before it begins"),
        ({"minutes": "0"}, "minutes", "More than 0, at most 5000"),
        ({"minutes": "1e999999"}, "minutes", "Write a number"),
        ({"minutes": "NaN"}, "minutes", "Write a number"),
        ({"minutes": "9" * 400}, "minutes", "Write a number"),
        ({"minutes": "8.333"}, "minutes", "Write a number"),
    ],
)
def test_what_cannot_be_is_not_taken(as_person, school, changes, field, why):
    page = as_person(a_teacher(school)).post("/credits/claims/new", **typed(file=a_photo(), **changes))

    assert page.status == 422
    assert why in page.select_one(f"#{field}-error").text


def test_a_proof_is_a_picture_or_a_pdf(as_person, school):
    text = (BytesIO("结业证明".encode()), "proof.txt")

    page = as_person(a_teacher(school)).post("/credits/claims/new", **typed(file=text))

    assert (page.status, "picture or a PDF" in page.select_one("#file-error").text) == (422, True)


def test_a_returned_claim_is_put_right_and_goes_to_the_school_again(as_person, school):
    zhou, sun = a_teacher(school), a_school_admin(school)
    claim = a_claim(zhou)
    as_person(sun).post(f"/credits/claims/{claim.id}/return", note="The hours cannot be read.")

    page = as_person(zhou).get(f"/credits/claims/{claim.id}/edit")
    assert "The hours cannot be read." in page.text
    as_person(zhou).post(f"/credits/claims/{claim.id}/edit", **typed(minutes="12"))

    db.session.expire_all()
    assert (claim.state, claim.minutes, claim.file_name) == (S.SCHOOL_REVIEW, 720, "proof.pdf")


def test_a_county_returns_one_level_back(school, zhangdian):
    claim = a_claim(a_teacher(school), state=S.COUNTY_REVIEW)

    claim.send_back(by=a_county_admin(zhangdian), reason="Which page?", acting_in=COUNTY)

    assert claim.state is S.SCHOOL_REVIEW


def test_nobody_decides_their_own_claim(school, zhangdian):
    qian = a_county_admin(zhangdian)
    qian.appoint(qian.current_appointments[0].role.TEACHER, school)
    claim = a_claim(qian, state=S.COUNTY_REVIEW)

    with pytest.raises(Refused, match="Nobody decides their own claim"):
        actions.accept(claim, by=qian)
    db.session.rollback()
    assert (claim.state, decides_now(qian, claim), credits_of(qian)) == (S.COUNTY_REVIEW, False, [])


def test_who_comes_second_is_told_who_was_first(school, zhangdian):
    qian, han = a_county_admin(zhangdian), a_county_admin(zhangdian, "Han")
    claim = a_claim(a_teacher(school), state=S.COUNTY_REVIEW)
    actions.accept(claim, by=qian)
    db.session.commit()

    with pytest.raises(Refused, match="Qian was first"):
        claim.reject(by=han, reason="Too late", acting_in=COUNTY)


@pytest.mark.parametrize("state", list(S))
def test_only_the_moves_of_the_table_are_possible(zhangdian, school, state):
    claim, sun, qian = a_claim(a_teacher(school), state=state), a_school_admin(school), a_county_admin(zhangdian)
    tried = (
        lambda: claim.confirm_for_school(by=sun),
        lambda: claim.accept(by=qian),
        lambda: claim.send_back(by=qian, reason="No", acting_in=SCHOOL | COUNTY),
        lambda: claim.reject(by=qian, reason="No", acting_in=SCHOOL | COUNTY),
        lambda: claim.withdraw(by=claim.person),
        lambda: claim.put_right(by=claim.person, title="Summer school II"),
    )
    possible = set()
    for verb in tried:
        try:
            verb()
            possible.add(claim.state)
        except Refused:
            pass
        db.session.rollback()
        db.session.expire_all()

    assert possible == POSSIBLE[state]


POSSIBLE = {
    S.SCHOOL_REVIEW: {S.COUNTY_REVIEW, S.RETURNED, S.REJECTED, S.WITHDRAWN},
    S.COUNTY_REVIEW: {S.ATTESTED, S.SCHOOL_REVIEW, S.REJECTED, S.WITHDRAWN},
    S.RETURNED: {S.SCHOOL_REVIEW, S.WITHDRAWN},
    S.ATTESTED: set(),
    S.REJECTED: set(),
    S.WITHDRAWN: set(),
}


def test_each_office_finds_the_claims_that_wait_for_it(school, zhangdian):
    claims = {state: a_claim(a_teacher(school), state=state) for state in S}
    a_claim(a_teacher(), state=S.COUNTY_REVIEW)
    people = {"school": a_school_admin(school), "county": a_county_admin(zhangdian)}

    waiting = {name: list(db.session.scalars(claims_to_decide(person))) for name, person in people.items()}

    assert waiting == {"school": [claims[S.SCHOOL_REVIEW]], "county": [claims[S.COUNTY_REVIEW]]}
    for name, person in people.items():
        assert [decides_now(person, claim) for claim in claims.values()] == [
            claim in waiting[name] for claim in claims.values()
        ]


def test_the_history_of_a_claim_only_grows(school):
    a_claim(a_teacher(school))

    for statement in ("UPDATE claim_move SET note = ''", "DELETE FROM claim_move"):
        with pytest.raises(sa.exc.DBAPIError, match="only grows"):
            db.session.execute(sa.text(statement))
        db.session.rollback()

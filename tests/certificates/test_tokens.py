"""The square of dots: signed once, and worthless with a single bit changed."""

import json
import random
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachnet.certificates import actions
from teachnet.certificates.tokens import (
    BadToken,
    Claims,
    claims_in,
    encoded,
    key_id_of,
    public_key,
    sign,
    token_of,
)
from teachnet.db import db
from teachnet.keys import keys
from tests.certificates.factories import a_certificate, a_completed_case
from tests.factories import a_city_admin, a_county, a_school
from tests.training.factories import a_cohort

CLAIMS = Claims(
    "20260001179",
    "淄培〔2026〕0001179号",
    "周敏",
    "小学数学骨干教师培训",
    40,
    date(2026, 3, 2),
    date(2026, 3, 6),
    date(2026, 3, 9),
    "淄博市教育局",
)
CHANGES = 10_000


@pytest.fixture(scope="module")
def publics(_app):
    return {key_id_of(public_key()): public_key()}


@pytest.fixture
def token(_app):
    return token_of(CLAIMS, sign(CLAIMS))


@pytest.fixture
def certificate(app):
    county = a_county()
    case = a_completed_case(a_cohort({county: 3}), "周敏", school=a_school(county))
    return a_certificate(case, by=a_city_admin("Wu"))


@pytest.fixture
def run(app):
    return lambda *args: app.test_cli_runner().invoke(args=["verify-certificate", *args])


def test_a_token_says_what_was_signed_and_by_which_key(token, publics):
    assert claims_in(token, publics) == (CLAIMS, next(iter(publics)))


def test_no_change_of_a_single_bit_is_accepted(token, publics):
    """All of them, and as many again at random as make ten thousand."""
    sent = token.encode()
    every = [(place, bit) for place in range(len(sent)) for bit in range(8)]
    dice = random.Random(2026)  # noqa: S311 -- the same ones each time
    changes = every + [dice.choice(every) for _number in range(CHANGES - len(every))]
    accepted = [change for change in changes if _is_accepted(_changed(sent, *change), publics)]

    assert (len(changes) >= CHANGES, accepted) == (True, [])


def test_a_check_that_decodes_carelessly_would_accept_some(token, publics, monkeypatch):
    """The negative control: the last letter of base64 has bits that nobody reads."""
    monkeypatch.setattr(
        "teachnet.certificates.tokens._decoded", lambda text: urlsafe_b64decode(text + "=" * (-len(text) % 4))
    )
    sent = token.encode()
    changes = [_changed(sent, len(sent) - 1, bit) for bit in range(7)]
    assert any(_is_accepted(change, publics) for change in changes)


def _changed(sent, place, bit):
    return (sent[:place] + bytes([sent[place] ^ (1 << bit)]) + sent[place + 1 :]).decode("latin-1")


def _is_accepted(token, publics):
    try:
        claims_in(token, publics)
    except (BadToken, ValueError):
        return False
    return True


@given(st.text(max_size=300))
def test_whatever_is_sent_is_no_token(publics, text):
    with pytest.raises(BadToken):
        claims_in(text, publics)


def test_another_key_signs_nothing_of_ours(token):
    other = bytes(32)
    with pytest.raises(BadToken):
        claims_in(token, {key_id_of(other): other})


def test_words_of_one_and_the_signature_of_another_are_nothing(token, publics):
    richer = replace(CLAIMS, hours=400)
    with pytest.raises(BadToken):
        claims_in(token_of(richer, sign(CLAIMS)), publics)


def test_the_words_are_signed_in_one_order_and_without_blanks():
    told = json.loads(CLAIMS.payload)
    assert list(told) == sorted(told)
    assert b" " not in CLAIMS.payload
    assert Claims.read(CLAIMS.payload) == CLAIMS


def test_the_key_is_drawn_from_the_secret_and_is_none_of_the_others(app):
    assert public_key() == public_key()
    assert encoded(keys.derive("certificates", 32)) != encoded(keys.derive("session cookie", 32))


def test_a_certificate_holds_what_was_signed(certificate):
    assert claims_in(certificate.token, actions.public_keys()) == (certificate.claims, certificate.key_id)


def test_a_terminal_tells_a_valid_certificate(run, certificate):
    told = run(certificate.token)

    assert told.exit_code == 0
    assert told.output.startswith("VALID")
    assert "周敏" in told.output
    assert "could not be asked" not in told.output


def test_a_terminal_reads_a_file_with_the_address_of_the_dots(run, certificate, tmp_path):
    file = tmp_path / "scanned.txt"
    file.write_text(f"https://teachnet.example/certificates/verify/{certificate.code}?t={certificate.token}\n")

    assert run(str(file)).exit_code == 0


def test_a_terminal_tells_a_revoked_one(run, certificate):
    from_then = certificate.token
    certificate.revoke(by=certificate.issued_by, reason="A mistake")
    db.session.commit()

    told = run(from_then)
    assert told.exit_code == 1
    assert "REVOKED" in told.output


def test_a_terminal_tells_a_changed_one(run, certificate):
    told = run(certificate.token[:-3] + "AAA")

    assert told.exit_code == 1
    assert "INVALID" in told.output


def test_a_terminal_with_the_published_keys_needs_no_other(run, certificate, visitor, tmp_path):
    file = tmp_path / "keys.json"
    file.write_bytes(visitor.get("/certificates/keys.json").response.data)
    assert run(certificate.token, "--keys", str(file)).exit_code == 0

    file.write_text('{"keys": {}}')
    assert run(certificate.token, "--keys", str(file)).exit_code == 1
    file.write_text("[]")
    assert run(certificate.token, "--keys", str(file)).exit_code == 1

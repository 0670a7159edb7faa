"""Who gets a certificate, what it says for ever, and how it is taken back."""

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa

from teachnet.certificates import actions, queries
from teachnet.certificates.models import Certificate, CertificateKey, CertificatePattern, SerialCounter
from teachnet.certificates.serials import SerialBook, book, code_of, read_code
from teachnet.certificates.words import Standing
from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.training.models import Cohort, Enrolment, EnrolmentState
from tests.certificates.factories import a_certificate, a_completed_case, a_pattern
from tests.factories import a_city_admin, a_county, a_school, a_teacher
from tests.training.factories import a_cohort, an_enrolment

S = EnrolmentState


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def wu(app):
    return a_city_admin("Wu")


@pytest.fixture
def cohort(zhangdian):
    return a_cohort({zhangdian: 9})


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian)


def test_all_who_completed_a_cohort_and_nobody_else_get_one(wu, cohort, school):
    a_pattern(by=wu)
    for name in ("Lin", "Zhou"):
        a_completed_case(cohort, name, school=school)
    for state in (S.NOT_COMPLETED, S.ARRIVED, S.DROPPED_OUT):
        an_enrolment(cohort, teacher=a_teacher(school), state=state)

    issued = actions.issue(cohort, by=wu, expecting=2)

    assert sorted(one.name for one in issued) == ["Lin", "Zhou"]
    one = issued[0]
    assert (one.programme, one.cohort, one.hours) == (cohort.programme.title, cohort.title, 40)
    assert (one.issued_on, one.office) == (today(), "Zibo education bureau")
    assert one.serial == f"培〔{one.code[:4]}〕{one.code[4:]}号"


def test_issuing_twice_makes_nothing_twice(wu, cohort, school):
    a_certificate(a_completed_case(cohort, school=school), by=wu)

    assert actions.issue(cohort, by=wu, expecting=1) == []
    assert db.session.query(Certificate).count() == 1


def test_who_was_added_since_the_preview_is_looked_at_first(wu, cohort, school):
    a_pattern(by=wu)
    for _number in range(2):
        a_completed_case(cohort, school=school)

    with pytest.raises(Refused, match="there are 2 now"):
        actions.issue(cohort, by=wu, expecting=1)


def test_nobody_certifies_themself(cohort, school):
    wu = a_teacher(school, "Wu")
    a_pattern(by=wu)
    a_completed_case(cohort, teacher=wu)

    assert actions.issue(cohort, by=wu, expecting=1) == []


def test_without_a_pattern_for_the_year_nothing_is_issued(wu, cohort, school):
    a_pattern(by=wu, year=today().year - 1)
    a_completed_case(cohort, school=school)

    with pytest.raises(Refused, match="no pattern for the certificates of"):
        actions.issue(cohort, by=wu, expecting=1)


def test_a_new_pattern_leaves_what_was_issued_as_it_was(wu, cohort, school):
    old = a_certificate(a_completed_case(cohort, school=school), by=wu)
    text = old.text
    a_pattern(by=wu, text="Something else about {name}", office="Another office")

    db.session.expire_all()
    assert (old.text, old.office, old.pattern.is_valid) == (text, "Zibo education bureau", False)
    assert actions.reissue(old, by=wu, reason="A new paper").text == "Something else about Zhou Min"


def test_a_year_has_one_valid_pattern(wu):
    a_pattern(by=wu)
    db.session.add(CertificatePattern(year=today().year, serial="", heading="", text="", office="", made_by=wu))
    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()


def test_a_case_has_one_valid_certificate_whoever_writes(wu, cohort, school):
    one = a_certificate(a_completed_case(cohort, school=school), by=wu)
    columns = [column.name for column in Certificate.__table__.columns if column.name not in ("id", "code", "serial")]
    copied = sa.insert(Certificate.__table__).from_select(
        ["code", "serial", *columns],
        sa.select(sa.literal("1"), sa.literal("2"), *(getattr(Certificate, c) for c in columns)),
    )
    with pytest.raises(sa.exc.IntegrityError, match="enrolment"):
        db.session.execute(copied)
    db.session.rollback()
    assert one.is_valid


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificate SET name = 'Li'",
        "UPDATE certificate SET hours = hours + 1, revoked_reason = 'x'",
        "DELETE FROM certificate",
    ],
)
def test_the_database_refuses_to_change_a_certificate(wu, cohort, school, statement):
    a_certificate(a_completed_case(cohort, school=school), by=wu)

    with pytest.raises(sa.exc.DBAPIError, match="frozen"):
        db.session.execute(sa.text(statement))


def test_the_database_refuses_to_take_a_revocation_back(wu, cohort, school):
    a_certificate(a_completed_case(cohort, school=school), by=wu).revoke(by=wu, reason="A mistake")
    db.session.commit()

    back = "UPDATE certificate SET revoked_at = NULL, revoked_by_id = NULL, revoked_reason = ''"
    with pytest.raises(sa.exc.DBAPIError, match="frozen"):
        db.session.execute(sa.text(back))


def test_a_certificate_is_revoked_once_and_the_second_hears_who_was_first(wu, cohort, school):
    one = a_certificate(a_completed_case(cohort, school=school), by=wu)
    one.revoke(by=wu, reason="Not there on the last day")

    assert (one.standing, one.revoked_by, one.revoked_reason) == (Standing.REVOKED, wu, "Not there on the last day")
    with pytest.raises(Refused, match="Wu was first"):
        one.revoke(by=a_city_admin("Han"), reason="Again")


def test_what_was_revoked_is_not_issued_again_with_the_others(wu, cohort, school):
    a_certificate(a_completed_case(cohort, school=school), by=wu).revoke(by=wu, reason="Found to have been absent")

    assert actions.issue(cohort, by=wu, expecting=5) == []


def test_a_certificate_issued_again_has_a_new_number_and_names_the_old(wu, cohort, school):
    case = a_completed_case(cohort, "Zhou Mim", school=school)
    old = a_certificate(case, by=wu)
    case.teacher.name = "Zhou Min"

    new = actions.reissue(old, by=wu, reason="The name was misspelt")
    db.session.commit()

    assert (new.name, old.name, old.is_revoked, old.reissue, new.reissue_of) == ("Zhou Min", "Zhou Mim", True, new, old)
    assert new.code > old.code
    with pytest.raises(Refused, match="issued again already"):
        actions.reissue(old, by=wu, reason="Twice")


def test_a_case_that_is_no_longer_completed_marks_its_certificate(wu, cohort, school):
    case = a_completed_case(cohort, school=school)
    one = a_certificate(case, by=wu)
    assert one.standing is Standing.VALID
    db.session.execute(sa.update(Enrolment).where(Enrolment.id == case.id).values(state=S.NOT_COMPLETED))
    db.session.refresh(case)

    assert one.standing is Standing.DOUBTFUL
    assert db.session.scalars(queries.valid_certificates_of(cohort)).all() == []
    [line] = db.session.execute(queries.cohorts_certified(wu)).all()
    assert (line.completed, line.waiting, line.valid, line.doubtful) == (0, 0, 1, 1)
    with pytest.raises(Refused, match="no longer completed"):
        actions.reissue(one, by=wu, reason="Anyway")


def test_a_number_with_one_digit_changed_is_no_number():
    code = code_of(2026, 117)

    assert read_code(f"淄培〔{code[:4]}〕{code[4:]}号") == code
    for place in range(len(code)):
        for digit in set("0123456789") - {code[place]}:
            assert read_code(code[:place] + digit + code[place + 1 :]) is None


def test_numbers_go_on_where_the_file_says_after_an_older_backup_came_back(wu, school, zhangdian):
    """The database of before the last certificates is put back; their numbers are on paper already."""
    a_pattern(by=wu)
    first = a_certificate(a_completed_case(a_cohort({zhangdian: 5}), school=school), by=wu)
    kept = db.session.scalar(sa.select(SerialCounter.last))
    later = a_certificate(a_completed_case(a_cohort({zhangdian: 5}), school=school), by=wu)
    on_paper = later.code
    assert on_paper > first.code
    db.session.execute(sa.update(SerialCounter).values(last=kept))  # what the older copy says
    db.session.commit()

    next_one = a_certificate(a_completed_case(a_cohort({zhangdian: 5}), school=school), by=wu)

    assert next_one.code > on_paper


def test_an_older_copy_of_the_whole_database_gives_no_number_twice(wu, school, zhangdian, tmp_path):
    a_pattern(by=wu)
    ids = [a_completed_case(a_cohort({zhangdian: 5}), school=school).cohort_id for _number in range(2)]
    one = _issued(ids[0], wu)
    go_back = _copied(tmp_path)
    on_paper = _issued(ids[1], wu)
    go_back()
    assert db.session.query(Certificate).count() == 1

    assert len({one, on_paper, _issued(ids[1], wu)}) == 3


def _copied(folder):
    """What brings the database back to how it is now."""
    if db.engine.dialect.name == "sqlite":
        live, kept = db.engine.url.database, str(folder / "kept.db")
        _copy(live, kept)
        return lambda: _copy(kept, live)
    last, newest = db.session.scalar(sa.select(SerialCounter.last)), db.session.scalar(sa.func.max(Certificate.id))
    return lambda: _forget_since(last, newest)


def _forget_since(last, newest):
    """On PostgreSQL, past every trigger, as a restored dump would be."""
    db.session.execute(sa.text("SET LOCAL session_replication_role = replica"))
    db.session.execute(sa.delete(Certificate).where(Certificate.id > newest))
    db.session.execute(sa.update(SerialCounter).values(last=last))
    db.session.commit()


def _copy(source, target):
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _issued(cohort_id, by):
    [one] = actions.issue(db.session.get(Cohort, cohort_id), by=db.session.merge(by), expecting=1)
    db.session.commit()
    return one.code


def test_without_the_file_an_older_copy_would_give_a_number_twice(wu, school, zhangdian, monkeypatch):
    """The negative control."""
    a_pattern(by=wu)
    counter = SerialCounter.locked(today().year)
    monkeypatch.setattr(SerialBook, "highest", lambda book, year: 0)
    before = counter.last
    [once] = counter.take(1)
    counter.last = before
    assert counter.take(1) == [once]


def test_a_line_cut_off_when_the_power_went_spoils_nothing(tmp_path):
    book = SerialBook()
    book.use(tmp_path)
    book.note(2026, 4)
    with book.path.open("ab") as file:
        file.write(b"2026 7")

    assert book.highest(2026) == 4
    book.note(2026, 9)
    assert (book.highest(2026), book.highest(2025)) == (9, 0)


def issuing(cohort, by):
    cohort_id, by_id = cohort.id, by.id

    def act(_seen):
        actions.issue(db.session.get(Cohort, cohort_id), by=db.session.get(type(by), by_id), expecting=50)

    return (lambda: None), act


def test_ten_who_issue_at_once_make_each_certificate_once(at_once, wu, cohort, school):
    a_pattern(by=wu)
    for _number in range(5):
        a_completed_case(cohort, school=school)

    assert at_once(*[issuing(cohort, wu)] * 10) == {"done": 10}

    codes = db.session.scalars(sa.select(Certificate.code)).all()
    assert (len(codes), len(set(codes))) == (5, 5)


def test_two_cohorts_issued_at_once_share_no_number(at_once, wu, zhangdian, school):
    a_pattern(by=wu)
    cohorts = [a_cohort({zhangdian: 9}) for _number in range(4)]
    for cohort in cohorts * 3:
        a_completed_case(cohort, school=school)

    assert at_once(*(issuing(cohort, wu) for cohort in cohorts)) == {"done": 4}

    codes = db.session.scalars(sa.select(Certificate.code)).all()
    assert (len(codes), len(set(codes))) == (12, 12)


def test_the_key_that_signed_is_on_record_for_ever(wu, cohort, school):
    one = a_certificate(a_completed_case(cohort, school=school), by=wu)

    assert db.session.query(CertificateKey).one().key_id == one.key_id
    with pytest.raises(sa.exc.DBAPIError, match="only grows"):
        db.session.execute(sa.text("DELETE FROM certificate_key"))


def test_the_file_of_numbers_lies_in_the_instance(app):
    assert book.path == app.config["SETTINGS"].instance / "certificates" / "serials"

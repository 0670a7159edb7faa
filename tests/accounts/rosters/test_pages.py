from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.rosters import actions
from teachnet.accounts.rosters.models import RosterUpload, UploadState
from teachnet.audit.models import AuditEntry
from teachnet.db import db
from teachnet.jobs.worker import work_until_idle
from tests.accounts.rosters.lists import CORPUS, MANIFEST, OTHER_SCHOOL, SCHOOL, as_csv, as_xlsx, id_number, person
from tests.factories import a_city_admin, a_school_admin, a_teacher, somebody


@pytest.fixture
def school(city):
    return db.session.scalars(sa.select(Organisation).where(Organisation.name == SCHOOL)).one()


@pytest.fixture
def sun(school):
    """Administers the school of the lists."""
    return a_school_admin(school, "Sun")


PRESS = "form[action$=application] button"


def send(browser, content: bytes, name: str = "roster.csv"):
    return browser.post("/people/import", files={"file": (BytesIO(content), name)})


def people() -> list[str]:
    names = sa.select(Person.name).where(Person.id_fingerprint.is_not(None)).order_by(Person.id)
    return list(db.session.scalars(names))


def figures(page) -> list[str]:
    return [figure.text for figure in page.select(".figure b")]


def test_a_preview_counts_and_writes_no_person(as_person, sun):
    browser = as_person(sun)

    page = browser.get(send(browser, as_csv(person(1), person(2), person(3, 单位="某某学校"))).location)

    assert figures(page) == ["2", "0", "0", "0", "1"]
    assert [cell.text for cell in page.select("tbody th")] == ["4"]
    assert page.select_one(PRESS).text == "Import 2 people"
    assert people() == []


def test_applying_a_preview_brings_the_people_in(as_person, sun, school):
    browser = as_person(sun)
    where = send(browser, as_csv(person(1, 姓名="周敏", 手机号="13812341234"), person(2, 姓名="刘芳"))).location

    page = browser.get(browser.post(f"{where}/application").location)

    zhou = db.session.scalars(sa.select(Person).where(Person.name == "周敏")).one()
    assert people() == ["周敏", "刘芳"]
    assert (zhou.id_number, zhou.phone, zhou.name_initials, zhou.password_hash) == (
        id_number(1),
        "13812341234",
        "zm",
        None,
    )
    assert [(post.role, post.organisation_id) for post in zhou.current_appointments] == [(Role.TEACHER, school.id)]
    assert "Imported" in page.select_one(".badge").text
    assert page.select(PRESS) == []


def test_the_same_file_twice_changes_nothing(as_person, sun):
    browser, content = as_person(sun), as_csv(person(1), person(2))
    browser.post(f"{send(browser, content).location}/application")
    trail = sa.select(sa.func.count()).where(AuditEntry.thing.in_(["person", "appointment"]))
    before = db.session.scalar(trail), people()

    page = browser.get(send(browser, content).location)

    assert figures(page) == ["0", "0", "2", "0", "0"]
    assert page.select(PRESS) == []
    assert (db.session.scalar(trail), people()) == before


def test_only_the_sender_sees_an_upload(as_person, sun, school):
    where = send(as_person(sun), as_csv(person(1))).location
    other = as_person(a_school_admin(school, "Other"))

    assert [
        other.get(where).status,
        other.get(f"{where}/workbook").status,
        other.post(f"{where}/application").status,
    ] == [404] * 3
    assert as_person(a_teacher(school)).get("/people/import").status == 403


def test_a_school_fills_only_itself(as_person, sun):
    browser = as_person(sun)

    page = browser.get(send(browser, as_csv(person(1, 单位=OTHER_SCHOOL))).location)

    assert figures(page) == ["0", "0", "0", "0", "1"]
    assert "No organisation you look after" in page.select_one("tbody").text


def test_a_refused_file_says_why_beside_the_field(as_person, sun):
    page = send(as_person(sun), (CORPUS / "files/encrypted.xlsx").read_bytes(), "名单.xlsx")

    assert (page.status, page.select_one(".field .error").text) == (
        422,
        "The file is locked with a password. Save it without one and send it again.",
    )
    assert db.session.scalar(sa.select(sa.func.count(RosterUpload.id))) == 0


def test_no_file_at_all_is_a_mistake_of_the_form(as_person, sun):
    page = as_person(sun).post("/people/import")

    assert (page.status, page.select_one(".field .error").text) == (422, "Choose a file.")


def test_what_was_sent_is_sealed_in_the_database(as_person, sun):
    send(as_person(sun), as_csv(person(1)))

    content, report = db.session.execute(sa.text("SELECT content, report FROM roster_upload")).one()
    assert id_number(1).encode() not in bytes(content) + bytes(report)


def test_a_large_file_is_left_to_the_worker_and_the_page_tells_how_far_it_is(as_person, city, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 1)
    wu, content = as_person(a_city_admin()), as_csv(person(1), person(2, 单位=OTHER_SCHOOL))
    where = send(wu, content).location

    wu.post(f"{where}/application")
    waiting = wu.get(where)
    work_until_idle()
    done = wu.get(where)

    assert waiting.select_one("#under-way h2").text == "Waiting to be imported"
    assert (waiting.select_one("#under-way a")["href"], waiting.select_one("#under-way")["hx-get"]) == (where, where)
    assert (done.select_one(".badge").text, people()) == ("Imported", ["周敏", "周敏"])
    trail = (
        sa.select(AuditEntry.actor_name, AuditEntry.changes).where(AuditEntry.thing == "person").order_by(AuditEntry.id)
    )
    last = db.session.execute(trail).all()[-1]
    assert (last.actor_name, last.changes["id_number"], last.changes["appointment"]) == (
        "Wu",
        [None, "*" * 14 + id_number(2)[-4:]],
        [None, OTHER_SCHOOL],
    )


def test_while_it_is_under_way_a_second_press_is_refused(as_person, city, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    wu = as_person(a_city_admin())
    where = send(wu, as_csv(person(1))).location
    wu.post(f"{where}/application")

    assert [wu.post(f"{where}/application").status, wu.post(f"{where}/removal").status] == [409, 409]


def test_rights_are_asked_again_when_the_job_runs(as_person, sun, school, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    browser = as_person(sun)
    browser.post(f"{send(browser, as_csv(person(1))).location}/application")
    sun.current_appointments[0].close(on=sun.current_appointments[0].starts_on)
    db.session.commit()

    work_until_idle()

    upload = db.session.scalars(sa.select(RosterUpload)).one()
    assert (people(), upload.state, upload.problem) == ([], UploadState.FAILED, "not_allowed")


def test_what_would_do_something_else_by_now_is_shown_again(as_person, sun):
    browser = as_person(sun)
    where, again = send(browser, as_csv(person(1))).location, send(browser, as_csv(person(1), person(2))).location
    browser.post(f"{where}/application")

    page = browser.get(browser.post(f"{again}/application").location)

    assert (figures(page), people()) == (["1", "0", "1", "0", "0"], ["周敏"])
    assert "changed in between" in page.select_one("#flash").text
    browser.post(f"{again}/application")
    assert len(people()) == 2


def test_deleting_an_upload_leaves_nothing_of_it(as_person, sun):
    browser = as_person(sun)
    where = send(browser, as_csv(person(1))).location

    browser.post(f"{where}/removal")

    assert (browser.get(where).status, db.session.scalar(sa.select(sa.func.count(RosterUpload.id)))) == (404, 0)


def test_the_template_offers_what_the_sender_looks_after_and_reads_back_without_a_word(as_person, sun, read):
    response = as_person(sun).get("/people/import/template").response

    roster = read(response.data)
    assert (roster.file_error, roster.rows, roster.findings) == (None, 0, [])
    assert SCHOOL.encode() in b"".join(parts_of(response.data))
    assert OTHER_SCHOOL.encode() not in b"".join(parts_of(response.data))


def parts_of(workbook: bytes) -> list[bytes]:
    with ZipFile(BytesIO(workbook)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"].rpartition("/")[2])
def test_no_list_of_the_corpus_breaks_a_page(as_person, city, entry):
    wu = as_person(a_city_admin())

    answer = send(wu, (CORPUS / entry["file"]).read_bytes(), entry["file"].rpartition("/")[2])

    assert answer.status in (303, 422)
    if answer.status == 303:
        assert [wu.get(answer.location).status, wu.get(f"{answer.location}/workbook").status] == [200, 200]


def test_a_file_name_cannot_break_a_header(as_person, sun):
    browser = as_person(sun)
    where = send(browser, as_csv(person(1), person(2, 姓名="")), '..\\../名\u2028单\x7f".csv').location

    assert browser.get(f"{where}/workbook").status == 200


def test_an_auditor_and_a_teacher_may_not_knock(as_person, school):
    for role in (Role.AUDITOR, Role.TEACHER):
        assert as_person(somebody(role, school)).get("/people/import/template").status == 403


def test_a_page_in_chinese_speaks_chinese(as_person, sun):
    browser = as_person(sun)
    browser.headers["Accept-Language"] = "zh-CN"

    page = browser.get(send(browser, as_xlsx(["姓名", "身份证号", "单位"], ["周敏", id_number(1), "某校"])).location)

    assert page.select_one("tbody td:last-child").text != ""

"""From accepted rows to people: who is new, who changes, whose school is asked, and nothing by halves."""

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Organisation, Person, Role, TransferRequest
from teachnet.accounts.rosters import actions, applying
from teachnet.accounts.rosters.models import RosterRow
from teachnet.audit.models import AuditEntry
from teachnet.db import db, today
from teachnet.errors import Refused
from tests.accounts.rosters.lists import OTHER_SCHOOL, SCHOOL, as_csv, id_number, person
from tests.factories import a_city_admin, a_county_admin, a_person, a_school_admin, somebody


@pytest.fixture
def bring(city, tmp_path):
    """Lets a list in as this person (nobody: the command line); gives the counts."""

    def bring(*people: dict, by: Person | None = None) -> dict[str, int]:
        examined = examine(*people, by=by)
        write(examined, by)
        return {fate: count for fate, count in examined.plan.counts().items() if count}

    def examine(*people: dict, by: Person | None = None):
        path = tmp_path / "roster.csv"
        path.write_bytes(as_csv(*people))
        return actions.examine(path, by=by)

    def write(examined, by=None):
        upload = actions.keep(examined, file_name="roster.csv", content=None, by=by)
        upload.start()
        for _done in actions.let_in(upload, examined):
            pass
        db.session.commit()

    bring.examine, bring.write = examine, write
    return bring


def school(name: str = SCHOOL) -> Organisation:
    return db.session.scalars(sa.select(Organisation).where(Organisation.name == name)).one()


def known(serial: int = 1) -> Person:
    number = id_number(serial)
    return next(one for one in db.session.scalars(sa.select(Person)) if one.id_number == number)


def posts(one: Person) -> list[tuple]:
    return [(post.role, post.organisation.name, post.ends_on) for post in one.appointments]


def tables() -> dict[str, list]:
    """Everything the database holds of people, to see that nothing changed."""
    counted = (Person, TransferRequest, AuditEntry, RosterRow)
    rows = {model.__name__: db.session.scalar(sa.select(sa.func.count(model.id))) for model in counted}
    return rows | {"names": list(db.session.scalars(sa.select(Person.name).order_by(Person.id)))}


def trail(thing: str) -> list[dict]:
    return list(
        db.session.scalars(sa.select(AuditEntry.changes).where(AuditEntry.thing == thing).order_by(AuditEntry.id))
    )


FULL = {
    "手机号": "13812341234",
    "性别": "女",
    "学段": "初中",
    "任教学科": "数学",
    "职称": "一级",
    "骨干级别": "市级",
    "参加工作日期": "2008-09-01",
    "备注": "=1+1",
}


def test_a_new_person_has_all_that_the_row_says_and_no_password(bring):
    assert bring(person(1, **FULL)) == {"new": 1}

    zhou = known()
    assert (zhou.name, zhou.name_pinyin, zhou.name_initials, zhou.phone) == ("周敏", "zhou min", "zm", "13812341234")
    assert (zhou.gender, zhou.stage, zhou.subject, zhou.title) == ("female", "junior", "mathematics", "first")
    assert (zhou.honour, str(zhou.started_work_on), zhou.remark, str(zhou.born_on)) == (
        "市级", "2008-09-01", "=1+1", "1985-06-15"
    )  # fmt: skip
    assert (zhou.password_hash, zhou.username, posts(zhou)) == (None, None, [(Role.TEACHER, SCHOOL, None)])


def test_the_trail_tells_of_a_new_person_with_personal_data_masked(bring):
    bring(person(1, **FULL))

    (told,) = trail("person")
    assert told["id_number"] == [None, "*" * 14 + id_number(1)[-4:]]
    assert (told["phone"], told["born_on"], told["appointment"]) == (
        [None, "138****1234"],
        [None, "1985-**-**"],
        [None, SCHOOL],
    )
    assert id_number(1) not in str(told)


def test_the_same_list_twice_leaves_no_trace(bring):
    bring(person(1, **FULL), person(2))
    before = tables()

    examined = bring.examine(person(1, **FULL), person(2))

    assert (examined.plan.counts()["unchanged"], examined.plan.writes) == (2, [])
    assert tables() == before


def test_only_what_changes_is_written_and_an_empty_cell_changes_nothing(bring):
    bring(person(1, **FULL))

    assert bring(person(1, **FULL | {"姓名": "周敏敏", "职称": "高级", "手机号": "", "备注": ""})) == {"changed": 1}

    zhou = known()
    assert (zhou.name, zhou.name_initials, zhou.title, zhou.phone, zhou.remark) == (
        "周敏敏", "zmm", "senior", "13812341234", "=1+1"
    )  # fmt: skip
    assert trail("person")[-1] == {"name": ["周敏", "周敏敏"], "title": ["first", "senior"]}


def test_a_changed_phone_is_told_masked_on_both_sides(bring):
    bring(person(1, **FULL))

    bring(person(1, 手机号="13900001111"))

    assert (known().phone, trail("person")[-1]) == ("13900001111", {"phone": ["138****1234", "139****1111"]})


def test_an_old_number_of_15_digits_is_the_same_person(bring):
    modern = "37039919680127961"
    bring(person(1, 身份证号="370399680127961"))

    assert db.session.scalars(sa.select(Person)).one().id_number.startswith(modern)
    assert bring(person(1, 身份证号="370399680127961", 姓名="周民")) == {"changed": 1}


def test_somebody_of_another_school_is_asked_for_and_not_moved(bring):
    bring(person(1, 单位=OTHER_SCHOOL, **FULL))
    sun = a_school_admin(school())

    assert bring(person(1, 姓名="周民", 手机号="13900001111"), by=sun) == {"transfer": 1}

    (asked,) = db.session.scalars(sa.select(TransferRequest))
    assert (asked.sender.name, asked.receiver.name, asked.name_given, asked.asked_by) == (
        OTHER_SCHOOL,
        SCHOOL,
        "周民",
        sun,
    )
    assert (known().name, known().phone, posts(known())) == (
        "周敏",
        "13812341234",
        [(Role.TEACHER, OTHER_SCHOOL, None)],
    )
    assert trail("transfer_request") == [{"sender": [None, OTHER_SCHOOL], "receiver": [None, SCHOOL]}]


def test_asking_twice_asks_once(bring):
    bring(person(1, 单位=OTHER_SCHOOL))
    bring(person(1))
    before = tables()

    assert bring.examine(person(1)).plan.counts()["asked"] == 1
    assert bring.examine(person(1)).plan.writes == []
    assert tables() == before


def test_the_city_too_asks_before_it_moves_somebody(bring):
    bring(person(1, 单位=OTHER_SCHOOL))

    assert bring(person(1), by=a_city_admin()) == {"transfer": 1}
    assert posts(known()) == [(Role.TEACHER, OTHER_SCHOOL, None)]


def test_somebody_who_left_is_appointed_again(bring):
    bring(person(1, 单位=OTHER_SCHOOL))
    known().appointments[0].close(on=today())
    db.session.commit()

    assert bring(person(1), by=a_school_admin(school())) == {"changed": 1}
    assert posts(known()) == [(Role.TEACHER, OTHER_SCHOOL, today()), (Role.TEACHER, SCHOOL, None)]
    assert trail("person")[-1] == {"appointment": [None, SCHOOL]}


def test_a_school_cannot_rewrite_the_citys_administrator(bring):
    wu = a_city_admin("Wu")
    wu.set_id_number(id_number(1))
    db.session.commit()

    assert bring(person(1, 姓名="假", 手机号="13900001111"), by=a_school_admin(school())) == {"transfer": 1}
    assert (wu.name, wu.phone, len(wu.appointments)) == ("Wu", None, 1)


def test_a_research_lead_of_the_county_may_teach_at_a_school(bring):
    lead = somebody(Role.RESEARCH_LEAD, school().county, "Lead")
    lead.set_id_number(id_number(1))
    db.session.commit()

    assert bring(person(1), by=a_school_admin(school())) == {"changed": 1}
    assert [post.role for post in lead.appointments] == [Role.RESEARCH_LEAD, Role.TEACHER]


def test_an_auditor_never_becomes_a_teacher(bring):
    auditor = somebody(Role.AUDITOR, school(), "Auditor")
    auditor.set_id_number(id_number(1))
    db.session.commit()

    bring(person(1))

    assert [post.role for post in auditor.appointments] == [Role.AUDITOR]


def test_each_office_fills_its_own_part_of_the_city(bring):
    county = school().county
    people = [person(1), person(2, 单位=OTHER_SCHOOL)]

    def accepted(by):
        return [entry.values["单位"] for entry in bring.examine(*people, by=by).roster.entries]

    assert accepted(a_school_admin(school())) == [SCHOOL]
    assert accepted(a_county_admin(county)) == [SCHOOL]
    assert accepted(a_city_admin()) == [SCHOOL, OTHER_SCHOOL]
    assert accepted(a_person("Nobody")) == []


def test_a_closed_school_is_no_school(bring):
    school().closed_on = today()
    db.session.commit()

    assert bring.examine(person(1)).roster.ok == 0


def test_a_failure_half_way_leaves_nothing(bring, monkeypatch):
    bring(person(9))
    examined, before = bring.examine(person(1), person(2), person(9, 姓名="周民")), tables()
    monkeypatch.setattr(applying, "_appointments", lambda upload_id: sa.text("SELECT 1 FROM no_such_table"))

    with pytest.raises(sa.exc.DBAPIError):
        bring.write(examined)
    db.session.rollback()

    assert tables() == before


def test_without_the_one_transaction_the_failure_would_leave_half_of_it(bring, monkeypatch):
    """The control of the test above: it fails when each statement is committed by itself."""
    examined, execute = bring.examine(person(1)), db.session.execute
    monkeypatch.setattr(applying, "_appointments", lambda upload_id: sa.text("SELECT 1 FROM no_such_table"))

    def execute_and_commit(*args, **kwargs):
        result = execute(*args, **kwargs)
        db.session.commit()
        return result

    monkeypatch.setattr(db.session, "execute", execute_and_commit)
    with pytest.raises(sa.exc.DBAPIError):
        bring.write(examined)
    db.session.rollback()

    assert (known().name, posts(known())) == ("周敏", [])


def test_somebody_made_by_hand_in_between_stops_the_import(bring):
    examined = bring.examine(person(1), person(2))
    made = a_person("Made by hand")
    made.set_id_number(id_number(1))
    db.session.commit()
    before = tables()

    with pytest.raises(Refused, match="changed in between"):
        bring.write(examined)
    db.session.rollback()

    assert tables() == before


def test_somebody_moved_in_between_stops_the_import(bring):
    bring(person(1))
    examined = bring.examine(person(1, 姓名="周民"))
    known().transfer(school(OTHER_SCHOOL))
    db.session.commit()

    with pytest.raises(Refused, match="changed in between"):
        bring.write(examined)
    db.session.rollback()

    assert known().name == "周敏"


def test_what_was_put_right_by_hand_in_between_is_kept(bring):
    bring(person(1))
    examined = bring.examine(person(1, 职称="高级"))
    known().set_phone("13900001111")
    db.session.commit()

    bring.write(examined)

    assert (known().title, known().phone) == ("senior", "13900001111")


def test_the_write_takes_as_many_statements_for_three_people_as_for_thirty(bring, statements):
    costs = []
    for serials in (range(1, 4), range(10, 40)):
        examined = bring.examine(*(person(serial) for serial in serials))
        upload = actions.keep(examined, file_name="x", content=None, by=None)
        upload.start()
        for _done in applying.stage(upload, examined.plan):
            pass
        statements.clear()
        applying.copy(upload)
        costs.append(len(statements))
        db.session.commit()

    assert costs[0] == costs[1]

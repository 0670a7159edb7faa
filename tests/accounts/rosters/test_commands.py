import json
import re

import pytest
import sqlalchemy as sa
from flask_babel import force_locale

from teachnet.accounts.models import Organisation, Person, Role
from teachnet.accounts.rosters.organisations import import_organisations
from teachnet.audit.models import AuditEntry
from teachnet.db import db
from tests.accounts.rosters.lists import CORPUS, OTHER_SCHOOL, SCHOOL, as_csv, person
from tests.factories import a_city, somebody


@pytest.fixture
def flask(app, tmp_path):
    """`flask("import-people", content, "--dry-run")`: the command with a file of this content."""

    def flask(command: str, content: bytes, *options: str):
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        db.session.commit()
        return app.test_cli_runner().invoke(args=[command, str(path), *options])

    return flask


def figures(result) -> list[int]:
    """The command line speaks Chinese; its numbers are the same in any language."""
    return [int(figure) for figure in re.findall(r"\d+", result.output)]


def names() -> list[str]:
    return list(db.session.scalars(sa.select(Person.name).order_by(Person.id)))


def test_a_dry_run_reports_and_writes_nothing(flask, city, tmp_path):
    report = tmp_path / "report.json"

    result = flask("import-people", as_csv(person(1), person(2, 单位="某校")), "--dry-run", "--report", str(report))

    assert result.exit_code == 0
    assert json.loads(report.read_text("utf-8")) == {
        "file_error": None,
        "rows": 2,
        "ok": 1,
        "errors": [{"sheet": "", "row": 3, "column": "单位", "code": "unknown_organisation", "level": "error"}],
    }
    assert names() == []


def test_a_refused_file_exits_with_2_and_still_reports(flask, city, tmp_path):
    report = tmp_path / "report.json"

    result = flask("import-people", b"", "--report", str(report))

    assert (result.exit_code, json.loads(report.read_text())["file_error"]) == (2, "empty")


def test_a_report_that_cannot_be_written_stops_the_import_with_a_sentence(flask, city, tmp_path):
    result = flask("import-people", as_csv(person()), "--report", str(tmp_path / "nowhere" / "report.json"))

    assert (result.exit_code, names()) == (1, [])
    assert "No such file or directory" in result.output


def test_accepted_rows_come_in_and_refused_ones_stay_out(flask, city):
    result = flask("import-people", as_csv(person(1), person(2, 姓名="刘芳", 单位="某校")))

    assert (result.exit_code, names()) == (0, ["周敏"])
    assert figures(result)[-11:] == [2, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0]


def test_the_same_file_twice_leaves_no_trace(flask, city):
    flask("import-people", as_csv(person(1)))
    before = db.session.scalar(sa.select(sa.func.count(AuditEntry.id)))

    result = flask("import-people", as_csv(person(1)))

    assert figures(result) == [1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert db.session.scalar(sa.select(sa.func.count(AuditEntry.id))) == before


ORGANISATIONS = "code,name,kind,parent_code,is_rural\n"


def listed() -> list[tuple]:
    found = db.session.scalars(sa.select(Organisation).order_by(Organisation.lineage))
    return [(one.code, one.kind.value, one.lineage, one.county and one.county.code, one.is_rural) for one in found]


def test_parents_may_come_later_in_the_list(flask):
    result = flask(
        "import-organisations",
        f"{ORGANISATIONS}s,某小学,school,c,1\nb,某基地,base,z,0\nc,某区,county,t,0\nz,某功能区,zone,t,\nt,某市,city,,0\n".encode(),
    )

    assert (result.exit_code, figures(result)) == (0, [5, 0, 0])
    assert listed() == [
        ("t", "city", "t/", None, False),
        ("c", "county", "t/c/", "c", False),
        ("s", "school", "t/c/s/", "c", True),
        ("z", "zone", "t/z/", "z", False),
        ("b", "base", "t/z/b/", "z", False),
    ]


def test_the_same_organisations_twice_change_nothing(flask, city):
    content = (CORPUS / "organisations.csv").read_bytes()
    before = db.session.scalar(sa.select(sa.func.count(AuditEntry.id)))

    assert figures(flask("import-organisations", content)) == [0, 0, 52]
    assert db.session.scalar(sa.select(sa.func.count(AuditEntry.id))) == before


def test_a_changed_name_and_a_moved_school(flask, city):
    line = f"370302-101,{SCHOOL}（新）,school,370303,1\n"

    flask("import-organisations", (ORGANISATIONS + line).encode("gb18030"))

    assert ("370302-101", "school", "370300/370303/370302-101/", "370303", True) in listed()


def test_two_schools_that_swap_their_names(flask, city):
    content = (CORPUS / "organisations.csv").read_bytes()
    there, here = SCHOOL.encode(), OTHER_SCHOOL.encode()
    swapped = content.replace(there, b"?").replace(here, there).replace(b"?", here)

    assert figures(flask("import-organisations", swapped)) == [0, 2, 50]
    assert figures(flask("import-organisations", swapped)) == [0, 0, 52]


@pytest.mark.parametrize(
    ("lines", "row", "said"),
    [
        ("t,某市,city,,0\nx,某校,school,nowhere,0\n", 3, "There is no organisation with the code nowhere"),
        ("t,某市,city,,0\nx,某校,college,t,0\n", 3, "The kind must be one of"),
        ("t,某市,city,,0\nx,某校,school,x,0\n", 3, "cannot belong to x"),
        ("t,某市,city,,0\nc,某区,county,t,0\nx,某区二,county,c,0\n", 4, "cannot belong to c"),
        ("t,某市,city,,0\nu,某市二,city,,0\n", 2, "There is one city"),
        ("t,某市,city,,0\nx,某校,school,t,0\nx,某校二,school,t,0\n", 3, "stands in more than one row"),
        ("t,某市,city,,0\nx,某校,school,t,0\ny,某校,school,t,0\n", 3, "Another organisation has the name"),
        ("t,某市,city,,0\n,某校,school,t,0\n", 3, "The code is empty"),
        ("t,某市,city,,0\nx,,school,t,0\n", 3, "The name is empty"),
        ("t,某市,city,,0\nx,某校,school,t,maybe\n", 3, "is_rural must be 1 or 0"),
    ],
)
def test_one_wrong_line_and_nothing_is_written(flask, app, tmp_path, lines, row, said):
    path = tmp_path / "list.csv"

    result = flask("import-organisations", (ORGANISATIONS + lines).encode())

    assert (result.exit_code, listed(), f"list.csv:{row}: " in result.output) == (1, [], True)
    with app.test_request_context(), force_locale("en"):
        assert said in str(import_organisations(path).errors)


def test_the_city_of_the_list_takes_the_place_of_the_one_the_first_administrator_got(flask):
    wu = somebody(Role.CITY_ADMIN, a_city(code="CITY", name="市教育局"), "Wu")

    flask("import-organisations", f"{ORGANISATIONS}370300,某市教育局,city,,0\nc,某区,county,370300,0\n".encode())

    assert [(code, lineage) for code, _kind, lineage, *_rest in listed()] == [("370300", "370300/"), ("c", "370300/c/")]
    assert wu.current_appointments[0].organisation.name == "某市教育局"


def test_a_list_without_its_columns_says_which_are_missing(flask):
    result = flask("import-organisations", b"code,name\n1,x\n")

    assert (result.exit_code, "kind, parent_code" in result.output) == (1, True)

"""Questions as authors write them: one by one, from a table, for the quiz of a unit."""

import io

import openpyxl
import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.quizzes.models import Question, QuestionPool, Quiz
from teachnet.study.models import CourseState, Unit, UnitKind
from tests.factories import saved, somebody, the_city
from tests.quizzes.factories import a_pool
from tests.study.factories import a_course

TABLE = """题型\t题干\t选项A\t选项B\t选项C\t答案\t分值\t解析
单选\t提问后等待几秒？\t1 秒\t5 秒\t1 分钟\tB\t2\t罗伊 1974
多选\t哪些有帮助？\t同桌交流\t安静\t催促\tA、B\t\t
判断\t等待有益。\t\t\t\t对\t\t
排序\t先后顺序\t提问\t等待\t点名\t\t\t
填空\t这叫什么？\t\t\t\t等待时间|候答\t3\t
"""


@pytest.fixture
def wang(app):
    return somebody(Role.RESEARCH_LEAD, the_city(), "Wang")


@pytest.fixture
def pool(wang):
    return saved(QuestionPool(title="Asking", author=wang))


def questions() -> list[tuple]:
    found = db.session.scalars(sa.select(Question).order_by(Question.id))
    return [(one.kind.value, one.options, one.answer, one.points) for one in found]


READ = [
    ("single", ["1 秒", "5 秒", "1 分钟"], [1], 2),
    ("multiple", ["同桌交流", "安静", "催促"], [0, 1], 1),
    ("true_false", [], [1], 1),
    ("ordering", ["提问", "等待", "点名"], [], 1),
    ("short", [], ["等待时间", "候答"], 3),
]


def test_a_table_copied_out_of_excel_is_taken_over(as_person, wang, pool):
    assert as_person(wang).post(f"/study/pools/{pool.id}/table", pasted=TABLE).status == 303
    assert questions() == READ


def test_an_excel_file_is_taken_over(as_person, wang, pool):
    book = openpyxl.Workbook()
    for row in TABLE.splitlines():
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row.split("\t")])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)

    sent = as_person(wang).post(f"/study/pools/{pool.id}/table", files={"file": (file, "题库.xlsx")})

    assert (sent.status, questions()) == (303, READ)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_taken_over_whatever_its_encoding(as_person, wang, pool, encoding):
    file = io.BytesIO(TABLE.replace("\t", ",").encode(encoding))

    sent = as_person(wang).post(f"/study/pools/{pool.id}/table", files={"file": (file, "题库.csv")})

    assert (sent.status, questions()) == (303, READ)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("单选\t?\ta\tb\t\tD", "Line 3: Write the letters of the right lines"),
        ("单选\t?\ta\tb\t\tAB", "Line 3: Only one of the lines can be right here."),
        ("单选\t?\ta\t\t\tA", "Line 3: From two to ten lines to choose from."),
        ("多选\t?\ta\ta\t\tA", "Line 3: Two of the lines are the same."),
        ("判断\t?\t\t\t\t也许", "Line 3: Write true or false."),
        ("连线\t?\t\t\t\t对", "Line 3: “连线” is no kind of question we know."),
        ("填空\t\t\t\t\t对", "Line 3: Write the question."),
        ("填空\t?\t\t\t\t。", "Line 3: Write at least one text that is right."),
        ("判断\t?\t\t\t\t对\t99", "Line 3: From 1 to 20."),
        ("判断\t?\t\t\t\t对\t=1+1", "Line 3: From 1 to 20."),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(as_person, wang, pool, line, sentence):
    head, good, *_more = TABLE.splitlines()
    page = as_person(wang).post(f"/study/pools/{pool.id}/table", pasted="\n".join([head, good, line]))
    assert (page.status, sentence in page.text, questions()) == (422, True, [])
    assert "提问后等待几秒" in page.find("textarea", attrs={"name": "pasted"}).text


def test_what_is_no_table_is_told(as_person, wang, pool):
    browser = as_person(wang)
    assert "no line of headings" in browser.post(f"/study/pools/{pool.id}/table", pasted="hello").text
    junk = browser.post(f"/study/pools/{pool.id}/table", files={"file": (io.BytesIO(b"\0\1\2"), "a.xlsx")})
    assert (junk.status, questions()) == (422, [])


def test_a_question_is_typed_changed_and_taken_out(as_person, wang, pool):
    browser, new = (
        as_person(wang),
        {"kind": "single", "stem": "How long?", "options": "1 s\n5 s", "answer": "b", "points": "2"},
    )
    assert browser.post(f"/study/pools/{pool.id}/questions", **new).status == 303
    question = db.session.scalars(sa.select(Question)).one()
    form = browser.get(f"/study/pools/{pool.id}/questions/{question.id}")
    assert form.find("textarea", attrs={"name": "answer"}).text.strip() == "B"

    browser.post(f"/study/pools/{pool.id}/questions/{question.id}", **new | {"options": "1 s\n3 s\n5 s", "answer": "C"})
    assert questions() == [("single", ["1 s", "3 s", "5 s"], [2], 2)]

    wrong = browser.post(f"/study/pools/{pool.id}/questions", **new | {"answer": "Z"})
    assert (wrong.status, "Write the letters" in wrong.text, "5 s" in wrong.text) == (422, True, True)

    browser.post(f"/study/pools/{pool.id}/questions/{question.id}/retirement")
    assert "No question yet" in browser.get(f"/study/pools/{pool.id}").text


def test_every_author_draws_from_a_pool_and_only_its_own_changes_it(as_person, wang, pool):
    other = as_person(somebody(Role.RESEARCH_LEAD, the_city(), "Ma"))
    assert other.get(f"/study/pools/{pool.id}").find("form", action=f"/study/pools/{pool.id}/questions") is None
    assert (
        other.post(f"/study/pools/{pool.id}/questions", kind="true_false", stem="x", answer="true", points="1").status
        == 403
    )


def test_a_quiz_is_set_up_and_the_course_can_be_published(as_person, wang):
    pool = a_pool(author=wang)
    draft = a_course(units=0, author=wang, state=CourseState.DRAFT)
    unit = saved(Unit(course=draft, position=1, kind=UnitKind.QUIZ, title="Quiz", seconds=600))
    browser, fields = as_person(wang), {"pool": pool.id, "pass_percent": "80", "most_attempts": "0"}

    many = browser.post(f"/study/units/{unit.id}/quiz", draws="6", **fields)
    assert (many.status, "There are only 5 questions in this pool." in many.text) == (422, True)
    assert browser.post(f"/study/units/{unit.id}/quiz", draws="3", **fields).status == 303
    assert browser.post(f"/study/courses/{draft.id}/publication").status == 303
    assert db.session.scalars(sa.select(Quiz.draws)).one() == 3

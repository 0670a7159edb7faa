"""A group talks among itself; what somebody has to say for the unit to be done is counted, praise is not."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from teachnet.accounts.models import Role
from teachnet.db import db, today
from teachnet.discussions.models import Discussion, Post, length_of
from teachnet.projects.deeds import records_of
from teachnet.projects.models import Measure
from teachnet.study.models import CourseState, UnitKind, UnitProgress
from tests.discussions.factories import LONG, a_discussion, a_post
from tests.factories import a_county, a_county_admin, a_school, a_teacher, somebody
from tests.projects.factories import a_part, a_project, a_row
from tests.study.factories import a_course, a_group, a_learner


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def discussion(county):
    return a_discussion()


@pytest.fixture
def group(discussion, county):
    return a_group(discussion.unit.course, organisation=county)


@pytest.fixture
def learner(group, county):
    school = a_school(county)

    def learner(name: str, **fields):
        return a_learner(group.course, a_teacher(school, name), **{"group": group} | fields)

    return learner


def here(discussion) -> str:
    return f"/study/units/{discussion.unit_id}"


def said_on(page) -> list[str]:
    return [text.text for text in page.select(".post-text")]


def done_by(enrolment) -> bool:
    mine = sa.select(UnitProgress).where(UnitProgress.enrolment_id == enrolment.id, UnitProgress.done_at.is_not(None))
    return db.session.scalars(mine).first() is not None


def test_a_post_and_an_answer_that_say_something_are_enough(as_person, discussion, learner):
    bai, cao = learner("Bai"), learner("Cao")
    first = a_post(discussion, cao)
    browser = as_person(bai.learner)
    assert browser.post(f"{here(discussion)}/posts", text=LONG).status == 303
    assert not done_by(bai)
    assert browser.post(f"/study/posts/{first.id}/answers", text="Very good!").status == 303
    assert not done_by(bai)
    assert browser.post(f"/study/posts/{first.id}/answers", text=LONG + " And yours?").status == 303
    assert done_by(bai)
    assert not done_by(cao)


def test_answering_oneself_is_no_answer(discussion, learner):
    bai = learner("Bai")
    own = a_post(discussion, bai)
    a_post(discussion, bai, answering=own)
    assert not done_by(bai)


def test_an_answer_to_an_answer_stands_below_the_same_post(as_person, discussion, learner):
    bai, cao = learner("Bai"), learner("Cao")
    first = a_post(discussion, bai)
    second = a_post(discussion, cao, answering=first)
    third = a_post(discussion, bai, "Thank you", answering=second)
    assert third.answers_id == first.id
    page = as_person(cao.learner).get(here(discussion))
    assert [said.text for said in page.select(f"#post-{first.id} .post-text")] == [LONG, LONG, "Thank you"]
    assert as_person(cao.learner).get(f"/study/posts/{third.id}").location == f"/study/posts/{first.id}"


def test_each_group_talks_among_itself(as_person, discussion, group, learner, county):
    other = a_group(discussion.unit.course, organisation=county, name="Group two", tutor=group.tutor)
    bai, cao, alone = learner("Bai"), learner("Cao", group=other), learner("Dong", group=None)
    for enrolment, text in ((bai, "Of one"), (cao, "Of two"), (alone, "Of none")):
        a_post(discussion, enrolment, text)
    seen = {
        "bai": said_on(as_person(bai.learner).get(here(discussion))),
        "cao": said_on(as_person(cao.learner).get(here(discussion))),
        "alone": said_on(as_person(alone.learner).get(here(discussion))),
        "tutor": said_on(as_person(group.tutor).get(here(discussion))),
        "author": said_on(as_person(discussion.unit.course.author).get(here(discussion))),
    }
    assert seen == {
        "bai": ["Of one"],
        "cao": ["Of two"],
        "alone": ["Of none"],
        "tutor": ["Of two", "Of one"],
        "author": ["Of none", "Of two", "Of one"],
    }
    post = db.session.scalars(sa.select(Post).where(Post.text == "Of two")).one()
    assert as_person(bai.learner).post(f"/study/posts/{post.id}/answers", text=LONG).status == 404


def test_a_tutor_speaks_to_the_group_they_choose(as_person, discussion, group, learner):
    bai = learner("Bai")
    post = a_post(discussion, bai)
    tutor = as_person(group.tutor)
    assert tutor.post(f"{here(discussion)}/posts", group=group.id, text="Welcome").status == 303
    assert tutor.post(f"/study/posts/{post.id}/answers", text="How did they react?").status == 303
    assert said_on(as_person(bai.learner).get(here(discussion))) == ["Welcome", LONG, "How did they react?"]
    stranger = somebody(Role.TUTOR, a_county(name="Yiyuan"), "Shi")
    assert as_person(stranger).post(f"{here(discussion)}/posts", group=group.id, text="Hello").status == 404


def test_what_is_hidden_is_seen_by_its_writer_and_who_looks_after_the_group(as_person, discussion, group, learner):
    bai, cao = learner("Bai"), learner("Cao")
    post = a_post(discussion, bai, "Buy my book")
    tutor = as_person(group.tutor)
    assert tutor.post(f"/study/posts/{post.id}/hiding", because="").status == 422
    assert tutor.post(f"/study/posts/{post.id}/hiding", because="An advertisement").status == 303
    assert said_on(as_person(cao.learner).get(here(discussion))) == []
    assert "An advertisement" in as_person(bai.learner).get(here(discussion)).text
    assert "An advertisement" in tutor.get(here(discussion)).text
    assert as_person(cao.learner).post(f"/study/posts/{post.id}/hiding", because="no").status == 404


def test_one_takes_back_what_one_said_and_nobody_else_can(as_person, discussion, learner):
    bai, cao = learner("Bai"), learner("Cao")
    post = a_post(discussion, bai)
    assert as_person(cao.learner).post(f"/study/posts/{post.id}/withdrawal").status == 403
    assert as_person(bai.learner).post(f"/study/posts/{post.id}/withdrawal").status == 303
    assert said_on(as_person(bai.learner).get(here(discussion))) == []
    assert as_person(cao.learner).post(f"/study/posts/{post.id}/answers", text=LONG).status == 404


def test_what_was_typed_comes_back(as_person, discussion, learner):
    bai = learner("Bai")
    answer = as_person(bai.learner).post(f"{here(discussion)}/posts", text="x" * 5001)
    assert answer.status == 422
    assert len(answer.select_one("textarea").text.strip()) == 5001


def test_nothing_is_said_in_a_closed_course_nor_before_its_turn(as_person, county):
    course = a_course(in_order=True)
    discussion = a_discussion(course)
    bai = a_learner(course, a_teacher(a_school(county), "Bai"))
    answer = as_person(bai.learner).post(f"{here(discussion)}/posts", text=LONG)
    assert (answer.status, "First finish" in answer.text) == (409, True)
    course.state = CourseState.CLOSED
    db.session.commit()
    assert as_person(bai.learner).post(f"{here(discussion)}/posts", text=LONG).status == 409


def test_an_author_sets_it_up_and_a_copy_has_it_too(as_person):
    course = a_course(units=0, state=CourseState.DRAFT)
    browser = as_person(course.author)
    unit = {"kind": "discussion", "title": "Talk", "body": "Who waits?", "minutes": "15"}
    assert browser.post(f"/study/courses/{course.id}/units/new", **unit).status == 303
    db.session.expire_all()
    (made,) = course.units
    assert made.kind is UnitKind.DISCUSSION
    assert "is still empty" in browser.post(f"/study/courses/{course.id}/publication").text
    set_up = f"/study/units/{made.id}/discussion"
    assert browser.post(set_up, least_characters="0", answers="1").status == 422
    assert browser.post(set_up, least_characters="80", answers="2").status == 303
    assert browser.post(f"/study/courses/{course.id}/publication").status == 303
    assert browser.get(set_up).status == 403
    browser.post(f"/study/courses/{course.id}/copies")
    kept = sa.select(Discussion.least_characters, Discussion.answers)
    assert db.session.execute(kept).all() == [(80, 2), (80, 2)]


def test_posts_that_say_something_bring_points_in_a_project(discussion, learner, county):
    bai, cao = learner("Bai"), learner("Cao")
    course = discussion.unit.course
    project = a_project(
        course, organisation=county, made_by=a_county_admin(county), parts=[a_part(a_row(Measure.POSTS))]
    )
    first = a_post(discussion, cao)
    a_post(discussion, bai)
    a_post(discussion, bai, "Short")
    a_post(discussion, bai, answering=first)
    a_post(discussion, bai).withdraw()
    a_post(discussion, bai).made_at -= timedelta(days=11)
    db.session.commit()
    by_day = records_of(project, [bai.learner_id])[bai.learner_id].by_day
    assert by_day[Measure.POSTS] == {today(): 2}


def test_ten_posts_ask_no_more_than_one(as_person, discussion, learner, statements):
    bai = learner("Bai")
    a_post(discussion, bai, answering=a_post(discussion, bai))
    browser, page = as_person(bai.learner), here(discussion)

    def asked() -> int:
        before = len(statements)
        browser.get(page)
        return len(statements) - before

    asked()
    one = asked()
    for name in ("Cao", "Dong", "Erin"):
        enrolment = learner(name)
        a_post(discussion, enrolment, answering=a_post(discussion, enrolment))
    assert asked() == one


def test_length_is_of_characters():
    assert length_of("等 五\n秒 ") == 3

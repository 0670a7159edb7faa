"""A journal is its writer's and their tutor's; the group reads what is shared, offices nothing."""

import pytest
from sqlalchemy.exc import DatabaseError

from teachnet.db import db
from teachnet.journals.models import JournalEntry, JournalRemark
from teachnet.projects.deeds import records_of
from teachnet.projects.models import Measure
from tests.factories import a_county, a_county_admin, a_school, a_teacher
from tests.journals.factories import LONG, an_entry
from tests.projects.factories import a_part, a_project, a_row
from tests.study.factories import a_course, a_group, a_learner


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def group(county):
    return a_group(a_course(), organisation=county)


@pytest.fixture
def learner(group, county):
    school = a_school(county)
    return lambda name, **fields: a_learner(group.course, a_teacher(school, name), **{"group": group} | fields)


def journal(group) -> str:
    return f"/study/courses/{group.course_id}/journal"


def test_one_writes_and_improves_until_the_tutor_has_answered(as_person, group, learner):
    bai = learner("Bai")
    browser, tutor = as_person(bai.learner), as_person(group.tutor)
    assert "My journal" in browser.get(f"/study/courses/{group.course_id}").text
    assert browser.post(journal(group), text="").status == 422
    assert browser.post(journal(group), text="First try").status == 303
    entry = db.session.query(JournalEntry).one()
    assert browser.post(f"/study/journal/{entry.id}", text=LONG, is_shared="y").status == 303
    page = tutor.get(f"/study/groups/{group.id}/journals")
    assert LONG in page.text
    assert tutor.post(f"/study/journal/{entry.id}/remarks", text="").status == 422
    assert tutor.post(f"/study/journal/{entry.id}/remarks", text="What did the quiet ones say?").status == 303
    assert "What did the quiet ones say?" in browser.get(journal(group)).text
    assert browser.post(f"/study/journal/{entry.id}", text="Other").status == 409
    db.session.refresh(entry)
    assert entry.text == LONG


def test_the_group_reads_what_is_shared_and_offices_read_nothing(as_person, group, learner, county):
    bai, cao, alone = learner("Bai"), learner("Cao"), learner("Dong", group=None)
    an_entry(bai, "Only for me and my tutor")
    an_entry(bai, "For everybody of us", is_shared=True)
    seen = as_person(cao.learner).get(journal(group)).text
    assert ("For everybody of us" in seen, "Only for me" in seen) == (True, False)
    assert "For everybody of us" not in as_person(alone.learner).get(journal(group)).text
    assert as_person(a_county_admin(county)).get(f"/study/groups/{group.id}/journals").status == 403
    assert as_person(a_teacher(name="Stranger")).get(journal(group)).status == 404


def test_only_the_tutor_answers_and_only_the_writer_withdraws(as_person, group, learner):
    bai, cao = learner("Bai"), learner("Cao")
    entry = an_entry(bai, is_shared=True)
    assert as_person(cao.learner).post(f"/study/journal/{entry.id}/withdrawal").status == 403
    assert as_person(cao.learner).get(f"/study/journal/{entry.id}").status == 403
    assert as_person(cao.learner).post(f"/study/journal/{entry.id}/remarks", text="Well").status == 403
    assert as_person(bai.learner).post(f"/study/journal/{entry.id}/withdrawal").status == 303
    assert LONG not in as_person(group.tutor).get(f"/study/groups/{group.id}/journals").text
    assert as_person(group.tutor).post(f"/study/journal/{entry.id}/remarks", text="Well").status == 404


def test_what_nobody_has_answered_stands_first(as_person, group, learner):
    bai = learner("Bai")
    first, second, third = (an_entry(bai, text) for text in ("First", "Second", "Third"))
    first.remark("Good", by=group.tutor)
    db.session.commit()
    page = as_person(group.tutor).get(f"/study/groups/{group.id}/journals")
    assert [one["id"] for one in page.select("article")] == [f"entry-{one.id}" for one in (second, third, first)]


def test_remarks_only_grow(group, learner):
    an_entry(learner("Bai")).remark("Good", by=group.tutor)
    db.session.commit()
    with pytest.raises(DatabaseError):
        db.session.query(JournalRemark).update({"text": "Other"})
    db.session.rollback()


def test_entries_that_say_something_bring_points_in_a_project(group, learner, county):
    bai = learner("Bai")
    parts = [a_part(a_row(Measure.JOURNAL))]
    project = a_project(group.course, organisation=county, made_by=a_county_admin(county), parts=parts)
    an_entry(bai)
    an_entry(bai, "Short")
    an_entry(bai).withdraw()
    db.session.commit()
    by_day = records_of(project, [bai.learner_id])[bai.learner_id].by_day
    assert sum(by_day[Measure.JOURNAL].values()) == 1


def test_ten_entries_ask_no_more_than_one(as_person, group, learner, statements):
    bai, page = learner("Bai"), f"/study/groups/{group.id}/journals"
    an_entry(bai).remark("Good", by=group.tutor)
    db.session.commit()
    tutor = as_person(group.tutor)

    def asked() -> int:
        before = len(statements)
        tutor.get(page)
        return len(statements) - before

    asked()
    one = asked()
    for name in ("Cao", "Dong"):
        an_entry(learner(name)).remark("Good", by=group.tutor)
    db.session.commit()
    assert asked() == one

"""A lesson from the first draft to the reflection: Lin drafts, Zhao and Sun discuss, Wang leads."""

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from docx import Document

from teachnet.db import db, today
from teachnet.errors import Refused
from teachnet.preparation.models import (
    LONGEST_SECTION,
    NoteState,
    Overtaken,
    PassageNote,
    Phase,
    PhaseMove,
    PlanSection,
    PlanVersion,
)
from teachnet.preparation.provenance import passages
from teachnet.preparation.standing import contribution_to, schools_in
from teachnet.uploads.models import Upload
from tests.factories import a_school, a_teacher
from tests.preparation.factories import TEXT, a_preparation, agreed, course_of, discussed, own_plan, write
from tests.teams.factories import a_member, a_team


@pytest.fixture
def people(app):
    team = a_team()
    first, second = a_school(team.region, name="First"), a_school(team.region, name="Second")
    lin, zhao, sun = (
        a_member(team, a_teacher(school, name)) for school, name in ((first, "Lin"), (first, "Zhao"), (second, "Sun"))
    )
    return team, lin, zhao, sun


def whose(section):
    return [text for _who, text in passages(section.runs, section.text)]


def test_a_draft_goes_on_step_by_step_and_each_leaves_a_row(people):
    team, lin, *_rest = people
    empty = a_preparation(team, lin, text="")
    with pytest.raises(Refused, match="nothing in the draft"):
        empty.lay_before_colleagues(by=lin)
    db.session.rollback()

    preparation = agreed(a_preparation(team, lin))
    for step in (preparation.lay_before_colleagues, preparation.agree):
        with pytest.raises(Refused, match="already"):
            step(by=team.lead)
        db.session.rollback()
    preparation.discuss_again(by=team.lead, reason="A mistake in the sums")
    db.session.commit()
    preparation.agree(by=team.lead)
    db.session.commit()
    preparation.conclude(by=team.lead)
    db.session.commit()
    assert [move.became for move in preparation.history] == [
        Phase.DRAFTING, Phase.DISCUSSING, Phase.AGREED, Phase.DISCUSSING, Phase.AGREED, Phase.CLOSED,
    ]  # fmt: skip
    with pytest.raises(sa.exc.DBAPIError):
        db.session.execute(sa.delete(PhaseMove))


def test_two_who_write_at_once_keep_each_other_s_words(people):
    team, lin, *_rest = people
    plan = a_preparation(team, lin).shared_plan
    seen = course_of(plan).version
    write(plan, "先看图。再猜三次。最后量一量。", by=lin)
    write(plan, "先看两张图。再猜一猜。最后量一量。", by=team.lead, seen=seen)
    assert course_of(plan).text == "先看两张图。再猜三次。最后量一量。"
    with pytest.raises(Overtaken):
        write(plan, "先看图。再猜五次。最后量一量。", by=team.lead, seen=seen)


def test_what_meets_is_shown_beside_each_other_and_nothing_typed_is_lost(people, as_person):
    team, lin, *_rest = people
    section = course_of(a_preparation(team, lin).shared_plan)
    at, seen = f"/teams/preparations/sections/{section.id}", section.version
    as_person(lin).post(at, heading="Course", text="先看图。再猜三次。最后量一量。", version=seen)
    page = as_person(team.lead).post(at, heading="Course", text="先看图。再猜五次。最后量一量。", version=seen)
    assert page.status == 409
    assert "猜三次" in page.select_one("#theirs").parent.text
    assert "猜五次" in page.find("textarea", id="section-text").text
    version = page.find("input", attrs={"name": "version"})["value"]
    mended = as_person(team.lead).post(at, heading="Course", text="先看图。再猜四次。最后量一量。", version=version)
    assert mended.status == 303


def test_a_suggestion_is_taken_over_in_the_name_of_whoever_made_it(people):
    team, lin, zhao, sun = people
    preparation = discussed(a_preparation(team, lin))
    section = course_of(preparation.shared_plan)
    note = PassageNote.on(section, "再猜一猜", "Three times shows a pattern", replacement="再猜三次，说说理由", by=zhao)
    comment = PassageNote.on(section, "先看图", "Which one?", replacement=None, by=sun)
    db.session.commit()

    note.accept(by=lin)
    comment.settle(by=lin)
    db.session.commit()

    assert section.text == "先看图。再猜三次，说说理由。最后量一量。"
    parts = {part.name: part for part in contribution_to(preparation).parts}
    assert sum(part.characters for part in parts.values()) == len(section.text)
    assert (parts["Zhao"].characters, parts["Zhao"].notes, parts["Zhao"].taken_over) == (10, 1, 1)
    assert (parts["Sun"].characters, parts["Sun"].notes, parts["Sun"].taken_over) == (0, 1, 0)
    for decide in (note.accept, note.decline, comment.settle):
        with pytest.raises(Refused, match="Already"):
            decide(by=lin)
        db.session.rollback()


def test_a_passage_is_found_again_where_it_went_and_refused_when_it_is_gone(people):
    team, lin, zhao, _sun = people
    preparation = discussed(a_preparation(team, lin, text="猜。量。猜。说。"))
    section = course_of(preparation.shared_plan)
    with pytest.raises(Refused, match="does not stand"):
        PassageNote.on(section, "跳", "?", replacement=None, by=zhao)
    db.session.rollback()
    note = PassageNote.on(section, "量。猜", "Swap", replacement="猜。量", by=zhao)
    gone = PassageNote.on(section, "说", "Write", replacement="写", by=zhao)
    db.session.commit()
    write(preparation.shared_plan, "看。猜。量。猜。", by=lin)
    note.accept(by=lin)
    db.session.commit()
    assert section.text == "看。猜。猜。量。"
    with pytest.raises(Refused, match="any more"):
        gone.accept(by=lin)
    db.session.rollback()
    assert db.session.get(PassageNote, gone.id).state is NoteState.OPEN


def test_nobody_takes_over_their_own_suggestion(people, as_person):
    team, lin, *_rest = people
    section = course_of(discussed(a_preparation(team, lin)).shared_plan)
    note = PassageNote.on(section, "先看图", "Shorter", replacement="看图", by=lin)
    db.session.commit()
    answers = [
        as_person(one).post(f"/teams/preparations/notes/{note.id}/acceptance").status for one in (lin, team.lead)
    ]
    assert answers == [403, 303]


def test_of_several_like_passages_the_nearest_gives_way(people):
    team, lin, zhao, _sun = people
    section = course_of(discussed(a_preparation(team, lin, text="猜。量。猜。说。")).shared_plan)
    section.replace("猜", "想", near=5, by=zhao)
    assert section.text == "猜。量。想。说。"
    with pytest.raises(Refused, match="too long"):
        section.replace("量", "量" * LONGEST_SECTION, near=0, by=zhao)


def test_an_agreed_plan_changes_no_more(people):
    team, lin, zhao, _sun = people
    preparation = discussed(a_preparation(team, lin))
    section = course_of(preparation.shared_plan)
    note = PassageNote.on(section, "先看图", "?", replacement="看", by=zhao)
    preparation.agree(by=team.lead)
    db.session.commit()
    for change in (
        lambda: section.change("Course", "Else", seen=section.version, by=lin),
        lambda: note.accept(by=lin),
        lambda: PassageNote.on(section, "先看图", "?", replacement=None, by=zhao),
    ):
        with pytest.raises(Refused, match="agreed"):
            change()
        db.session.rollback()
    late = sa.insert(PlanVersion).values(section_id=section.id, version=99, heading="C", text="Else", by_id=lin.id)
    with pytest.raises(sa.exc.DBAPIError, match="agreed"):
        db.session.execute(late)
    db.session.rollback()


def test_a_plan_of_one_s_own_says_which_words_are_new(people, as_person):
    team, lin, zhao, sun = people
    preparation = agreed(a_preparation(team, lin))
    plan = own_plan(preparation, sun)
    with pytest.raises(Refused):
        preparation.begin_own(sun)
    db.session.rollback()
    write(plan, "先看图。用绳子围一围。最后量一量。", by=sun)
    assert whose(course_of(plan)) == ["先看图。", "用绳子围一围。", "最后量一量。"]
    assert course_of(preparation.shared_plan).text == TEXT

    page = as_person(sun).get(f"/teams/preparations/plans/{plan.id}")
    assert ["".join(tag.text for tag in page.find_all(name)) for name in ("ins", "del")] == ["用绳子围一围", "再猜一猜"]
    assert as_person(zhao).get(f"/teams/preparations/plans/{plan.id}").status == 404
    as_person(sun).post(f"/teams/preparations/plans/{plan.id}/handing-in")
    assert as_person(zhao).get(f"/teams/preparations/plans/{plan.id}").status == 200


def test_each_school_owes_one_by_a_day(people):
    team, lin, zhao, sun = people
    preparation = agreed(a_preparation(team, lin, own_due_on=today() - timedelta(days=1)))
    own_plan(preparation, zhao, handed_in=True)
    own_plan(preparation, sun)
    standing = {one.school.name: one for one in schools_in(preparation)}
    assert {name: [plan.owner.name for plan in one.handed_in] for name, one in standing.items()} == {
        "First": ["Zhao"], "Second": [],
    }  # fmt: skip
    assert (standing["First"].is_late, standing["Second"].is_late) == (False, True)


def test_desks_say_who_is_waited_for(people, as_person):
    team, lin, zhao, sun = people

    def desk_of(person):
        return [title for title in ("First draft: The circumference", "A plan of our own: The circumference")
                if title in as_person(person).get("/").text]  # fmt: skip

    preparation = a_preparation(team, lin)
    assert [desk_of(person) for person in (lin, zhao)] == [["First draft: The circumference"], []]
    agreed(preparation)
    own_plan(preparation, zhao, handed_in=True)
    assert [desk_of(person) for person in (lin, zhao, sun)] == [[], [], ["A plan of our own: The circumference"]]


def test_a_reflection_comes_after_the_plan_was_handed_in(people, as_person):
    team, lin, _zhao, sun = people
    plan = own_plan(agreed(a_preparation(team, lin)), sun)
    at = f"/teams/preparations/plans/{plan.id}/reflection"
    assert as_person(sun).post(at, reflection="Too fast").status == 409
    as_person(sun).post(f"/teams/preparations/plans/{plan.id}/handing-in")
    assert as_person(sun).post(at, reflection="Too fast").status == 303
    db.session.refresh(plan)
    assert (plan.reflection, plan.reflected_at is not None) == ("Too fast", True)
    plan.preparation.conclude(by=team.lead)
    db.session.commit()
    assert as_person(sun).post(at, reflection="Else").status == 403


def test_a_first_draft_is_seen_by_who_drafts_and_the_lead(people, as_person):
    team, lin, zhao, _sun = people
    draft = a_preparation(team, lin)
    seen = {person.name: as_person(person).get(f"/teams/{team.id}/preparations").text.count(draft.title)
            for person in (lin, zhao, team.lead)}  # fmt: skip
    assert seen == {"Lin": 1, "Zhao": 0, "Wang": 1}


def test_the_agreed_plan_waits_for_the_form_of_the_library(people, as_person):
    team, lin, *_rest = people
    preparation = agreed(a_preparation(team, lin))
    answer = as_person(lin).post(f"/teams/preparations/{preparation.id}/offer")
    assert answer.location.endswith("/library/new")
    waits = db.session.scalars(sa.select(Upload)).one()
    assert (waits.person_id, waits.name) == (lin.id, f"{preparation.title}.docx")
    word = as_person(lin).get(f"/teams/preparations/{preparation.id}/plan.docx").response.data
    lines = [paragraph.text for paragraph in Document(BytesIO(word)).paragraphs]
    assert TEXT in lines
    table = Document(BytesIO(word)).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["Lin", str(len(TEXT))]


def test_a_list_asks_as_much_for_one_as_for_many(people, as_person, statements):
    team, lin, _zhao, sun = people
    browser, at = as_person(team.lead), f"/teams/{team.id}/preparations"
    own_plan(agreed(a_preparation(team, lin)), sun)
    browser.get(at)
    statements.clear()
    browser.get(at)
    few = len(statements)
    for _ in range(3):
        own_plan(agreed(a_preparation(team, lin)), sun)
    statements.clear()
    assert len(browser.get(at).select(".session")) == 4
    assert len(statements) == few


def test_a_section_that_was_taken_out_is_read_in_the_history(people, as_person):
    team, lin, *_rest = people
    section = course_of(a_preparation(team, lin).shared_plan)
    as_person(lin).post(f"/teams/preparations/sections/{section.id}/removal", version=section.version)
    db.session.refresh(section)
    assert section.is_removed
    page = as_person(lin).get(f"/teams/preparations/sections/{section.id}/history")
    assert "再猜一猜" in page.text
    with pytest.raises(Refused, match="taken this section out"):
        section.change("Course", "Else", seen=section.version, by=lin)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PlanSection).where(PlanSection.is_removed)) == 1

"""Notes on a clip: written, read, answered, changed."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlalchemy.exc import IntegrityError

from teachnet.accounts.models import Role
from teachnet.audit.models import AuditEntry
from teachnet.db import db
from teachnet.library.models import Visibility
from teachnet.notes import queries
from teachnet.notes.models import Note, Reach
from teachnet.notes.strip import strip_of
from tests.factories import a_county, a_person, a_school, a_teacher, somebody
from tests.library.factories import a_draft, a_review, a_stored_file
from tests.notes.factories import FILM, a_clip, a_note
from tests.teams.factories import a_member, a_team


@pytest.fixture
def lin(app):
    return a_teacher(a_school(), "Lin Hong")


@pytest.fixture
def clip(app):
    return a_clip(visibility=Visibility.PUBLIC)


def form(**typed) -> dict[str, str]:
    about = {"text": "He waits", "starts": "2:18", "ends": "", "skill": "", "reach": "private"}
    return {f"note-{name}": value for name, value in {**about, **typed}.items()}


def address(clip) -> str:
    return f"/notes/clips/{clip.id}"


def texts(page) -> list[str]:
    return [text.text for text in page.select(".video-note > div > p")]


def errors(page) -> list[str]:
    return [error.text.strip() for error in page.select(".error")]


def the_note() -> Note:
    return db.session.scalars(sa.select(Note)).one()


def test_a_note_is_written_on_a_moment(as_person, lin, clip):
    answer = as_person(lin).post(address(clip), **form(text="He waits five seconds", skill="questioning"))
    note = the_note()

    assert (note.starts_ms, note.ends_ms, note.text, note.skill.code) == (
        138_000,
        None,
        "He waits five seconds",
        "questioning",
    )
    assert (note.reach, note.author_id) == (Reach.PRIVATE, lin.id)
    assert answer.location == f"{address(clip)}#note-{note.id}"


def test_a_stretch_has_an_end(as_person, lin, clip):
    as_person(lin).post(address(clip), **form(starts="1：02", ends="1:30.5"))

    assert (the_note().starts_ms, the_note().ends_ms) == (62_000, 90_500)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"text": " "}, "Write what you see there."),
        ({"starts": ""}, "Say where in the clip, e.g. 2:18."),
        ({"starts": "soon"}, "Write a time like 2:18, minutes and seconds."),
        ({"starts": "7:00"}, "The clip is 06:42 long."),
        ({"ends": "2:18"}, "The end comes after the beginning."),
        ({"ends": "1:61"}, "Write a time like 2:18, minutes and seconds."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(as_person, lin, clip, typed, complaint):
    page = as_person(lin).post(address(clip), **form(**typed))

    assert (page.status, errors(page)) == (422, [complaint])
    assert page.select_one("#note-starts")["value"] == typed.get("starts", "2:18")
    assert db.session.scalars(sa.select(Note)).all() == []


def test_a_copy_of_the_form_writes_no_second_note(as_person, lin, clip):
    browser = as_person(lin)
    for _time in range(2):
        browser.post(address(clip), once_token="the same", **form())

    assert the_note().text == "He waits"


def test_the_notes_stand_on_the_page_of_the_resource_by_time(as_person, visitor, lin, clip):
    a_note(clip, lin, text="Later", starts_ms=200_000)
    a_note(clip, lin, text="First", starts_ms=5_000)
    page = visitor.get(f"/library/resources/{clip.version.resource_id}")

    assert texts(page) == ["First", "Later"]
    assert [link["data-at"] for link in page.select(".video-note > a")] == ["5000", "200000"]
    assert page.select_one(".video-note > a")["href"].endswith("#t=5.0")
    assert page.select_one("form.note-form") is None


def test_htmx_gets_the_notes_anew(as_person, lin, clip):
    piece = as_person(lin, htmx=True).post(address(clip), **form())

    assert (piece.find("section")["id"], texts(piece)) == ("notes", ["He waits"])


def test_only_what_is_played_has_notes(visitor, app):
    document = a_clip(visibility=Visibility.PUBLIC, file=a_stored_file())

    assert visitor.get(address(document)).status == 404
    assert visitor.get(f"/library/resources/{document.version.resource_id}").select("#notes") == []


class TestWhoSees:
    """A note is for its author, for a team, or for all who may see the clip."""

    @pytest.fixture
    def team(self):
        return a_team(region=a_county(name="Zhangdian"))

    @pytest.fixture
    def notes(self, clip, lin, team):
        for reach in Reach:
            a_note(clip, lin, text=reach.value, reach=reach, team=team if reach is Reach.TEAM else None)

    def seen(self, clip, person) -> set[str]:
        return {note.text for note in db.session.scalars(queries.notes_on(clip, person))}

    def test_each_sees_theirs(self, clip, lin, team, notes):
        member, other = a_member(team, a_teacher(name="Member")), a_team(name="Another team").lead

        assert self.seen(clip, lin) == {"private", "team", "everyone"}
        assert self.seen(clip, member) == self.seen(clip, team.lead) == {"team", "everyone"}
        assert self.seen(clip, other) == self.seen(clip, None) == {"everyone"}

    def test_who_has_left_the_team_sees_its_notes_no_more(self, clip, team, notes):
        member = a_member(team, a_teacher(name="Member"))
        team.membership_of(member).leave(by=member)
        db.session.commit()

        assert self.seen(clip, member) == {"everyone"}

    def test_another_team_reads_and_counts_none_of_it(self, as_person, clip, team, notes, monkeypatch):
        browser = as_person(a_team(name="Another team").lead)
        page = browser.get(address(clip))
        assert texts(page) == ["everyone"]
        assert page.select_one(".section-head p").text == "one note, by time"
        assert len(page.select(".note-strip circle")) == 1

        monkeypatch.setattr(queries, "_is_of_my_team", lambda person: Note.reach == Reach.TEAM)  # the control
        assert texts(browser.get(address(clip))) == ["team", "everyone"]

    def test_a_team_is_chosen_among_ones_own(self, as_person, lin, clip, team):
        a_member(team, lin)
        other = a_team(name="Another team")
        browser = as_person(lin)

        choices = [choice["value"] for choice in browser.get(address(clip)).select("#note-reach option")]
        assert choices == ["private", f"team-{team.id}", "everyone"]
        assert browser.post(address(clip), **form(reach=f"team-{other.id}")).status == 422
        browser.post(address(clip), **form(reach=f"team-{team.id}"))
        assert (the_note().reach, the_note().team_id) == (Reach.TEAM, team.id)

    def test_a_note_goes_with_the_right_to_see_its_clip(self, as_person, lin, clip, notes):
        reader = a_teacher(name="Reader")
        db.session.expire_all()
        clip.version.resource.withdraw(by=clip.version.resource.author)
        db.session.commit()

        assert db.session.scalars(queries.notes_visible_to(reader)).all() == []
        page = as_person(lin).get("/notes/")
        assert len(page.select("tbody tr")) == 3  # one's own stay
        assert "no longer shown to you" in page.text
        assert clip.version.title not in page.text

    def test_whoever_reviews_a_clip_learns_no_name_from_its_notes(self, lin):
        version = a_review(lin, file=a_stored_file(**FILM))
        reviewer, held = version.reviewer, version.main_file
        a_note(held, lin)

        assert db.session.scalars(queries.notes_visible_to(reviewer)).all() == []
        assert db.session.scalars(queries.clips_visible_to(reviewer)).all() == []

    def test_an_auditor_reads_and_writes_none(self, as_person, clip, notes):
        browser = as_person(somebody(Role.AUDITOR, a_county()))

        assert browser.get(address(clip)).select("form.note-form") == []
        assert browser.post(address(clip), **form()).status == 403


def test_notes_stay_with_the_film_when_there_is_a_new_version(as_person, lin, clip):
    a_note(clip, lin)
    resource, reviewer = clip.version.resource, clip.version.reviewer

    def publish(version):
        version.submit(by=resource.author)
        db.session.flush()
        version.claim(by=reviewer)
        db.session.flush()
        version.publish(by=reviewer)
        db.session.commit()
        db.session.expire_all()
        return texts(as_person(lin).get(f"/library/resources/{resource.id}"))

    assert publish(resource.start_version()) == ["He waits five seconds"]
    db.session.expire_all()
    with_another_film, film = resource.start_version(), a_stored_file(**FILM)
    with_another_film.files[0].file = film
    assert publish(with_another_film) == []


def test_the_same_film_elsewhere_has_notes_of_its_own(lin, clip):
    twin = a_clip(a_teacher(name="Somebody else"), file=clip.file, visibility=Visibility.PUBLIC)
    a_note(clip, lin)

    assert db.session.scalars(queries.notes_on(twin, lin)).all() == []


def test_a_note_is_answered_once_deep(as_person, lin, clip):
    note = a_note(clip, lin)
    zhou = a_teacher(name="Zhou Min")
    as_person(zhou).post(f"/notes/{note.id}/replies", text="Mine wait two")
    page = as_person(lin).get(address(clip))

    assert [answer.p.text for answer in page.select(".note-replies li")] == ["Mine wait two"]
    assert "Zhou Min" in page.select_one(".note-replies small").text
    assert page.select(".note-replies form") == []
    empty = as_person(zhou).post(f"/notes/{note.id}/replies", text=" ")
    assert (empty.status, errors(empty)) == (422, ["Write your answer."])


def test_ones_own_is_changed_and_deleted_and_the_trail_knows(as_person, lin, clip):
    note = a_note(clip, lin)
    note.reply("And then?", by=a_person("Zhou Min"))
    browser = as_person(lin)
    browser.post(f"/notes/{note.id}/edit", **form(text="He waits six", reach="everyone"))
    assert (the_note().text, the_note().changed_at is not None) == ("He waits six", True)

    browser.post(f"/notes/{note.id}/deletion")

    assert db.session.scalars(sa.select(Note)).all() == []
    told = sa.select(AuditEntry.action).where(AuditEntry.thing.in_(["note", "note_reply"])).order_by(AuditEntry.id)
    assert db.session.scalars(told).all()[-3:] == ["notes.change", "notes.delete", "notes.delete"]


def test_an_answer_is_changed_and_deleted_by_whoever_gave_it(as_person, lin, clip):
    note, zhou = a_note(clip, lin), a_teacher(name="Zhou Min")
    answer = note.reply("Mine wait two", by=zhou)
    db.session.commit()
    browser = as_person(zhou)

    assert browser.post(f"/notes/replies/{answer.id}/edit", text="Mine wait three").status == 303
    assert browser.get(address(clip)).select_one(".note-replies p").text == "Mine wait three"
    browser.post(f"/notes/replies/{answer.id}/deletion")
    assert browser.get(address(clip)).select(".note-replies") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_ms": -1},
        {"ends_ms": 138_000},
        {"text": ""},
        {"reach": Reach.TEAM},
    ],
)
def test_the_database_refuses_a_note_that_cannot_be(lin, clip, wrong):
    with pytest.raises(IntegrityError):
        a_note(clip, lin, **wrong)
    db.session.rollback()


def test_a_page_of_notes_costs_the_same_statements_for_any_number(as_person, lin, clip, statements):
    browser, others = as_person(lin), [a_teacher(name=f"Teacher {number}") for number in range(3)]

    def cost() -> int:
        browser.get(address(clip))
        del statements[:]
        browser.get(address(clip))
        return len(statements)

    a_note(clip, others[0]).reply("Yes", by=lin)
    for_one = cost()
    for person in others:
        a_note(clip, person, reach=Reach.TEAM, team=a_team(name=person.name, lead=lin)).reply("Yes", by=person)

    assert cost() == for_one


def test_my_notes_lead_back_to_their_moments(as_person, lin, clip):
    a_note(clip, lin)
    a_note(clip, a_teacher(name="Another"))
    page = as_person(lin).get("/notes/")

    assert [link["href"] for link in page.select("tbody th a")] == [f"{address(clip)}#t=138.0"]


def test_the_first_visit_says_how_to_begin(as_person, lin):
    assert "press N" in as_person(lin).get("/notes/").select_one(".empty").text


def test_the_workbook_holds_what_is_seen_and_runs_nothing(as_person, lin, clip):
    note = a_note(clip, lin, text='=HYPERLINK("http://evil")', ends_ms=140_000)
    note.reply("@SUM(1)", by=lin)
    a_note(clip, a_teacher(name="Another"), reach=Reach.PRIVATE)
    db.session.commit()
    for url in (f"{address(clip)}.xlsx", "/notes/mine.xlsx"):
        answer = as_person(lin).get(url).response
        sheet = load_workbook(BytesIO(answer.data)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert [row[:4] for row in rows] == [
            [clip.version.title, "02:18", "02:20", '\'=HYPERLINK("http://evil")'],
            [clip.version.title, "02:18", "02:20", "'@SUM(1)"],
        ]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_the_strip_shows_where_notes_lie(lin, clip):
    other = a_teacher(name="Another")
    notes = [
        a_note(clip, lin, starts_ms=0, ends_ms=201_000),
        a_note(clip, other, starts_ms=100_500, ends_ms=301_500),
        a_note(clip, other, starts_ms=402_000),
    ]
    clip.version.chapters = [[0, "Begin"], [201_000, "Middle"]]
    strip = strip_of(clip, notes, lin)

    laid = [(mark.start, mark.width, mark.lane, mark.is_own) for mark in strip.marks]
    assert laid == [(0, 50.0, 0, True), (25.0, 50.0, 1, False), (100.0, 0, 0, False)]
    assert strip.cuts == [50.0]


def test_a_draft_has_no_notes_yet(as_person, lin):
    version = a_draft(lin, file=a_stored_file(**FILM))

    assert as_person(lin).get(f"/library/versions/{version.id}").select("#notes") == []

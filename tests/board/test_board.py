"""The board of a class: what the host puts up, and what learners write of their days."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from teachnet.audit.models import AuditEntry
from teachnet.board.models import BoardPost, PostKind, Reflection
from teachnet.db import db, today, utcnow
from teachnet.errors import Refused
from teachnet.training.models import EnrolmentState
from tests.attendance.factories import a_class, a_member
from tests.factories import a_school, a_teacher, saved


@pytest.fixture
def cohort(app):
    return a_class(begun=1)


@pytest.fixture
def board(cohort):
    return f"/training/cohorts/{cohort.id}/board"


@pytest.fixture
def host(as_person, cohort):
    return as_person(cohort.host)


def a_photo():
    file = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    file.seek(0)
    return file, "class.png"


def shown(page, section):
    return [title.text.strip() for title in page.select(f"[aria-labelledby={section}] h3")]


def test_words_are_an_announcement_a_file_is_material_and_a_picture_a_photo(as_person, cohort, board, host):
    host.post(board, title="Rooms", text="We meet in room 3.")
    host.post(board, title="Handout", files={"file": (BytesIO(b"Wait five seconds."), "handout.txt")})
    host.post(board, title="All of us", text="In the yard", files={"file": a_photo()})

    page = as_person(a_member(cohort).teacher).get(board)
    assert (shown(page, "announcement"), shown(page, "material")) == (["Rooms"], ["Handout"])
    assert [image["alt"] for image in page.select("[aria-labelledby=photo] img")] == ["All of us"]
    assert page.select_one("nav [aria-current]").text.strip() == "Training"
    assert "We meet in room 3." in page.select_one("main").text
    assert not page.select("form[enctype]")  # putting up is the host's
    link = page.select_one("[aria-labelledby=material] h3 a")["href"]
    assert as_person(a_member(cohort).teacher).get(link).response.data == b"Wait five seconds."
    assert as_person(a_teacher(a_school())).get(link).status == 403


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": "", "text": "Words"}, "post-title"),
        ({"title": "Rooms"}, "post-text"),
        ({"title": "x" * 101, "text": "W"}, "post-title"),
    ],
)
def test_what_says_nothing_is_not_put_up_and_what_was_typed_stays(host, board, typed, field):
    page = host.post(board, **typed)
    assert (page.status, page.select_one(f"#{field}-error") is not None) == (422, True)
    assert page.select_one("#post-text").text.strip() == typed.get("text", "")
    assert db.session.query(BoardPost).count() == 0


def test_a_file_sent_with_a_mistake_need_not_be_sent_again(host, board):
    page = host.post(board, title="", files={"file": a_photo()})
    held = page.select_one("[name=upload_id]")["value"]
    assert page.status == 422
    assert host.post(board, title="All of us", upload_id=held).status == 303
    assert db.session.query(BoardPost).one().kind is PostKind.PHOTO


def test_what_is_taken_down_is_seen_by_nobody_and_stays(host, board, cohort):
    post = saved(BoardPost(cohort=cohort, title="Rooms", text="Room 3", by=cohort.host))
    assert host.post(f"/training/board/{post.id}/taking-down").status == 303
    assert "Rooms" not in host.get(board).select_one("main").text
    assert host.post(f"/training/board/{post.id}/taking-down").status == 404
    assert db.session.query(BoardPost).one().taken_down_at is not None


def test_a_board_costs_the_same_for_few_posts_and_for_many(host, board, cohort, statements):
    costs = []
    for _ in range(2):
        for number in range(4):
            saved(BoardPost(cohort=cohort, title=f"Post {number}", text="Words", by=cohort.host))
        statements.clear()
        host.get(board)
        costs.append(len(statements))
    assert costs[0] == costs[1]


# Reflections


def test_a_learner_writes_of_a_day_and_better_later_and_the_host_reads(as_person, cohort, board, host):
    case = a_member(cohort, "Zhou Min")
    zhou, url = as_person(case.teacher), f"/training/cohorts/{cohort.id}/reflections"

    assert zhou.get(board).select_one("#day")["value"] == today().isoformat()
    zhou.post(url, day=today().isoformat(), text="I shall wait.")
    zhou.post(url, day=today().isoformat(), text="I shall wait five seconds.")
    zhou.post(url, day=(today() - timedelta(days=1)).isoformat(), text="Questions matter.")

    page = zhou.get(board)
    assert page.select_one("#text").text.strip() == "I shall wait five seconds."
    assert len(page.select("[aria-labelledby=own] li")) == 2
    read = host.get(url)
    assert "1 of 1 have written" in read.select_one("nav[aria-label=Days]").text
    assert "I shall wait five seconds." in read.select_one("[aria-labelledby=written]").text
    earlier = host.get(f"{url}?day={(today() - timedelta(days=1)).isoformat()}")
    assert "Questions matter." in earlier.select_one("[aria-labelledby=written]").text
    assert host.get(f"{url}?day=1999-01-01").status == 404


def test_one_writes_on_the_day_or_the_next_and_about_no_other(time_machine, cohort):
    case, day = a_member(cohort), today()
    Reflection.write(case, day, "Today")
    db.session.commit()
    time_machine.move_to(utcnow() + timedelta(days=2))
    for wrong in (day, today() + timedelta(days=1), cohort.starts_on - timedelta(days=1)):
        with pytest.raises(Refused, match="on that day or the next"):
            Reflection.write(case, wrong, "Too late")
        db.session.rollback()
    assert [one.text for one in db.session.query(Reflection)] == ["Today"]


def test_after_the_class_there_is_no_day_to_write_about(as_person, cohort, board, time_machine):
    zhou = a_member(cohort).teacher
    time_machine.move_to(utcnow() + timedelta(days=9))
    page = as_person(zhou).get(board)
    assert (page.status, page.select_one("#reflect")) == (200, None)


def test_what_is_written_is_not_in_the_trail_nor_seen_by_a_classmate(as_person, cohort, board):
    case = a_member(cohort)
    as_person(case.teacher).post(
        f"/training/cohorts/{cohort.id}/reflections", day=today().isoformat(), text="A thought of my own"
    )
    assert db.session.query(Reflection).count() == 1
    told = " ".join(str(entry.changes) for entry in db.session.query(AuditEntry))
    assert "A thought of my own" not in told
    mate = a_member(cohort, "Liu")
    assert "A thought of my own" not in as_person(mate.teacher).get(board).text
    assert as_person(mate.teacher).get(f"/training/cohorts/{cohort.id}/reflections").status == 403


def test_who_gave_up_the_place_does_not_see_the_board(as_person, cohort, board):
    gone = a_member(cohort, state=EnrolmentState.DECLINED)
    assert as_person(gone.teacher).get(board).status == 403


def test_two_who_write_at_once_have_one_reflection(at_once, cohort):
    case = a_member(cohort)
    kind, case_id, day = type(case), case.id, today()

    def act(_seen):
        Reflection.write(db.session.get(kind, case_id), day, "A thought")

    ends = at_once(*[(lambda: None, act)] * 5)
    assert sum(ends.values()) == 5
    assert db.session.query(Reflection).count() == 1

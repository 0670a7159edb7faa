import threading
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import sqlalchemy as sa
from docx import Document

from teachnet.db import db, utcnow
from teachnet.differing import pieces
from teachnet.minutes.models import EntryKind, MinutesApproval, MinutesEntry, MinutesVersion
from teachnet.minutes.models.entry import Overtaken
from teachnet.minutes.record import record_of
from teachnet.teams.models import Audience
from tests.factories import a_school, a_teacher
from tests.minutes.factories import a_paragraph, a_sitting, an_item, somebody_there

BASE = "等三秒。换人问。"


def texts(session) -> list[str]:
    return [entry.text for entry in record_of(session).entries]


def test_everybody_who_takes_part_writes(as_person):
    session = a_sitting()
    first, second = somebody_there(session, "Han"), somebody_there(session, "Li")
    page = f"/teams/sessions/{session.id}/minutes"

    as_person(first).post(f"{page}/entries", text="We wait.", kind="note")
    as_person(second).post(f"{page}/entries", text="A clip each.", kind="decision")

    shown = as_person(session.host).get(page)
    assert [one.text.strip() for one in shown.select(".entry-text")] == ["We wait.", "Decision: A clip each."]
    assert shown.select_one("#entries")["hx-trigger"] == "every 8s"


def test_two_who_change_different_sentences_at_once_both_find_their_words(as_person):
    session = a_sitting()
    first, second = somebody_there(session, "Han"), somebody_there(session, "Li")
    entry = a_paragraph(session, BASE)
    change = f"/teams/minutes/entries/{entry.id}"

    browser = as_person(second)
    as_person(first).post(change, text="等五秒。换人问。", kind="note", version=1)
    said = browser.post(change, text="等三秒。再换人问。", kind="note", version=1)

    assert (said.status, texts(session)) == (303, ["等五秒。再换人问。"])
    assert "Both changes are in it" in browser.get(said.location).select_one("#flash").text


def test_two_who_change_the_same_sentence_decide_and_nothing_typed_is_lost(as_person):
    session = a_sitting()
    first, second = somebody_there(session, "Han"), somebody_there(session, "Li")
    entry = a_paragraph(session, BASE)
    change = f"/teams/minutes/entries/{entry.id}"

    as_person(first).post(change, text="等五秒。换人问。", kind="note", version=1)
    told = as_person(second).post(change, text="等十秒。换人问。", kind="note", version=1)

    assert told.status == 409
    assert told.select_one("#theirs ~ .entry-text").text == "等五秒。换人问。"
    assert told.select_one("[name=text]").text.strip() == "等十秒。换人问。"
    version = told.select_one("[name=version]")["value"]
    as_person(second).post(change, text="等五到十秒。换人问。", kind="note", version=version)
    assert texts(session) == ["等五到十秒。换人问。"]
    assert [one.text for one in entry.history] == [BASE, "等五秒。换人问。", "等五到十秒。换人问。"]


@pytest.mark.parametrize("wrong", ["0", "7", "99999999999999999999", ""])
def test_a_version_that_never_was_overwrites_nothing(as_person, wrong):
    session = a_sitting()
    entry = a_paragraph(session, BASE)

    answer = as_person(session.host).post(f"/teams/minutes/entries/{entry.id}", text="x。", kind="note", version=wrong)

    assert answer.status in (409, 422)
    assert texts(session) == [BASE]


def race(app, entry, ways) -> None:
    """Each changes the paragraph from its first version, all at the same time."""
    start, entry_id, host_id = threading.Barrier(len(ways)), entry.id, entry.session.host_id

    def press(text):
        with app.app_context():
            mine = db.session.get(MinutesEntry, entry_id)
            host = db.session.get(type(entry.last_by), host_id)
            db.session.rollback()
            start.wait()
            try:
                mine.change(text, kind=EntryKind.NOTE, seen=1, by=host)
                db.session.commit()
            except Overtaken:
                db.session.rollback()
            db.session.remove()

    threads = [threading.Thread(target=press, args=(text,)) for text in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_six_who_save_at_once_lose_no_word(app):
    """Six sentences, each improved by somebody else."""
    session = a_sitting()
    numbers = "一二三四五六"
    base = "".join(f"{one}。" for one in numbers)
    entry = a_paragraph(session, base)
    db.session.commit()

    race(app, entry, [base.replace(one, f"{one}好") for one in numbers])

    db.session.rollback()
    db.session.expire_all()
    assert texts(session) == ["".join(f"{one}好。" for one in numbers)]
    assert db.session.scalar(sa.select(sa.func.max(MinutesVersion.version))) == 7


def test_the_database_keeps_one_version_of_a_number(app):
    """What holds if two processes forget the lock."""
    entry = a_paragraph(a_sitting(), BASE)

    db.session.add(MinutesVersion(entry=entry, version=1, kind=EntryKind.NOTE, text="x", by=entry.last_by))
    with pytest.raises(sa.exc.IntegrityError):
        db.session.commit()


def test_a_paragraph_that_was_taken_out_is_still_in_the_history(as_person):
    session = a_sitting()
    entry = a_paragraph(session, BASE)
    host = as_person(session.host)

    host.post(f"/teams/minutes/entries/{entry.id}/removal", version=1)

    assert texts(session) == []
    history = host.get(f"/teams/sessions/{session.id}/minutes/history")
    assert [one.select_one(".badge").text.strip() for one in history.select(".said")] == ["Taken out", "New paragraph"]
    assert history.select_one("del").text == BASE


def test_a_paragraph_moves_up(as_person):
    session = a_sitting()
    a_paragraph(session, "First")
    second = a_paragraph(session, "Second")

    as_person(session.host).post(f"/teams/minutes/entries/{second.id}/place")

    assert texts(session) == ["Second", "First"]


def test_what_changed_is_marked_by_words():
    assert [tuple(one) for one in pieces("等三秒再问", "等五秒再问")] == [
        ("", "等"), ("-", "三秒"), ("+", "五秒"), ("", "再问"),
    ]  # fmt: skip


def approval(session):
    return f"/teams/sessions/{session.id}/minutes/approval"


def test_the_lead_approves_what_they_have_read_and_nothing_newer(as_person):
    session = a_sitting()
    writer = somebody_there(session, "Han")
    entry, lead = a_paragraph(session, BASE), as_person(session.host)
    seen = lead.get(f"/teams/sessions/{session.id}/minutes").select_one("#approving ~ form [name=version]")["value"]

    as_person(writer).post(f"/teams/minutes/entries/{entry.id}", text="等五秒。", kind="note", version=1)
    late = lead.post(approval(session), version=seen)

    assert (late.status, db.session.scalars(sa.select(MinutesApproval)).all()) == (409, [])
    assert "Han has changed the minutes since you read them" in late.text
    again = lead.get(f"/teams/sessions/{session.id}/minutes").select_one("#approving ~ form [name=version]")["value"]
    assert lead.post(approval(session), version=again).status == 303


def test_approved_minutes_take_no_word_until_they_are_opened_again(as_person):
    session = a_sitting()
    writer, lead = as_person(somebody_there(session, "Han")), as_person(session.host)
    entry = a_paragraph(session, BASE)
    lead.post(approval(session), version=entry.history[-1].id)
    page = f"/teams/sessions/{session.id}/minutes"

    refused = writer.post(f"{page}/entries", text="Late", kind="note")
    changed = writer.post(f"/teams/minutes/entries/{entry.id}", text="Late", kind="note", version=1)
    lead.post(f"{page}/reopening", reason="")
    lead.post(f"{page}/reopening", reason="A name was wrong")
    written = writer.post(f"{page}/entries", text="Now", kind="note")

    assert (refused.status, changed.status, written.status) == (409, 422, 303)
    assert changed.select_one("[name=text]").text.strip() == "Late"
    assert texts(session) == [BASE, "Now"]


def test_the_database_itself_keeps_approved_minutes(app):
    session = a_sitting()
    entry = a_paragraph(session, BASE)
    late = {"version": 2, "kind": EntryKind.NOTE, "text": "Late", "by_id": session.host_id, "entry_id": entry.id}

    db.session.add(MinutesVersion(**late | {"version": 3}))
    db.session.commit()  # the control: while they are open it takes it
    db.session.add(MinutesApproval(session=session, version_id=entry.history[-1].id, by=session.host))
    db.session.commit()
    db.session.add(MinutesVersion(**late))
    with pytest.raises(sa.exc.DBAPIError, match="approved"):
        db.session.commit()


def test_word_and_paper_say_what_the_page_says(as_person):
    session = a_sitting(title="When to ask why")
    owner = somebody_there(session, "Han Mei")
    a_paragraph(session, "Everyone brings a clip.", kind=EntryKind.DECISION)
    an_item(session, owner, "Ten questions")
    browser = as_person(owner)
    address = f"/teams/sessions/{session.id}/minutes"

    word = Document(BytesIO(browser.get(f"{address}.docx").response.data))
    pdf = pypdfium2.PdfDocument(browser.get(f"{address}.pdf").response.data)

    told = "\n".join(paragraph.text for paragraph in word.paragraphs)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    printed = pdf[0].get_textpage().get_text_range()
    assert "Decision: Everyone brings a clip." in told
    assert {"Ten questions", "Han Mei"} <= set(cells)
    for said in ("When to ask why", "Everyone brings a clip.", "Ten questions", "Draft, not approved yet."):
        assert said in printed


def test_what_was_said_is_for_those_who_take_part(as_person):
    session = a_sitting(audience=Audience.REGION)
    guest = a_teacher(a_school(session.team.region), "Guest")
    a_paragraph(session, BASE)
    page = f"/teams/sessions/{session.id}"

    before = as_person(guest).get(f"{page}/minutes").status
    links = [link["href"] for link in as_person(guest).get(page).select(".page-head a.button")]
    as_person(guest).post(f"{page}/sign-up")

    assert (before, as_person(guest).get(f"{page}/minutes").status) == (403, 200)
    assert not any(link.endswith("/minutes") for link in links)


def test_the_page_of_the_minutes_costs_the_same_for_one_paragraph_and_for_many(as_person, statements):
    session = a_sitting()
    owner = somebody_there(session, "Han")
    browser, costs = as_person(owner), []
    for many in (1, 8):
        for n in range(many):
            a_paragraph(session, f"{n}。")
            an_item(session, owner, f"{many}{n}")
        statements.clear()
        browser.get(f"/teams/sessions/{session.id}/minutes")
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_a_sitting_has_its_number(app):
    session = a_sitting()
    later = a_sitting(session.team, starts_at=utcnow() + timedelta(days=9))
    called_off = a_sitting(session.team, starts_at=utcnow() + timedelta(days=5))
    called_off.cancel(reason="Storm")
    db.session.commit()

    assert [record_of(one).number for one in (session, later)] == [1, 2]

"""Ratings, comments and what editors do with them."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from teachnet.audit.models import AuditEntry
from teachnet.db import db
from teachnet.jobs.models import OutboxRow
from teachnet.library.models import Resource, Visibility
from teachnet.library.opinions import actions
from teachnet.library.opinions.models import Comment, CommentMove, CommentReport, CommentState, Rating, ReportState
from teachnet.library.opinions.queries import said
from teachnet.library.search import KIND, Resources, codes_of
from teachnet.search.engine import Wish
from teachnet.search.find import find
from teachnet.search.query import Query
from tests.factories import a_county, a_county_admin, a_school, a_school_admin, a_teacher, saved
from tests.library.factories import a_draft, a_published
from tests.library.opinions.factories import a_comment, a_hidden_comment, a_rating, a_report, an_adoption


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def version(county):
    return a_published(a_teacher(a_school(county), "Author"), visibility=Visibility.COUNTY)


@pytest.fixture
def reader(county):
    return a_teacher(a_school(county), "Reader")


@pytest.fixture
def editor(county):
    return a_county_admin(county)


def url(version, rest="") -> str:
    return f"/library/resources/{version.resource_id}{rest}"


def rated(version) -> list[int]:
    return list(db.session.scalars(sa.select(Rating.stars).where(Rating.resource_id == version.resource_id)))


def told_search() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(OutboxRow.topic == "search.changed"))


def test_a_rating_may_change_and_counts_once(version, reader, as_person):
    browser = as_person(reader)
    for stars in ("2", "5"):
        assert browser.post(url(version, "/rating"), stars=stars).status == 303

    assert rated(version) == [5]
    card = browser.get(url(version)).select_one(".rating")
    assert ["5 of 5" in " ".join(card.text.split()), "one rating" in card.text] == [True, True]
    assert card.select_one("option[selected]")["value"] == "5"


def test_htmx_gets_the_card_with_the_new_mean(version, reader, as_person):
    a_rating(version, a_teacher(name="Other"), 2)
    card = as_person(reader, htmx=True).post(url(version, "/rating"), stars="5")
    assert "3.5" in card.select_one(f"#rating-{version.resource_id} .figure").text


@pytest.mark.parametrize("stars", ["0", "6", "", "many"])
def test_a_rating_is_one_of_five(version, reader, as_person, stars):
    assert as_person(reader).post(url(version, "/rating"), stars=stars).status == 422
    assert rated(version) == []


def test_nobody_rates_their_own_whatever_a_policy_says(version, as_person):
    author = version.resource.author
    assert as_person(author).post(url(version, "/rating"), stars="5").status == 403

    db.session.add(Rating.of(version.resource, 5, by=author))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_two_tabs_rate_at_once_and_one_rating_is_kept(version, reader, at_once):
    def rate(stars):
        return lambda: reader.id, lambda _seen: actions.rate(
            db.session.get(Resource, version.resource_id), stars, by=reader
        )

    ends = at_once(rate(3), rate(4), rate(5))

    assert ends == {"done": 3}
    assert len(rated(version)) == 1


def test_the_database_keeps_one_rating_a_person(version, reader):
    a_rating(version, reader, 3)
    db.session.add(Rating.of(version.resource, 4, by=reader))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_what_is_not_online_is_not_rated(reader, as_person):
    draft = a_draft(reader)
    assert as_person(reader).post(url(draft, "/rating"), stars="5").status == 404


def test_search_is_told_of_a_rating_and_an_adoption(version, reader):
    other, before = a_published(), told_search()
    a_rating(version, reader, 4)
    a_rating(version, a_teacher(name="Second"), 5)
    adoption = an_adoption(version, reader)

    assert told_search() == before + 3
    assert (weights(version), weights(other)) == ((1, 4.5), (0, None))

    adoption.withdraw()
    db.session.commit()
    assert (told_search(), weights(version)) == (before + 4, (0, 4.5))


def weights(version) -> tuple[int, float | None]:
    (document,) = Resources().documents([version.resource_id])
    return document.adoptions, document.rating


def test_what_was_rated_is_found_as_before_while_the_index_catches_up(index, work, version, reader):
    work()
    wish = Wish(Query(""), codes_of(reader))
    assert version.resource_id in find(KIND, wish).ids
    a_rating(version, reader, 4)
    assert version.resource_id in find(KIND, wish).ids

    version.resource.withdraw(by=version.resource.author)
    db.session.commit()
    assert version.resource_id not in find(KIND, wish).ids


def test_a_comment_is_read_by_whoever_sees_the_resource(version, reader, as_person):
    page = as_person(reader).post(url(version, "/comments"), text="  We tried it <b>twice</b>  ")
    assert page.location == url(version, "/comments")

    neighbour = as_person(a_teacher(a_school(version.resource.organisation.county), "Neighbour"))
    assert neighbour.get(url(version)).select_one(".said .prose").text.strip() == "We tried it <b>twice</b>"
    assert as_person(a_teacher(name="Stranger")).get(url(version, "/comments")).status == 404


def test_an_empty_comment_says_what_to_do(version, reader, as_person):
    page = as_person(reader).post(url(version, "/comments"), text=" ")
    assert (page.status, page.select_one(".error").text.strip()) == (422, "Write something first.")


def test_reports_wait_for_the_editors_of_the_area_only(version, reader, editor, as_person):
    comment = a_report(a_comment(version, reader, "Rude words"), by=a_teacher(a_school(editor_county(editor)), "R"))
    browser = as_person(editor)

    assert "Rude words" in browser.get("/library/moderation").text
    assert "Rude words" not in as_person(a_county_admin(a_county())).get("/library/moderation").text
    assert browser.post(f"/library/moderation/{comment.id}/hiding", reason="").status == 422
    assert browser.post(f"/library/moderation/{comment.id}/hiding", reason="Be kind").status == 303
    assert "Nothing to decide" in browser.get("/library/moderation").text
    assert "Rude words" in browser.get("/library/moderation/hidden").text


def editor_county(editor):
    return editor.current_appointments[0].organisation


def test_a_hidden_comment_leaves_no_trace_for_others_and_its_writer_reads_why(version, reader, editor, as_person):
    a_comment(version, editor, "Stays here")
    hidden = a_hidden_comment(version, reader, editor, "Goes away")
    others = [version.resource.author, a_teacher(a_school(editor_county(editor)), "Third")]

    for other in others:
        for page in (as_person(other).get(url(version)), as_person(other).get(url(version, "/comments"))):
            assert ("Stays here" in page.text, "Goes away" in page.text, "Hidden" in page.text) == (True, False, False)
            assert "1 so far" in page.text
        assert as_person(other).get(f"/library/comments/{hidden.id}/report").status == 404
    mine = as_person(reader)
    assert "Be kind to each other" in mine.get(url(version, "/comments")).text
    assert "Be kind to each other" in mine.get("/library/comments/mine").text


def test_the_scope_is_what_hides_it(version, reader, editor, monkeypatch):
    """The control: without it, the test above would fail."""
    a_hidden_comment(version, reader, editor)
    other = version.resource.author
    assert db.session.scalars(said.comments_visible_to(other)).all() == []

    monkeypatch.setattr(said, "_in_my_area", lambda person: sa.true())
    assert len(db.session.scalars(said.comments_visible_to(other)).all()) == 1


def test_hiding_and_restoring_are_told_in_the_trail(version, reader, editor, as_person):
    comment = a_report(a_comment(version, reader), by=version.resource.author)
    browser = as_person(editor)
    browser.post(f"/library/moderation/{comment.id}/hiding", reason="Off the point")
    browser.post(f"/library/moderation/{comment.id}/restoration")

    comment = db.session.get(Comment, comment.id)
    assert (comment.state, [report.state for report in comment.reports]) == (CommentState.SHOWN, [ReportState.UPHELD])
    told = db.session.scalars(
        sa.select(AuditEntry.action)
        .where(AuditEntry.thing == "comment", AuditEntry.actor_id == editor.id)
        .order_by(AuditEntry.id)
    )
    assert told.all() == ["library.hide_comment", "library.restore_comment"]


def test_a_dismissed_report_leaves_the_comment(version, reader, editor, as_person):
    comment = a_report(a_comment(version, reader), by=version.resource.author)
    assert as_person(editor).post(f"/library/moderation/{comment.id}/dismissal").status == 303

    comment = db.session.get(Comment, comment.id)
    assert (comment.state, [one.state for one in comment.reports]) == (CommentState.SHOWN, [ReportState.DISMISSED])


def test_two_editors_decide_at_once_and_one_is_told(version, reader, editor, at_once):
    comment, second = (
        a_report(a_comment(version, reader), by=version.resource.author),
        a_county_admin(editor_county(editor)),
    )

    def hide(by):
        return lambda: by.id, lambda _seen: db.session.get(Comment, comment.id).hide(by=by, reason="Rude")

    ends = at_once(hide(editor), hide(second))

    assert ends == {"done": 1, "This comment is already at “Hidden by an editor”.": 1}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CommentMove)) == 1


def test_nobody_judges_or_reports_their_own_words(version, as_person):
    admin = a_school_admin(version.resource.organisation)
    mine = a_comment(version, admin)
    browser = as_person(admin)
    assert browser.get(f"/library/moderation/{mine.id}").status == 403
    assert browser.get(f"/library/comments/{mine.id}/report").status == 403

    mine.report(by=admin, reason="insult")
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
    mine = db.session.get(Comment, mine.id)
    mine.hide(by=admin, reason="Mine")
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_one_reports_a_comment_once(version, reader, as_person):
    comment, other = a_comment(version, reader), as_person(version.resource.author)
    report = f"/library/comments/{comment.id}/report"
    assert [other.post(report, reason="off_topic").status, other.post(report, reason="wrong").status] == [303, 409]
    assert len(db.session.scalars(sa.select(CommentReport)).all()) == 1


def test_the_steps_of_a_comment_only_grow(version, reader, editor):
    a_hidden_comment(version, reader, editor)
    with pytest.raises(DBAPIError, match="only grows"):
        db.session.execute(sa.update(CommentMove).values(reason=""))
    db.session.rollback()


def test_a_comment_taken_back_closes_its_reports(version, reader, editor, as_person):
    comment = a_report(a_comment(version, reader), by=version.resource.author)
    assert as_person(reader).post(f"/library/comments/{comment.id}/withdrawal").status == 303
    assert db.session.scalars(said.reported_to(editor)).all() == []
    assert saved(db.session.get(Comment, comment.id)).state is CommentState.WITHDRAWN

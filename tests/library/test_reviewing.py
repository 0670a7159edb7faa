import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, IntegrityError

from teachnet.accounts.models import Role, Subject
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.jobs.models import OutboxRow
from teachnet.library import queries
from teachnet.library.models import ResourceMove, ResourceVersion, ReturnReason, VersionState
from tests.factories import a_county, a_person, a_school, a_teacher, somebody
from tests.library.factories import a_draft, a_published, a_review, a_reviewer, a_skill, a_submission


def in_queue_of(reviewer) -> list[ResourceVersion]:
    return db.session.scalars(queries.review_queue_for(reviewer)).all()


def test_publishing_puts_it_online_and_tells_search(as_person):
    kong = a_reviewer(name="Kong")
    version = a_review(by=kong)

    answer = as_person(kong).post(f"/library/review/{version.id}/publication")

    assert (answer.status, answer.location) == (303, "/library/review")
    assert (version.state, version.approved_digest) == (VersionState.PUBLISHED, version.digest)
    told = db.session.scalars(sa.select(OutboxRow).where(OutboxRow.topic == "search.changed")).all()
    assert [row.payload for row in told] == [{"kind": "resource", "id": version.resource_id}]


def test_returning_needs_a_reason_and_words(as_person):
    version = a_review(by=a_reviewer())

    page = as_person(version.reviewer).post(f"/library/review/{version.id}/return", note=" ")

    assert page.status == 422
    assert {error["id"] for error in page.select("[id$=-error]")} == {"reasons-error", "note-error"}
    assert version.state is VersionState.IN_REVIEW


def test_a_reason_that_is_not_on_the_list_is_refused(as_person):
    version = a_review(by=a_reviewer())

    page = as_person(version.reviewer).post(f"/library/review/{version.id}/return", reasons=["ugly"], note="No.")

    assert (page.status, version.state) == (422, VersionState.IN_REVIEW)


def test_the_author_reads_what_to_change_and_submits_again(as_person):
    version = a_review(by=a_reviewer())
    as_person(version.reviewer).post(
        f"/library/review/{version.id}/return", reasons=["incomplete", "source"], note="Add the last step."
    )
    author = as_person(version.resource.author)

    notice = author.get(f"/library/versions/{version.id}").select_one(".notice[data-state=act]")
    assert [item.text for item in notice.select("li")] == [
        str(ReturnReason.INCOMPLETE.label),
        str(ReturnReason.SOURCE.label),
    ]
    assert notice.select_one("p").text == "Add the last step."

    author.post(f"/library/versions/{version.id}/submission")
    assert version.state is VersionState.SUBMITTED


def test_the_review_is_blind(as_person):
    county = a_county(name="Canary county")
    author = a_teacher(a_school(county, name="Canary school"), "Canary author")
    kong = a_reviewer()
    version = a_review(author, by=kong)
    reader = as_person(kong)

    for url in ("/library/review", f"/library/review/{version.id}"):
        page = reader.get(url)
        assert page.status == 200
        assert "Canary" not in page.text
    # The page with the names leads back to the blind one.
    assert reader.get(f"/library/versions/{version.id}").location == f"/library/review/{version.id}"


def test_the_queue_is_of_my_place_and_subject(app):
    county = a_county()
    kong = somebody(Role.REVIEWER, county, "Kong")
    kong.appointments[0].subject = Subject.MATHEMATICS
    mine = a_submission(a_teacher(a_school(county), "Here"))
    a_submission(a_teacher(a_school(county), "Other subject"), subject=Subject.CHINESE)
    a_submission(a_teacher(a_school(a_county()), "Elsewhere"))
    a_draft(a_teacher(a_school(county), "Not yet"))
    a_review(a_teacher(a_school(county), "Taken"), by=a_reviewer(name="Other"))

    assert in_queue_of(kong) == [mine]


def test_nobody_reviews_their_own_nor_their_colleagues(app):
    county = a_county()
    school = a_school(county)
    kong, colleague = a_teacher(school, "Kong"), a_teacher(school, "Colleague")
    kong.appoint(Role.REVIEWER, county)
    a_submission(kong)
    a_submission(colleague)
    # Somebody who taught here when it was made, and somebody who teaches here by now.
    moved_away, moved_here = a_teacher(school, "Away"), a_teacher(a_school(county), "Here")
    a_submission(moved_away)
    a_submission(moved_here)
    moved_away.transfer(a_school(county))
    moved_here.transfer(school)
    db.session.commit()
    other = a_submission(a_teacher(a_school(county), "Other"))

    assert in_queue_of(kong) == [other]


@pytest.mark.parametrize("relation", ["author", "colleague"])
def test_the_database_itself_refuses_a_partial_reviewer(app, relation):
    version = a_submission()
    author = version.resource.author
    partial = author if relation == "author" else a_teacher(author.school, "Colleague")

    version.claim(by=partial)
    with pytest.raises(IntegrityError, match=r"nobody_reviews_their"):
        db.session.commit()
    db.session.rollback()


def test_the_database_itself_publishes_only_what_was_approved(app):
    version = a_published()

    for forged in ({"digest": "0" * 64}, {"approved_digest": None}):
        with pytest.raises(IntegrityError, match="published_as_approved"):
            db.session.execute(sa.update(ResourceVersion).where(ResourceVersion.id == version.id).values(**forged))
        db.session.rollback()


@pytest.mark.parametrize("field", ["title", "summary", "visibility", "skill", "file name"])
def test_a_version_that_changed_behind_the_reviewers_back_is_not_published(app, field):
    version = a_review(by=a_reviewer())
    if field == "file name":
        version.main_file.name = "other.docx"
    elif field == "skill":
        version.skill = a_skill("board")
    else:
        setattr(version, field, "public" if field == "visibility" else "Another")
    db.session.commit()

    with pytest.raises(Refused, match="has changed"):
        version.publish(by=version.reviewer)


def test_two_reviewers_press_at_once_and_one_takes_it(app):
    version = a_review(by=a_reviewer(name="Quick"))

    with pytest.raises(Refused, match="already at"):
        version.claim(by=a_reviewer(name="Slow"))


def test_only_who_took_it_on_decides(as_person):
    version = a_review(by=a_reviewer(name="Quick"))

    assert as_person(a_reviewer(name="Slow")).post(f"/library/review/{version.id}/publication").status == 404


def test_who_lost_the_role_decides_no_more(as_person):
    version = a_review(by=a_reviewer())
    reviewer = as_person(version.reviewer)
    for post in version.reviewer.current_appointments:
        post.close(on=post.starts_on)
    db.session.commit()

    assert reviewer.post(f"/library/review/{version.id}/publication").status == 403
    assert version.state is VersionState.IN_REVIEW


def test_handing_back_lets_somebody_else_take_it(as_person):
    version = a_review(by=a_reviewer(name="First"))

    as_person(version.reviewer).post(f"/library/review/{version.id}/hand-back")

    assert (version.state, version.reviewer) == (VersionState.SUBMITTED, None)
    assert in_queue_of(a_reviewer(name="Second")) == [version]


def test_buttons_of_a_review_are_for_who_took_it_on(as_person):
    waiting, taken = a_submission(), a_review(by=a_reviewer(name="Kong"))

    def buttons(reviewer, version):
        return [button.text.strip() for button in as_person(reviewer).get(f"/library/review/{version.id}").select(
            "#decision ~ form button, #decision ~ * form button"
        )]  # fmt: skip

    assert buttons(taken.reviewer, waiting) == ["Take it on"]
    assert buttons(taken.reviewer, taken) == ["Approve and publish", "Return for changes", "Hand back to the queue"]


def test_the_queue_costs_the_same_for_three_and_for_many(as_person, statements):
    reader = as_person(a_reviewer())
    costs = []
    for rows in (3, 15):
        while len(versions_waiting()) < rows:
            a_submission(a_teacher(a_school(), "Author"))
        reader.get("/library/")  # whoever made the rows is loaded again now, not in the page that is counted
        statements.clear()
        assert len(reader.get("/library/review").select("tbody tr")) == rows
        costs.append(len(statements))

    assert costs[0] == costs[1]


def versions_waiting() -> list[ResourceVersion]:
    return db.session.scalars(sa.select(ResourceVersion).where(ResourceVersion.state == VersionState.SUBMITTED)).all()


def test_withdrawing_takes_it_down_everywhere(as_person):
    version = a_published()
    reader = as_person(a_teacher(a_school(), "Reader"))
    urls = [f"/library/resources/{version.resource_id}", f"/library/files/{version.main_file.id}/plan.docx"]
    assert reader.get(urls[0]).status == 200

    as_person(version.resource.author).post(
        f"/library/resources/{version.resource_id}/withdrawal", reason="A parent asked"
    )

    assert [reader.get(url).status for url in urls] == [404, 404]
    assert [move.note for move in version.history][-1] == "A parent asked"
    told = db.session.scalars(sa.select(OutboxRow.id).where(OutboxRow.topic == "search.changed")).all()
    assert len(told) == 2


def test_an_author_without_a_school_is_reviewed_too(app):
    lead = a_person("Lead")
    lead.appoint(Role.RESEARCH_LEAD, a_county())
    db.session.commit()
    version = a_submission(lead, at=lead.appointments[0].organisation)

    assert in_queue_of(a_reviewer()) == [version]


def test_what_was_decided_cannot_be_rewritten(app):
    version = a_published()

    with pytest.raises((IntegrityError, DatabaseError), match="only grows"):
        db.session.execute(sa.update(ResourceMove).values(note="It was always so."))
    db.session.rollback()
    assert [move.note for move in version.history] == ["", "", ""]

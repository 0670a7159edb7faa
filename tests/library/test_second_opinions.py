"""A reviewer asks another one; and what nobody works on is taken over."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from teachnet.accounts.models import Role, Subject
from teachnet.db import db
from teachnet.errors import Refused
from teachnet.library import policy, second_opinions
from teachnet.library.models import OpinionState, Recommendation, ResourceVersion, SecondOpinion, VersionState
from teachnet.library.queries import opinions_asked_of, review_queue_for
from tests.factories import a_county, a_school, a_teacher, somebody
from tests.library.factories import a_review, a_reviewer, a_second_opinion, a_submission, let_lie


@pytest.fixture
def county(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def version(county):
    """Under review by the county's first reviewer."""
    return a_review(a_teacher(a_school(county), "Author"), by=somebody(Role.REVIEWER, county, "First"))


def readers_of(version) -> list[str]:
    found = db.session.scalars(second_opinions.second_readers(version, besides=version.reviewer)).all()
    return sorted(person.name for person in found)


def asked_of(person) -> list[SecondOpinion]:
    return list(db.session.scalars(opinions_asked_of(person)).unique())


def test_who_may_be_asked_is_who_might_have_reviewed_it(county, version):
    school = version.resource.organisation
    a_reviewer(name="City")
    near = somebody(Role.REVIEWER, county, "Near")
    narrow = somebody(Role.REVIEWER, county, "Other subject")
    narrow.appointments[0].subject = Subject.MUSIC
    somebody(Role.REVIEWER, a_county(), "Elsewhere")
    somebody(Role.REVIEWER, county, "Disabled").disable()
    colleague = a_teacher(school, "Colleague")
    colleague.appoint(Role.REVIEWER, county)
    version.resource.author.appoint(Role.REVIEWER, county)
    db.session.commit()

    assert readers_of(version) == ["City", "Near"]
    assert policy.may_review(near, version)


def test_colleagues_of_where_the_author_teaches_now_are_not_asked_either(county, version):
    elsewhere = a_school(county)
    colleague = a_teacher(elsewhere, "New colleague")
    colleague.appoint(Role.REVIEWER, county)
    db.session.commit()
    assert readers_of(version) == ["New colleague"]

    version.resource.author.transfer(elsewhere)
    db.session.commit()
    assert readers_of(version) == []


@pytest.mark.parametrize("relation", ["author", "colleague", "asker"])
def test_the_database_itself_refuses_to_ask_somebody_partial(version, relation):
    author = version.resource.author
    partial = {"author": author, "colleague": a_teacher(author.school, "Colleague"), "asker": version.reviewer}[
        relation
    ]

    version.ask(by=version.reviewer, whom=partial, question="Is it good?")
    with pytest.raises(IntegrityError, match=r"nobody_judges_their|somebody_else"):
        db.session.commit()
    db.session.rollback()


def test_asked_answered_and_decided_by_the_first(as_person, version):
    second = a_reviewer(name="Second")
    first, other = as_person(version.reviewer), as_person(second)

    first.post(f"/library/review/{version.id}/second-opinions", question="Is the third step clear?")
    (opinion,) = asked_of(second)
    assert "Is the third step clear?" in other.get("/library/review").text
    assert other.get(f"/library/review/{version.id}").select_one("#answer")
    other.post(f"/library/review/second-opinions/{opinion.id}/answer", recommendation="return", words="Not to me.")

    told = first.get(f"/library/review/{version.id}").select_one(f"#opinion-{opinion.id}").text
    assert "Not to me." in told
    assert str(Recommendation.RETURN.label) in told
    assert "Second" not in told  # both stay unnamed to each other
    first.post(f"/library/review/{version.id}/publication")
    assert version.state is VersionState.PUBLISHED


def test_whoever_was_asked_reads_the_file_but_decides_nothing_and_sees_it_no_more_afterwards(as_person, version):
    second = a_reviewer(name="Second")
    opinion = a_second_opinion(version, of=second)
    other = as_person(second)

    assert other.post(f"/library/review/{version.id}/publication").status == 403
    assert other.get(f"/library/review/{version.id}").status == 200
    other.post(f"/library/review/second-opinions/{opinion.id}/answer", recommendation="publish", words="Fine.")
    assert other.get(f"/library/review/{version.id}").status == 404


def test_who_was_not_asked_sees_neither_version_nor_question(as_person, version):
    opinion = a_second_opinion(version, of=a_reviewer(name="Second"))
    third = as_person(a_reviewer(name="Third"))

    assert third.get(f"/library/review/{version.id}").status == 404
    sent = {"recommendation": "publish", "words": "Fine."}
    assert third.post(f"/library/review/second-opinions/{opinion.id}/answer", **sent).status == 404


def test_the_author_is_told_nothing_of_it(as_person, version):
    a_second_opinion(version, of=a_reviewer(name="Second"), question="Canary question?")

    assert "Canary" not in as_person(version.resource.author).get(f"/library/versions/{version.id}").text


def test_an_answer_needs_a_recommendation_and_words(as_person, version):
    second = a_reviewer(name="Second")
    opinion = a_second_opinion(version, of=second)

    page = as_person(second).post(f"/library/review/second-opinions/{opinion.id}/answer", words=" ")

    assert page.status == 422
    assert {error["id"] for error in page.select("[id$=-error]")} == {"recommendation-error", "words-error"}


def test_passing_on_asks_the_next_one_the_same_and_nobody_twice(version):
    second, third = a_reviewer(name="Second"), a_reviewer(name="Third")
    opinion = a_second_opinion(version, of=second)

    second_opinions.pass_on(opinion)
    db.session.commit()
    (again,) = asked_of(third)
    assert (again.question, asked_of(second)) == (opinion.question, [])

    assert second_opinions.pass_on(again) is None
    with pytest.raises(Refused, match="Nobody else"):
        second_opinions.ask_somebody(version, by=version.reviewer, question="And you?")


@pytest.mark.parametrize("end", ["publish", "hand_back", "send_back"])
def test_what_was_asked_lapses_with_the_review(version, end):
    second = a_reviewer(name="Second")
    opinion = a_second_opinion(version, of=second)

    more = {"reasons": [], "note": "Later."} if end == "send_back" else {}
    getattr(version, end)(by=version.reviewer, **more)
    db.session.commit()

    assert (opinion.state, asked_of(second)) == (OpinionState.LAPSED, [])
    with pytest.raises(Refused, match="settled"):
        opinion.answer(recommendation=Recommendation.PUBLISH, words="Too late.")


def test_one_question_is_open_at_a_time(version):
    first, second = a_reviewer(name="Second"), a_reviewer(name="Third")
    a_second_opinion(version, of=first)
    a_second_opinion(version, of=second)
    assert (asked_of(first), len(asked_of(second))) == ([], 1)

    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(SecondOpinion).values(state=OpinionState.ASKED))
    db.session.rollback()


def test_an_answer_about_other_words_is_not_shown(version):
    opinion = a_second_opinion(version, of=a_reviewer(name="Second"))
    seen = second_opinions.opinions_seen_by(version.reviewer, version)
    assert db.session.scalars(seen).all() == [opinion]

    version.digest = "0" * 64
    assert db.session.scalars(second_opinions.opinions_seen_by(version.reviewer, version)).all() == []


def test_after_a_week_another_one_takes_it_over(as_person, version):
    let_lie(version)
    before, second = version.reviewer, a_reviewer(name="Second")
    page = as_person(second).get("/library/review")
    assert [row.text for row in page.select("tbody .badge")] == ["Left lying: take it over"]

    as_person(second).post(f"/library/review/{version.id}/takeover")

    assert (version.reviewer, version.state) == (second, VersionState.IN_REVIEW)
    assert as_person(before).post(f"/library/review/{version.id}/publication").status == 404
    steps = [move.became for move in version.history][-2:]
    assert steps == [VersionState.SUBMITTED, VersionState.IN_REVIEW]


def test_within_a_week_nobody_takes_it_over(as_person, version):
    let_lie(version, days=6)
    second = a_reviewer(name="Second")

    assert as_person(second).post(f"/library/review/{version.id}/takeover").status == 404
    with pytest.raises(Refused, match="at work on it again"):
        version.take_over(by=second)


def test_asking_and_being_answered_count_as_doing_something(version):
    second = a_reviewer(name="Second")
    let_lie(version)
    opinion = a_second_opinion(version, of=second)
    assert not version.is_left_lying

    let_lie(version)
    opinion.answer(recommendation=Recommendation.PUBLISH, words="Fine.")
    assert not version.is_left_lying


def test_a_colleague_of_the_author_takes_over_nothing(county, version):
    let_lie(version)
    colleague = a_teacher(version.resource.organisation, "Colleague")
    colleague.appoint(Role.REVIEWER, county)
    db.session.commit()

    assert db.session.scalars(review_queue_for(colleague)).all() == []


def test_without_the_rule_of_the_same_school_the_colleague_would_get_it(county, version, monkeypatch):
    """The control: with the rule off, the test above would fail."""
    let_lie(version)
    colleague = a_teacher(version.resource.organisation, "Colleague")
    colleague.appoint(Role.REVIEWER, county)
    db.session.commit()
    assert not policy.can_take_over(colleague, version)

    monkeypatch.setattr(policy, "is_of_the_same_school", lambda person, resource: False)
    assert policy.can_take_over(colleague, version)


def test_the_queue_is_narrowed_by_subject_stage_and_kind(as_person):
    for subject in (Subject.CHINESE, Subject.MUSIC):
        a_submission(a_teacher(a_school(), "Author"), subject=subject, title=f"About {subject}")
    reader = as_person(a_reviewer())

    def shown(address):
        return [row.text for row in reader.get(f"/library/review{address}").select("tbody th a")]

    assert shown("?subject=music") == ["About music"]
    assert shown("?subject=music&kind=clip") == []
    assert len(shown("?subject=nonsense&stage=")) == db.session.scalar(sa.select(sa.func.count(ResourceVersion.id)))

"""Works are allotted evenly while they come in, and reviewed without names; who needs it reads what peers found."""

from collections import Counter

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from teachnet.accounts.models import Person
from teachnet.assignments import actions, jobs
from teachnet.assignments.allotment import Duty, welcome
from teachnet.assignments.models import PeerReview, Submission
from teachnet.db import db
from teachnet.files.receive import receive, stored_file
from teachnet.jobs.worker import work_until_idle
from tests.assignments.factories import an_assignment
from tests.factories import a_county, a_school, a_teacher
from tests.study.factories import a_group, a_learner
from tests.study.test_writing import a_pdf

GOOD = "Open questions, and each was waited for. Call on the quiet ones, too."


def come_in(newcomer: int, duties: list[Duty], each: int, others: list[int]) -> list[Duty]:
    change = welcome(newcomer, others, duties, each)
    left = [duty for duty in duties if duty not in change.passed_on]
    return left + [Duty(duty.reviewer, newcomer) for duty in change.passed_on] + list(change.new)


@given(st.integers(1, 5), st.lists(st.lists(st.integers(0, 40), max_size=4), max_size=14))
def test_however_they_come_in_everybody_has_the_same_share(each, arrivals):
    """Between arrivals some duties are begun; those stay as they are."""
    duties, people = [], []
    for newcomer, done in enumerate(arrivals, 1):
        before = {duty for duty in duties if duty.is_begun}
        duties = come_in(newcomer, duties, each, people)
        people.append(newcomer)
        share = min(each, len(people) - 1)
        assert before <= set(duties)
        assert Counter(duty.reviewer for duty in duties) == Counter(dict.fromkeys(people, share) if share else {})
        assert all(duty.reviewer != duty.work for duty in duties)
        assert len({(duty.reviewer, duty.work) for duty in duties}) == len(duties)
        if not any(duty.is_begun for duty in duties):
            assert set(Counter(duty.work for duty in duties).values()) <= {share}
        for place in done:
            if place < len(duties):
                duties[place] = Duty(duties[place].reviewer, duties[place].work, is_begun=True)


def test_without_taking_over_the_last_to_come_is_reviewed_by_nobody():
    """The negative of the property above."""
    duties = come_in(3, come_in(2, [], 1, [1]), 1, [1, 2])
    naive = come_in(2, [], 1, [1]) + [Duty(3, 1)]
    assert (Counter(one.work for one in duties)[3], Counter(one.work for one in naive)[3]) == (1, 0)


@pytest.fixture
def county(app):
    return a_county()


@pytest.fixture
def assignment(county):
    return an_assignment(peers=2)


@pytest.fixture
def group(assignment, county):
    return a_group(assignment.unit.course, organisation=county)


@pytest.fixture
def writer(assignment, group, county):
    school = a_school(county)

    def writer(name: str, **fields):
        """Handed in; a name that is found nowhere else."""
        enrolment = a_learner(group.course, a_teacher(school, name), **{"group": group} | fields)
        text = f"The work of number {enrolment.id}"
        handed_in = actions.hand_in(assignment, enrolment, text=text, file=None, file_name="")
        jobs.allot([{"submission": handed_in.id}])
        db.session.commit()
        return enrolment.id, enrolment.learner_id

    return writer


def allotted() -> Counter:
    """How often each enrolment reviews, and is reviewed."""
    found = sa.select(PeerReview.reviewer_id, Submission.enrolment_id).join(PeerReview.submission)
    pairs = db.session.execute(found).all()
    return Counter(whom for _who, whom in pairs), Counter(who for who, _whom in pairs)


def test_a_review_that_is_begun_is_of_that_work(assignment, writer):
    for name in ("Bai", "Cao", "Dong"):
        writer(name)
    begun = {}
    for review in db.session.scalars(sa.select(PeerReview).where(PeerReview.reviewer_id == 1)):
        review.begin()
        begun[review.id] = review.submission_id
    db.session.commit()
    for name in ("Erin", "Feng", "Gu"):
        writer(name)
    kept = sa.select(PeerReview.id, PeerReview.submission_id).where(PeerReview.id.in_(begun))
    assert dict(db.session.execute(kept).all()) == begun


def test_the_worker_allots_what_is_handed_in(assignment, group, county):
    for name in ("Bai", "Cao"):
        enrolment = a_learner(group.course, a_teacher(a_school(county, name=f"School of {name}"), name), group=group)
        actions.hand_in(assignment, enrolment, text="Mine", file=None, file_name="")
    db.session.commit()
    work_until_idle()
    assert db.session.scalar(sa.select(sa.func.count(PeerReview.id))) == 2


def test_each_of_a_group_reviews_two_and_is_reviewed_by_two(assignment, group, writer, county):
    ids = [writer(name)[0] for name in ("Bai", "Cao", "Dong", "Erin", "Feng")]
    elsewhere = a_group(assignment.unit.course, organisation=county, name="Two")
    writer("Elsewhere", group=elsewhere)
    assert allotted() == (Counter(dict.fromkeys(ids, 2)), Counter(dict.fromkeys(ids, 2)))
    jobs.allot([{"submission": db.session.scalars(sa.select(Submission.id)).first()}])  # after a crash
    assert allotted() == (Counter(dict.fromkeys(ids, 2)), Counter(dict.fromkeys(ids, 2)))


def test_nobody_reads_a_name(as_person, app, assignment, writer):

    for name in ("Baiwriter", "Caowriter", "Dongwriter"):
        writer(name)
    review = db.session.scalars(sa.select(PeerReview).order_by(PeerReview.id)).first()
    author, reviewer = review.submission.enrolment.learner_id, review.reviewer.learner_id
    unit, number = assignment.unit_id, review.id
    reader = as_person(db.session.get_one(Person, reviewer))
    assert "The work of number" not in reader.get(f"/study/peer-reviews/{number}").text
    assert reader.post(f"/study/peer-reviews/{number}", row0="50", row1="30", comment=GOOD).status == 409
    assert reader.post(f"/study/peer-reviews/{number}/beginning").status == 303
    page = reader.get(f"/study/peer-reviews/{number}")
    assert "The work of number" in page.text
    assert db.session.get_one(Person, author).name not in page.text
    assert reader.post(f"/study/peer-reviews/{number}", row0="50", row1="30", comment="Good").status == 422
    assert reader.post(f"/study/peer-reviews/{number}", row0="50", row1="30", comment=GOOD).status == 303
    assert reader.post(f"/study/peer-reviews/{number}", row0="50", row1="30", comment=GOOD).status == 409

    seen = as_person(db.session.get_one(Person, author)).get(f"/study/units/{unit}")
    assert GOOD in seen.text
    assert db.session.get_one(Person, reviewer).name not in seen.text


def test_who_marks_reads_what_peers_found_and_who_they_are(as_person, group, writer):
    for name in ("Baiwriter", "Caowriter"):
        writer(name)
    review = db.session.scalars(sa.select(PeerReview)).first()
    review.begin()
    db.session.commit()
    review.review([["Questions", 50, 60], ["Waiting", 31, 40]], GOOD)
    db.session.commit()
    page = as_person(group.tutor).get(f"/study/submissions/{review.submission_id}")
    assert GOOD in page.text
    assert "81%" in page.text
    assert review.reviewer.learner.name in page.select_one("section[aria-labelledby=peers]").text


def test_only_who_has_to_review_it_reads_it(as_person, writer):

    writer("Bai")
    stranger = db.session.get_one(Person, writer("Cao")[1])
    review = db.session.scalars(sa.select(PeerReview).where(PeerReview.reviewer_id != 0)).first()
    other = review.reviewer.learner_id
    for who, status in ((other, 200), (stranger.id if stranger.id != other else None, 404)):
        if who:
            assert as_person(db.session.get_one(Person, who)).get(f"/study/peer-reviews/{review.id}").status == status


def test_a_file_is_served_under_a_name_that_gives_nobody_away(as_person, assignment, group, county):

    for name in ("Bai", "Cao"):
        enrolment = a_learner(group.course, a_teacher(a_school(county, name=f"School of {name}"), name), group=group)
        file = stored_file(receive(a_pdf(), f"{name}.pdf"))
        named = f"{name} of my school.pdf"
        handed_in = actions.hand_in(assignment, enrolment, text="", file=file, file_name=named)
        jobs.allot([{"submission": handed_in.id}])
        db.session.commit()
    review = db.session.scalars(sa.select(PeerReview)).first()
    reader = as_person(db.session.get_one(Person, review.reviewer.learner_id))
    assert reader.get(f"/study/peer-reviews/{review.id}/file").status == 404
    review.begin()
    db.session.commit()
    answer = reader.get(f"/study/peer-reviews/{review.id}/file?download")
    assert answer.status == 200
    assert "work.pdf" in answer.response.headers["Content-Disposition"]
    assert "my school" not in str(answer.response.headers)

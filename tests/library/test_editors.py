"""The editors' desk: figures that are right, of one's own area, at a price that does not grow."""

from datetime import timedelta

import pytest

from teachnet.accounts.models import Role, Stage, Subject
from teachnet.db import db, utcnow
from teachnet.files.codes import Setback
from teachnet.files.kinds import Kind
from teachnet.files.models import Made, Preparation, PreparationState
from teachnet.files.store import store
from teachnet.library.editors import area, duplicates, fingerprints, gaps, media, reasons, times
from teachnet.library.models import FaultKind, Fingerprint, MediaFault, ReturnReason, Visibility
from tests.factories import a_city_admin, a_county, a_county_admin, a_school, a_teacher, somebody
from tests.library.factories import (
    a_draft,
    a_kept_file,
    a_local_skill,
    a_published,
    a_review,
    a_skill,
    a_stored_file,
    a_submission,
)

PAGES = ("", "/returned", "/gaps", "/same-files", "/near-texts", "/broken-media")
YESTERDAY = timedelta(days=1)
PLAN = "".join(
    f"第{number}步，教师问第{number * 7}个问题，等待{number % 5}秒，学生说出第{number * 3}种想法。"
    for number in range(60)
)


@pytest.fixture
def county(app):
    return a_county(name="Zhangdian")


def a_teacher_of(county, name="Author"):
    return a_teacher(a_school(county), name, stage=Stage.PRIMARY, subject=Subject.MATHEMATICS)


def fingerprinted(*versions) -> None:
    fingerprints.make([version.id for version in versions])
    db.session.commit()


def text_file(text: str):
    return a_stored_file(kind=Kind.TEXT, text=text)


# Queue times


@pytest.mark.parametrize(
    ("hours", "median", "p90"), [([5], 5, 5), ([1, 2, 3, 4], 2, 4), (list(range(1, 11)), 5, 9), ([], None, None)]
)
def test_the_median_and_what_nine_of_ten_do_not_exceed(hours, median, p90):
    waits = [timedelta(hours=one) for one in hours]
    found = [times.percentile(waits, percent) for percent in (50, 90)]
    assert found == [one and timedelta(hours=one) for one in (median, p90)]


def test_a_wait_counts_from_the_submission_before_the_decision(county):
    author = a_teacher_of(county)
    version = a_review(author)
    version.send_back(by=version.reviewer, reasons=[ReturnReason.SOURCE], note="Whose?")
    db.session.commit()
    version.submit(by=author)
    db.session.commit()
    version.claim(by=version.reviewer)
    db.session.commit()
    version.publish(by=version.reviewer)
    db.session.commit()
    a_submission(author, subject=Subject.MUSIC)
    somebody(Role.REVIEWER, county, "All subjects")

    found = {one.subject: one for one in times.queue_times(a_county_admin(county), utcnow() - YESTERDAY)}

    assert (found[Subject.MATHEMATICS].decided, found[Subject.MATHEMATICS].waiting) == (2, 0)
    assert max(found[Subject.MATHEMATICS].waits) < timedelta(minutes=1)
    assert (found[Subject.MUSIC].decided, found[Subject.MUSIC].waiting, found[Subject.MUSIC].reviewers) == (0, 1, 2)


def test_titles_of_what_is_not_published_do_not_show(county, as_person):
    a_submission(a_teacher_of(county), title="Canary title")

    page = as_person(a_county_admin(county)).get("/library/editors")
    assert "Nobody has taken it on" in page.text
    assert "Canary" not in page.text


# Returned, why


def test_reasons_are_counted_one_by_one(county):
    for given in ([ReturnReason.SOURCE], [ReturnReason.SOURCE, ReturnReason.PUPILS]):
        version = a_review(a_teacher_of(county))
        version.send_back(by=version.reviewer, reasons=given, note="Please.")
    db.session.commit()
    a_published(a_teacher_of(county))

    found = reasons.returns(a_county_admin(county), utcnow() - YESTERDAY)

    assert found.by_reason == {ReturnReason.SOURCE: 2, ReturnReason.PUPILS: 1}
    assert (found.returned, found.published) == (2, 1)
    assert reasons.returns(a_county_admin(county), utcnow() + YESTERDAY).decided == 0


# Gaps


def test_a_cell_counts_what_teachers_can_find_the_citys_own_skills_with_the_ten(county):
    author, elsewhere = a_teacher_of(county), a_teacher_of(a_county())
    a_published(author)
    a_published(author, skill=a_local_skill("Follow-up"))
    a_published(author, visibility=Visibility.SCHOOL)
    a_published(elsewhere, visibility=Visibility.COUNTY)
    a_published(elsewhere, visibility=Visibility.CITY)

    matrix = gaps.matrix(a_county_admin(county), Stage.PRIMARY)

    assert matrix.cell(a_skill("questioning"), Subject.MATHEMATICS).count == 3
    assert matrix.subjects == [Subject.MATHEMATICS]
    assert {cell.skill.code for cell in matrix.empty} == {skill.code for skill in matrix.skills} - {"questioning"}
    assert {cell.teachers for cell in matrix.empty} == {1}


# Twice


def test_the_same_file_in_two_resources_is_found(county):
    file = a_stored_file()
    first, second = (a_published(a_teacher_of(county, name), file=file) for name in ("First", "Second"))
    a_published(a_teacher_of(county))

    (group,) = duplicates.same_files(a_county_admin(county), 1)
    assert (group.count, [one.resource_id for one in group.members]) == (2, [first.resource_id, second.resource_id])


def test_nearly_the_same_text_is_found_and_another_text_is_not(county):
    texts = (PLAN, PLAN.replace("第7个", "下一个"), "".join(reversed(PLAN)))
    versions = [a_published(a_teacher_of(county), file=text_file(text)) for text in texts]
    fingerprinted(*versions)

    (group,) = duplicates.near_texts(a_county_admin(county), 1)
    assert [one.resource_id for one in group.members] == [version.resource_id for version in versions[:2]]


def test_what_is_not_published_is_no_duplicate(county):
    version = a_published(a_teacher_of(county), file=text_file(PLAN))
    newer = a_draft(version.resource.author, file=text_file(PLAN + "完"))
    for row in (version, newer):
        db.session.add(Fingerprint(version_id=row.id, simhash=1, leader_id=version.id))
    db.session.commit()
    assert duplicates.near_texts(a_county_admin(county), 1).total == 0


def test_width_case_and_punctuation_make_no_difference_and_short_texts_none():
    plain = "Asking WHY three times, " * 20
    assert fingerprints.simhash(plain) == fingerprints.simhash(plain.lower().replace(",", "！  "))
    assert fingerprints.simhash("Asking why") is None


def test_publishing_asks_for_a_fingerprint_and_seeing_it_twice_changes_nothing(county):
    version = a_published(a_teacher_of(county), file=text_file(PLAN))
    for _once_more in range(2):
        fingerprints.follow([{"id": version.id}])
        db.session.commit()

    (found,) = db.session.scalars(db.select(Fingerprint))
    assert (found.version_id, found.leads) == (version.id, True)


# Broken media


def test_missing_damaged_and_unreadable_files_are_found_and_forgotten_when_they_are_whole(county):
    author = a_teacher_of(county)
    contents = (b"whole", b"missing", b"damaged", b"mute", b"soon", b"broken")
    whole, missing, damaged, mute, soon, broken = (a_kept_file(content) for content in contents)
    for film in (mute, soon):
        film.kind = Kind.VIDEO
    soon.prepare()
    broken.preparations.append(Preparation(what=Made.TEXT, state=PreparationState.FAILED, why=Setback.BROKEN))
    for file in (whole, missing, damaged, mute, soon, broken):
        a_published(author, file=file)
    path = store.shelf.path(missing.sha256)
    path.rename(path.with_suffix(".away"))
    store.shelf.path(damaged.sha256).write_bytes(b"short")

    def faults():
        media.check_media([{}])
        db.session.commit()
        return {fault.file_id: fault.kind for fault in db.session.scalars(db.select(MediaFault))}

    unreadable = dict.fromkeys((mute.id, broken.id), FaultKind.UNREADABLE)
    found = {missing.id: FaultKind.MISSING, damaged.id: FaultKind.DAMAGED} | unreadable
    assert faults() == found
    path.with_suffix(".away").rename(path)
    assert faults() == {id_: kind for id_, kind in found.items() if id_ != missing.id}


def test_looking_again_removes_what_is_whole_by_now(county, as_person):
    version = a_published(a_teacher_of(county), file=a_kept_file(b"There after all"))
    db.session.add(MediaFault(file_id=version.main_file.file_id, kind=FaultKind.MISSING))
    db.session.commit()
    (fault,) = db.session.scalars(db.select(MediaFault))
    editor = as_person(a_county_admin(county))
    assert editor.get("/library/editors/broken-media").select("tbody tr")

    editor.post(f"/library/editors/broken-media/{fault.id}/look")
    assert editor.get("/library/editors/broken-media").select("tbody tr") == []


# Whose, and at which price


def a_full_desk(county, number: int = 1) -> None:
    """Something on every page."""
    author = a_teacher_of(county, f"Canary{number}")
    file = text_file(PLAN)
    twice = [a_published(author, file=file, title=f"Canary {number}", visibility=Visibility.COUNTY) for _ in range(2)]
    near = a_published(author, file=text_file(PLAN + "。"), title="Canary", visibility=Visibility.COUNTY)
    db.session.add(MediaFault(file_id=file.id, kind=FaultKind.MISSING))
    back = a_review(author, title="Canary")
    back.send_back(by=back.reviewer, reasons=[ReturnReason.SOURCE], note="Canary")
    db.session.commit()
    a_submission(author, title="Canary")
    fingerprinted(*twice, near)


def test_another_county_sees_nothing_of_it(county, as_person):
    a_full_desk(county)
    stranger = as_person(a_county_admin(a_county()))

    assert [page for page in PAGES if "Canary" in stranger.get(f"/library/editors{page}").text] == []
    found = times.queue_times(a_county_admin(a_county()), utcnow() - YESTERDAY)
    assert found == []


def test_without_the_scope_another_county_would_see_it(county, as_person, monkeypatch):
    """The control: with the area off, the test above would fail."""
    a_full_desk(county)
    monkeypatch.setattr(times, "in_area", lambda person: db.true())

    assert times.queue_times(a_county_admin(a_county()), utcnow() - YESTERDAY) != []
    assert area.in_area is not times.in_area


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_for_one_and_for_many(as_person, statements, page):
    city = as_person(a_city_admin())
    costs = []
    for number in (1, 2, 3):
        a_full_desk(a_county(), number)
        if number == 2:
            continue
        city.get("/library/editors")  # whoever made the rows is loaded again now
        statements.clear()
        assert city.get(f"/library/editors{page}?stage=primary").status == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_an_empty_desk_says_what_will_come(as_person):
    editor = as_person(a_city_admin())
    for page in PAGES:
        if page != "/gaps":
            assert editor.get(f"/library/editors{page}").select_one(".empty h2"), page

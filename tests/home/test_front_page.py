"""What somebody sees who comes by."""

from teachnet.accounts.models import Stage, Subject
from teachnet.db import db, utcnow
from teachnet.library.models import Licence, MicroSkill, ResourceKind, ResourceVersion, VersionState, Visibility
from teachnet.library.models.skill import ensure_micro_skills
from tests.factories import a_county, a_school, a_teacher, saved


def a_published(title, visibility):
    ensure_micro_skills()
    author = a_teacher(a_school(), "Liu")
    version = ResourceVersion.first(
        author=author,
        organisation=author.school,
        title=title,
        skill=db.session.query(MicroSkill).filter_by(code="questioning").one(),
        subject=Subject.MATHEMATICS,
        stage=Stage.PRIMARY,
        kind=ResourceKind.CLIP,
        licence=Licence.BY,
        visibility=visibility,
    )
    version.state, version.digest, version.approved_digest = VersionState.PUBLISHED, "d", "d"
    version.published_at = utcnow()
    return saved(version)


def test_only_what_is_public_is_shown_to_strangers(visitor):
    for visibility in Visibility:
        a_published(visibility.value, visibility)

    assert [tile.text for tile in visitor.get("/").select(".resource h3")] == ["public"]


def test_the_ten_skills_lead_into_the_library(visitor):
    ensure_micro_skills()
    db.session.commit()

    skills = visitor.get("/").select(".skill")

    assert len(skills) == 10
    assert (skills[3].text, skills[3]["href"]) == ("Questioning", "/library/?skill=questioning")


def test_the_front_page_counts_the_schools(visitor):
    county = a_county()
    for _number in range(3):
        a_school(county)
    assert "Teachers of 3 schools in one county" in " ".join(visitor.get("/").text.split())


def test_one_can_sign_in_from_the_front_page(visitor):
    form = visitor.get("/").select_one("[aria-labelledby=sign-in]")
    assert (form["action"], [field["name"] for field in form.select(".input")]) == (
        "/sign-in",
        ["username", "password"],
    )


def test_the_front_page_costs_the_same_for_one_and_for_three(visitor, statements):
    costs = []
    for number in range(3):
        a_published(f"clip {number}", Visibility.PUBLIC)
        statements.clear()
        visitor.get("/")
        costs.append(len(statements))
    assert costs[0] == costs[2] <= 8

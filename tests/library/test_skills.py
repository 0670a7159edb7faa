"""The city's own micro-skills below the ten."""

import pytest
import sqlalchemy as sa

from teachnet.db import db
from teachnet.errors import Refused
from teachnet.jobs.models import OutboxRow
from teachnet.library.models import MicroSkill
from tests.factories import a_city_admin, a_school, a_teacher
from tests.library.factories import a_draft, a_local_skill, a_published, a_skill


@pytest.fixture
def city(as_person):
    return as_person(a_city_admin())


def named(name: str) -> MicroSkill | None:
    return db.session.scalars(sa.select(MicroSkill).where(MicroSkill.name == name)).first()


def changed() -> list[int]:
    rows = db.session.scalars(sa.select(OutboxRow).where(OutboxRow.topic == "search.changed"))
    return [row.payload["id"] for row in rows]


def offered_to(browser, url: str = "/library/new") -> list[str]:
    return [option["value"] for option in browser.get(url).select("#skill option")]


def test_one_is_added_with_other_names_and_can_be_chosen(city, as_person):
    above = a_skill("questioning")
    city.post(f"/library/editors/skills/{above.id}/below", name="追问", other_names="连续追问\n 深度追问 \n\n连续追问")

    skill = named("追问")
    assert (skill.parent, skill.other_names, skill.code) == (above, ["连续追问", "深度追问"], "questioning-1")
    assert "questioning-1" in offered_to(as_person(a_teacher(a_school())))
    assert "追问" in city.get("/library/editors/skills").text


def test_a_name_stands_once_below_each_skill(city):
    skill = a_local_skill("追问", retired=True)
    page = city.post(f"/library/editors/skills/{skill.parent_id}/below", name="追问", other_names="")

    assert (page.status, page.select_one("#name-error").text.strip()[:8]) == (422, "There is")


def test_there_are_two_levels(city):
    skill = a_local_skill("追问")
    assert city.post(f"/library/editors/skills/{skill.id}/below", name="Third", other_names="").status == 409
    assert named("Third") is None


def test_renaming_tells_the_index_of_all_that_is_filed_under_it(city):
    skill = a_local_skill("追问")
    filed, other = a_published(skill=skill), a_published()
    a_draft(skill=skill)
    db.session.execute(sa.delete(OutboxRow))
    db.session.commit()

    city.post(f"/library/editors/skills/{skill.id}/edit", name="连环问", other_names="追问")

    assert (skill.name, skill.other_names, skill.code[:12]) == ("连环问", ["追问"], "questioning-")
    assert changed() == [filed.resource_id]
    assert other.resource_id not in changed()


def test_the_ten_keep_their_names_and_take_others(city):
    skill = a_skill("board")
    city.post(f"/library/editors/skills/{skill.id}/edit", name="Changed", other_names="板书艺术")

    assert (skill.name, skill.other_names) == ("板书", ["板书艺术"])
    with pytest.raises(Refused, match="national usage"):
        skill.retire()


def test_a_retired_one_is_not_offered_but_keeps_what_it_has(city, as_person):
    skill = a_local_skill("挂图")
    version = a_draft(skill=skill)
    city.post(f"/library/editors/skills/{skill.id}/retirement")
    author = as_person(version.resource.author)

    assert skill.code not in offered_to(author)
    assert skill.code in offered_to(author, f"/library/versions/{version.id}/edit")
    assert city.post(f"/library/editors/skills/{skill.id}/retirement").status == 403

    city.post(f"/library/editors/skills/{skill.id}/return")
    assert skill.code in offered_to(author)

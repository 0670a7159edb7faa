"""One press takes a resource down everywhere, and leaves a mark for whoever keeps a copy elsewhere."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from teachnet.accounts.models import Role
from teachnet.db import db
from teachnet.library.models import ResourceVersion, VersionState, Visibility
from teachnet.library.models.version import FIELDS
from tests.factories import a_city_admin, a_county, a_county_admin, a_school, a_school_admin, a_teacher, somebody
from tests.library.factories import a_draft, a_published, a_reviewer


def withdraw(version) -> None:
    db.session.refresh(version.resource)
    version.resource.withdraw(by=version.resource.author)
    db.session.commit()


def replaced_by(version, **fields) -> ResourceVersion:
    """A newer version that passed its review."""
    newer = version.resource.start_version()
    for name, value in fields.items():
        setattr(newer, name, value)
    db.session.commit()
    newer.submit(by=version.resource.author)
    db.session.commit()
    newer.claim(by=version.reviewer)
    db.session.commit()
    newer.publish(by=version.reviewer)
    db.session.commit()
    return newer


@pytest.mark.parametrize("office", ["author", "school", "county", "city"])
def test_author_and_every_office_above_take_it_down_with_one_button(as_person, office):
    county = a_county()
    school = a_school(county)
    version = a_published(a_teacher(school, "Author"), pupils_recognisable=True, consent_reference="Office, folder 3")
    who = {
        "author": version.resource.author,
        "school": a_school_admin(school),
        "county": a_county_admin(county),
        "city": a_city_admin(),
    }[office]
    browser = as_person(who)
    page = browser.get(f"/library/resources/{version.resource_id}")
    buttons = [form["action"] for form in page.select("form.inline") if not form.find_parent("details")]
    assert f"/library/resources/{version.resource_id}/withdrawal" in buttons

    browser.post(f"/library/resources/{version.resource_id}/withdrawal")

    reader = as_person(a_teacher(school, "Colleague"))
    urls = [f"/library/resources/{version.resource_id}", f"/library/files/{version.main_file.id}/x"]
    assert [reader.get(url).status for url in urls] == [404, 404]
    assert version.state is VersionState.WITHDRAWN


def test_offices_elsewhere_and_colleagues_take_nothing_down(as_person):
    version = a_published(visibility=Visibility.CITY)
    others = [
        a_teacher(version.resource.organisation, "Colleague"),
        a_county_admin(a_county()),
        a_school_admin(a_school()),
    ]

    for other in others:
        assert as_person(other).post(f"/library/resources/{version.resource_id}/withdrawal").status == 403
    assert version.state is VersionState.PUBLISHED


@pytest.mark.parametrize("state", [VersionState.SUBMITTED, VersionState.IN_REVIEW])
def test_a_newer_version_on_its_way_goes_back_to_its_author(app, state):
    """Else a reviewer who knows nothing of it would put the same picture online again."""
    version = a_published()
    newer = version.resource.start_version()
    db.session.commit()
    newer.submit(by=version.resource.author)
    db.session.commit()
    if state is VersionState.IN_REVIEW:
        newer.claim(by=a_reviewer(name="Second"))
        db.session.commit()

    version.resource.withdraw(by=version.resource.author, reason="A parent asked")
    db.session.commit()

    assert newer.is_editable
    assert newer.history[-1].note == "A parent asked"


def test_visibility_starts_at_the_school_once_pupils_can_be_recognised(app):
    version = a_draft(visibility=Visibility.CITY)
    fields = {name: getattr(version, name) for name in FIELDS}
    seen = fields | {"pupils_recognisable": True, "consent_reference": "Office, folder 3"}

    version.edit(**seen)
    assert version.visibility is Visibility.SCHOOL
    version.edit(**seen | {"visibility": Visibility.COUNTY})  # chosen knowing it
    assert version.visibility is Visibility.COUNTY


def test_the_database_itself_asks_for_consent(app):
    version = a_draft()
    version.submit(by=version.resource.author)
    db.session.commit()
    with pytest.raises(IntegrityError, match="has_consent"):
        db.session.execute(sa.update(ResourceVersion).values(pupils_recognisable=True))
    db.session.rollback()


def test_the_approved_version_stays_online_until_the_newer_one_passes(as_person):
    version = a_published(title="Approved")
    newer = version.resource.start_version()
    newer.title = "Newer"
    db.session.commit()
    reader = as_person(somebody(Role.TEACHER, a_school(), "Reader"))

    for step in (lambda: newer.submit(by=version.resource.author), lambda: newer.claim(by=version.reviewer)):
        step()
        db.session.commit()
        assert reader.get(f"/library/resources/{version.resource_id}").select_one("h1").text == "Approved"
    newer.publish(by=newer.reviewer)
    db.session.commit()
    assert reader.get(f"/library/resources/{version.resource_id}").select_one("h1").text == "Newer"

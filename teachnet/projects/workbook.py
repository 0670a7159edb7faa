"""Who takes part in a project and what it came to, as an Excel file."""

from collections.abc import Iterable
from io import BytesIO

from flask_babel import gettext as _

from teachnet.projects.models import Participation, StudyProject
from teachnet.projects.scoring import HUNDREDTHS
from teachnet.web.filters import day_time, span
from teachnet.web.workbooks import Heading, listing, plain

WIDE, NARROW = 30, 12  # characters


def workbook(project: StudyProject, people: Iterable[Participation]) -> BytesIO:
    file, people = BytesIO(), list(people)
    reckoned = min((one.reckoned_at for one in people if one.reckoned_at), default=None)
    about = [
        project.organisation.name,
        span(project.opens_on, project.closes_on),
        _("As of %(time)s", time=day_time(reckoned)),
    ]
    with listing(file, project.title, about, _heads()) as (book, page, top):
        marks, hours = book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "0.0"})
        for row, one in enumerate(people, start=top):
            school = one.person.school
            page.write_string(row, 0, plain(one.person.name))
            page.write_string(row, 1, plain(school.name if school else ""))
            page.write_number(row, 2, one.marks / HUNDREDTHS, marks)
            page.write_number(row, 3, one.minutes / 60, hours)
            page.write_number(row, 4, one.required_done)
            page.write_number(row, 5, one.electives_done)
            page.write_string(row, 6, outcome(one))
    return file


def outcome(participation: Participation) -> str:
    """What is decided, or how it looks so far."""
    if participation.result:
        return _("Passed") if participation.result.passed else _("Not passed")
    return _("Fulfilled") if participation.fulfils else _("Not fulfilled yet")


def _heads() -> list[Heading]:
    return [
        Heading(_("Name"), NARROW),
        Heading(_("School"), WIDE),
        Heading(_("Marks"), NARROW),
        Heading(_("Hours"), NARROW),
        Heading(_("Required courses"), NARROW),
        Heading(_("Elective courses"), NARROW),
        Heading(_("Outcome"), NARROW),
    ]

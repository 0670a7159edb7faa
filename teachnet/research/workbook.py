"""Research projects as an Excel file: a row for each."""

from collections.abc import Iterable
from io import BytesIO

import sqlalchemy as sa
from flask_babel import gettext as _

from teachnet.db import today
from teachnet.research.words import ResearchStage
from teachnet.web.filters import day
from teachnet.web.workbooks import Heading, listing, plain

NAME, WORD, DAY = 34, 14, 18  # characters


def workbook(rows: Iterable[sa.Row]) -> BytesIO:
    """`rows`: as `queries.projects_listed` has them."""
    file = BytesIO()
    columns = (
        (_("Project number"), WORD), (_("Title"), NAME), (_("Kind"), WORD), (_("Subject"), WORD), (_("School"), NAME),
        (_("Leader"), WORD), (_("Stage of the project"), WORD), (_("State"), DAY), (_("Late since"), DAY),
        (_("Long without a sign of work"), WORD), (_("Due next"), DAY),
    )  # fmt: skip
    heads = [Heading(text, width) for text, width in columns]
    with listing(file, _("Research projects"), [day(today())], heads, fixed=2) as (_book, sheet, top):
        for row, (project, late_since, is_quiet) in enumerate(rows, start=top):
            due = project.milestone_of(project.stage) if project.stage is not ResearchStage.PROPOSAL else None
            texts = (
                project.number, project.title, project.kind.label, project.subject.label, project.school.name,
                project.leader.name, project.stage.label, project.state.label, day(late_since) if late_since else "",
                _("yes") if is_quiet else "", day(due.due_on) if due and project.goes_on else "",
            )  # fmt: skip
            for column, text in enumerate(texts):
                sheet.write_string(row, column, plain(str(text)))
    return file

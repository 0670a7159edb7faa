"""A report as a Word file: what it is about, its text, and who did the work."""

from flask_babel import gettext as _

from teachnet.research.models import StageReport
from teachnet.wordfile import add_heading, add_table, as_bytes, begun


def word_file(report: StageReport) -> bytes:
    project = report.project
    document = begun(project.title, " · ".join(str(one) for one in (report.stage.label, project.school.name)))
    if project.number:
        document.add_paragraph(_("Project no. %(number)s", number=project.number))
    add_heading(document, _("The question"))
    document.add_paragraph(project.question)
    headings = set(str(report.stage.parts).splitlines())
    for line in report.text.splitlines():
        if line.strip() in headings:
            add_heading(document, line.strip())
        elif line.strip():
            document.add_paragraph(line)
    add_heading(document, _("Who is in it"))
    schools = ((member.person.name, member.person.school) for member in project.people)
    rows = [(_("Name"), _("School")), *((name, school.name if school else "") for name, school in schools)]
    add_table(document, rows)
    return as_bytes(document)

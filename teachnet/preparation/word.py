"""A shared plan as a Word file: its sections, and at the end who wrote it."""

from flask_babel import gettext as _

from teachnet.preparation.models import JointPreparation
from teachnet.preparation.standing import Contribution
from teachnet.wordfile import add_heading, add_table, as_bytes, begun


def word_file(preparation: JointPreparation, contribution: Contribution) -> bytes:
    team = preparation.team
    below = " · ".join(str(part) for part in (team.stage.label, team.subject.label, preparation.unit) if part)
    document = begun(preparation.title, below)
    for section in preparation.shared_plan.standing:
        add_heading(document, section.heading)
        for line in section.text.splitlines():
            document.add_paragraph(line)
    add_heading(document, _("Who wrote it"))
    rows = [(_("Name"), _("Characters")), *((part.name, str(part.characters)) for part in contribution.parts)]
    add_table(document, rows)
    document.add_paragraph(_("%(team)s, prepared together.", team=team.name))
    return as_bytes(document)

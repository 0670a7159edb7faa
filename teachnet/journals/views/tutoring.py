from flask import redirect, render_template, url_for

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.journals import policy, queries
from teachnet.journals.forms import RemarkForm
from teachnet.journals.models import JournalEntry
from teachnet.journals.views.blueprint import bp
from teachnet.study.models import StudyGroup
from teachnet.study.policy import can_guide, can_see_groups
from teachnet.study.queries import WITH_PEOPLE, groups_visible_to
from teachnet.web.access import only, require
from teachnet.web.paging import paginate


@bp.get("/groups/<int:group_id>/journals")
@only(can_see_groups)
def of_group(group_id):
    return _page(_group(group_id))


@bp.post("/journal/<int:entry_id>/remarks")
@only(can_see_groups)
def remark(entry_id):
    entry = db.one_or_404(queries.entries_visible_to(me()).where(JournalEntry.id == entry_id))
    require(policy.can_remark(me(), entry))
    form = RemarkForm()
    if not form.validate():
        return _page(_group(entry.enrolment.group_id), {entry.id: form}), 422
    entry.remark(form.text.data or "", by=me())
    db.session.commit()
    return redirect(url_for(".of_group", group_id=entry.enrolment.group_id, _anchor=f"entry-{entry.id}"), code=303)


def _group(group_id: int | None) -> StudyGroup:
    """Journals are between learners and their tutor; offices do not read them."""
    group = db.one_or_404(groups_visible_to(me()).where(StudyGroup.id == group_id).options(*WITH_PEOPLE))
    require(can_guide(me(), group))
    return group


def _page(group: StudyGroup, sent: dict[int, RemarkForm] | None = None) -> str:
    return render_template(
        "journals/of_group.html",
        group=group,
        entries=paginate(queries.entries_in(group, me())),
        blank=RemarkForm(formdata=None),
        sent=sent or {},
    )

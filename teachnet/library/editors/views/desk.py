from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from teachnet.accounts.current import me
from teachnet.db import db
from teachnet.library import policy
from teachnet.library.editors import duplicates, gaps, media, reasons, times
from teachnet.library.editors.forms import PeriodFilter, StageFilter
from teachnet.library.models import MediaFault
from teachnet.library.views.blueprint import bp
from teachnet.web.access import leaves_no_trail, only
from teachnet.web.paging import paginate_lines


@bp.get("/editors")
@only(policy.is_area_editor)
def queue_times():
    filters = PeriodFilter()
    oldest = db.session.execute(times.oldest_waiting(me())).all()
    subjects = times.queue_times(me(), filters.since)
    return render_template("library/editors/queue_times.html", subjects=subjects, oldest=oldest, filters=filters)


@bp.get("/editors/returned")
@only(policy.is_area_editor)
def returned_reasons():
    filters = PeriodFilter()
    shown = {"returns": reasons.returns(me(), filters.since), "examples": reasons.put_right(me(), filters.since)}
    return render_template("library/editors/returned_reasons.html", filters=filters, **shown)


@bp.get("/editors/gaps")
@only(policy.is_area_editor)
def skill_gaps():
    filters = StageFilter()
    matrix = gaps.matrix(me(), filters.chosen)
    return render_template(
        "library/editors/skill_gaps.html", matrix=matrix, filters=filters, most=gaps.MOST_SHOWN, enough=gaps.ENOUGH
    )


@bp.get("/editors/same-files")
@only(policy.is_area_editor)
def same_files():
    return render_template("library/editors/same_files.html", groups=duplicates.same_files(me()))


@bp.get("/editors/near-texts")
@only(policy.is_area_editor)
def near_texts():
    return render_template("library/editors/near_texts.html", groups=duplicates.near_texts(me()))


@bp.get("/editors/broken-media")
@only(policy.is_area_editor)
def broken_media():
    return render_template("library/editors/broken_media.html", faults=paginate_lines(media.broken_media(me())))


@bp.post("/editors/broken-media/<int:fault_id>/look")
@only(policy.is_area_editor)
@leaves_no_trail(because="it writes down the state of a disk, and decides nothing")
def look_again(fault_id):
    fault = db.one_or_404(media.faults_seen_by(me()).where(MediaFault.id == fault_id))
    found = media.look_again(fault)
    db.session.commit()
    flash(_("Still the same: %(fault)s.", fault=found.label) if found else _("It is whole again."))
    return redirect(url_for(".broken_media"), code=303)

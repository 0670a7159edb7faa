from flask import render_template, request

from teachnet.accounts.current import me
from teachnet.accounts.models import Organisation
from teachnet.bases import policy, queries
from teachnet.bases.forms import RoomForm
from teachnet.bases.month import Month
from teachnet.bases.views.blueprint import bp
from teachnet.db import db, today
from teachnet.web.access import only
from teachnet.web.paging import paginate_lines


@bp.get("/")
@only(policy.can_see_bases)
def index():
    return render_template("bases/index.html", bases=paginate_lines(queries.bases_listed(me())))


@bp.get("/<int:base_id>")
@only(policy.can_see_bases)
def base(base_id):
    return base_page(load_base(base_id), RoomForm(formdata=None))


def load_base(base_id: int) -> Organisation:
    return db.one_or_404(queries.bases_visible_to(me()).where(Organisation.id == base_id))


def base_page(base: Organisation, form: RoomForm):
    month = Month.read(request.args.get("month", ""), today())
    days = month.dates
    hosted = queries.cohorts_hosted(base, me(), first=days[0], last=days[-1])
    return render_template(
        "bases/base.html",
        base=base,
        form=form,
        month=month,
        days=month.days_with(db.session.scalars(hosted).all()),
        rooms=db.session.scalars(queries.rooms_of(base)).all(),
        staff=db.session.scalars(queries.staff_of(base)).all(),
        inspections=db.session.scalars(queries.inspections_of(base)).all(),
    )

from flask import render_template

from teachnet.db import today
from teachnet.library import policy
from teachnet.library.asking import queries
from teachnet.library.views.blueprint import bp
from teachnet.web.access import only
from teachnet.web.paging import paginate


@bp.get("/fruitless-searches")
@only(policy.is_city_editor)
def fruitless_searches():
    month = today().replace(day=1)
    return render_template(
        "library/fruitless_searches.html", month=month, searches=paginate(queries.fruitless_searches(month))
    )

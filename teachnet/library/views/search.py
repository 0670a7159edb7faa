from flask import render_template

from teachnet.accounts.current import me_or_nobody
from teachnet.library import queries
from teachnet.library.models import ResourceVersion
from teachnet.library.views.blueprint import bp
from teachnet.web.access import public
from teachnet.web.paging import paginate


@bp.get("/")
@public
def search():
    newest = queries.published_versions_visible_to(me_or_nobody()).order_by(ResourceVersion.published_at.desc())
    return render_template(
        "library/search.html", versions=paginate(newest.options(*queries.WITH_FACTS, *queries.WITH_WHOM))
    )

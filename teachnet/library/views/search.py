from flask import render_template

from teachnet.accounts.current import me_or_nobody
from teachnet.db import db
from teachnet.library import queries, results
from teachnet.library.search_form import SearchForm
from teachnet.library.views.blueprint import bp
from teachnet.web.access import public
from teachnet.web.htmx import is_htmx
from teachnet.web.paging import asked_page


@bp.get("/")
@public
def search():
    form = asked_form()
    if not form.validate():
        return render_template("library/search.html", form=form, results=None), 422
    reader, template = me_or_nobody(), "library/_results.html" if is_htmx() else "library/search.html"
    return render_template(template, reader=reader, form=form, results=results.search(reader, form, asked_page()))


def asked_form() -> SearchForm:
    """The search that the address says."""
    return SearchForm(db.session.scalars(queries.skills()), db.session.scalars(queries.counties()))

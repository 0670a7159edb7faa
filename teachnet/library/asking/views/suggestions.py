from flask import render_template, request

from teachnet.accounts.current import me_or_nobody
from teachnet.library.asking.suggestions import suggest
from teachnet.library.views.blueprint import bp
from teachnet.search.query import NotTextError, check_text
from teachnet.web.access import public

LONGEST = 60  # what is longer is a question, not a beginning


@bp.get("/suggestions")
@public
def suggestions():
    """The options below a search box, while somebody types. `box` tells two boxes of a page apart."""
    typed = request.args.get("q", "")[:LONGEST]
    try:
        check_text(typed)
    except NotTextError:
        typed = ""
    found = suggest(me_or_nobody(), typed)
    return render_template("library/_suggestions.html", suggestions=found, box=request.args.get("box") == "1")

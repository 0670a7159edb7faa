from datetime import timedelta
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from teachnet.db import db, utcnow
from teachnet.extensions import csrf
from teachnet.library import queries as library
from teachnet.library import results
from teachnet.library.search_form import SearchForm
from teachnet.library.sharing import atom, harvesting, queries, sitemap
from teachnet.library.sharing.names import page_of
from teachnet.library.sharing.xml import written
from teachnet.search.engine import Order
from teachnet.web.access import leaves_no_trail, public
from teachnet.web.locale import CHINESE
from teachnet.web.safety import reads_first

bp = Blueprint("sharing", __name__)

SETTLED = timedelta(minutes=1)  # by then the index has long followed, and the second is over
XML, TEXT = "text/xml; charset=utf-8", "text/plain; charset=utf-8"


@bp.get("/oai")
@public
def oai():
    return _harvested(request.args)


@bp.post("/oai")
@csrf.exempt
@leaves_no_trail("a question, whichever way it is sent")
@reads_first
@public
def oai_by_post():
    return _harvested(request.form)


@bp.get("/library/feed.atom")
@public
def feed():
    """The public part of a search, newest first, the same for everybody."""
    form = SearchForm(db.session.scalars(library.skills()), db.session.scalars(library.counties()))
    if not form.validate():
        abort(422, "a search that cannot be read")
    form.sort.data = Order.NEWEST.value
    last = db.session.execute(queries.records(most=1, newest_first=True)).first()
    changed_at = last.changed_at if last else utcnow()
    search = form.address(sort=None)
    document = atom.feed(
        [hit.version for hit in results.search(None, form, 1).page],
        title=_("“%(words)s” in the library", words=form.q.data) if form.q.data else _("New in the library"),
        name=f"search?{urlencode(search, doseq=True)}",
        address=url_for(".feed", **search, _external=True),
        page=url_for("library.search", **search, _external=True),
        changed_at=changed_at,
    )
    response = _conditional(written(document), atom.MEDIA_TYPE)
    if last and utcnow() - changed_at > SETTLED:
        response.last_modified = changed_at
    return response.make_conditional(request)


@bp.get("/sitemap.xml")
@public
def sitemaps():
    lines = db.session.execute(queries.sitemaps())
    return _xml(sitemap.of_sitemaps((_external(".pages", block=line.block), line.changed_at) for line in lines))


@bp.get("/sitemap-<int:block>.xml")
@public
def pages(block):
    lines = db.session.execute(queries.sitemap(block)).all()
    if not lines:
        abort(404)
    return _xml(sitemap.of_pages((page_of(line.resource_id), line.published_at) for line in lines))


@bp.get("/robots.txt")
@public
def robots():
    where = {"search": url_for("library.search"), "oai": url_for(".oai"), "sitemap": _external(".sitemaps")}
    return Response(sitemap.ROBOTS.format(**where), content_type=TEXT)


def _harvested(sent: MultiDict) -> Response:
    """In Chinese, whoever asks: a harvester keeps one text of a record."""
    with force_locale(CHINESE):
        name = current_app.config["SETTINGS"].owner or _("TeachNet")
        document = harvesting.answer(sent, address=_external(".oai"), name=name)
    return _xml(document)


def _conditional(body: bytes, media_type: str) -> Response:
    """The tag is over all of it: a resource withdrawn changes the feed although nothing in it is newer."""
    response = Response(body, content_type=f"{media_type}; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Language")
    response.add_etag()
    return response


def _xml(document) -> Response:
    return Response(written(document), content_type=XML)


def _external(endpoint: str, **values) -> str:
    return url_for(endpoint, **values, _external=True)

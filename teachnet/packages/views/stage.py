"""At the other name: the page around a package, which speaks SCORM to it, and the files of the package."""

from mimetypes import guess_type
from zipfile import ZipFile

from flask import Response, abort, render_template, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from teachnet.db import db
from teachnet.files.store import store
from teachnet.packages import archive, queries
from teachnet.packages.models import PackageUnit
from teachnet.packages.stage import Ticket, policy, ticket
from teachnet.packages.views.blueprint import bp
from teachnet.web.access import public
from teachnet.web.safety import at_other_name

UNKNOWN = "application/octet-stream"


@bp.get("/packages/<token>/")
@public
@at_other_name
def stage(token):
    shown, package_unit = _shown(token)
    response = Response(render_template("packages/stage.html", token=token, shown=package_unit, home=shown.home))
    return _inside(response, shown)


@bp.get("/packages/<token>/files/<path:path>")
@public
@at_other_name
def package_file(token, path):
    shown, package_unit = _shown(token)
    stored = package_unit.package.file
    if not store.is_whole(stored.sha256, stored.size):
        abort(410)
    return _inside(_send(archive.open_stored(stored), path), shown)


def _shown(token: str) -> tuple[Ticket, PackageUnit]:
    shown = ticket(token) or abort(404)
    return shown, db.one_or_404(queries.shown_on_stage(shown.package_unit_id))


def _send(package: ZipFile, path: str) -> Response:
    """Ranges for films inside. The type says nothing of letters: packages in GBK say so inside."""
    entry = archive.find(package, path)
    if entry is None:
        package.close()
        abort(404)
    kind = guess_type(entry.filename)[0] or UNKNOWN
    file = package.open(entry)
    response = send_file(file, mimetype=kind, conditional=False, etag=f"{entry.CRC:08x}-{entry.file_size}")
    response.content_length, response.headers["Content-Type"] = entry.file_size, kind
    response.call_on_close(package.close)
    try:
        return response.make_conditional(request, accept_ranges=True, complete_length=entry.file_size)
    except RequestedRangeNotSatisfiable:
        package.close()
        raise


def _inside(response: Response, shown: Ticket) -> Response:
    response.headers["Content-Security-Policy"] = policy(shown.home)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response

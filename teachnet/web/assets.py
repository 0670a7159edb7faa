"""Style sheets and scripts as browsers get them: joined, named by their content, compressed, kept for ever.

No bundler: `app.css` is the files it imports, in its order; `app.js` is every module of `static/js/`, each in a block
of its own. What stands in a folder of `static/js/` belongs to one page and is asked for by name. What is not there
(`vendor/…` before `./dev` fetched it) has no address, and pages stay whole without it.
"""

import gzip
import re
from functools import cached_property
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

import brotli
from flask import Blueprint, Flask, abort, current_app, request, url_for
from werkzeug.wrappers import Response

from teachnet.web.access import public
from teachnet.web.safety import at_other_name

bp = Blueprint("assets", __name__, url_prefix="/assets")

IMPORT = re.compile(r'@import "(?P<path>[^"]+)"(?: layer\((?P<layer>\w+)\))?;\n?')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FOR_EVER = "public, max-age=31536000, immutable"
SQUEEZABLE = ("text/", "application/json", "image/svg+xml", "application/wasm")


class Asset:
    def __init__(self, name: str, content: bytes):
        self.name, self.content = name, content
        kind = guess_type(name)[0] or "application/octet-stream"
        self.type = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        self.digest = sha256(content).hexdigest()[:12]

    @cached_property
    def squeezed(self) -> dict[str, bytes]:
        if not self.type.startswith(SQUEEZABLE):
            return {}
        return {"br": brotli.compress(self.content, quality=9), "gzip": gzip.compress(self.content, 9, mtime=0)}

    def answer(self) -> Response:
        coding = request.accept_encodings.best_match(self.squeezed, default=None)
        response = Response(self.squeezed.get(coding, self.content), content_type=self.type)
        response.headers["Cache-Control"] = FOR_EVER
        response.headers["X-Content-Type-Options"] = "nosniff"
        if coding:
            response.content_encoding = coding
        if self.squeezed:
            response.vary.add("Accept-Encoding")
        response.set_etag(self.digest)
        return response.make_conditional(request)


class Assets:
    """The static folder, read once; while `app.debug` is on, read again for every page."""

    def __init__(self, folder: Path, rereads: bool = False):
        self.folder, self.rereads, self._read = folder.resolve(), rereads, {}

    def find(self, name: str) -> Asset | None:
        if name not in self._read or self.rereads:
            content = self._content(name)
            self._read[name] = content if content is None else Asset(name, content)
        return self._read[name]

    def _content(self, name: str) -> bytes | None:
        if name == "app.css":
            return joined_css(self.folder / "css" / "app.css").encode()
        if name == "app.js":
            return joined_js(self.folder / "js").encode()
        path = (self.folder / name).resolve()
        return path.read_bytes() if path.is_relative_to(self.folder) and path.is_file() else None


def joined_css(path: Path) -> str:
    def imported(found: re.Match) -> str:
        css = joined_css(path.parent / found["path"])
        return f"@layer {found['layer']} {{\n{css}}}\n" if found["layer"] else css

    return IMPORT.sub(imported, COMMENT.sub("", path.read_text(encoding="utf-8")))


def joined_js(folder: Path) -> str:
    """Modules neither import nor export, so that each can stand in its own block."""
    return "\n".join(f"{{\n{path.read_text(encoding='utf-8')}}}" for path in sorted(folder.glob("*.js")))


def asset(name: str) -> str | None:
    """The address of a static file under a name that changes with its content; None when it is not there."""
    found = current_app.extensions["assets"].find(name)
    return found and url_for("assets.file", digest=found.digest, name=name)


@bp.get("/<digest>/<path:name>")
@public
@at_other_name
def file(digest: str, name: str):
    """An old name answers with the file of today, but is not kept: a page from before an upgrade still looks right."""
    found = current_app.extensions["assets"].find(name) or abort(404)
    response = found.answer()
    if digest != found.digest:
        response.headers["Cache-Control"] = "no-cache"
    return response


def init_app(app: Flask) -> None:
    assets = Assets(Path(app.static_folder), rereads=app.debug)
    for name in ("app.css", "app.js"):
        assets.find(name)
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(bp)

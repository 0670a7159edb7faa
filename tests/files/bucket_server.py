"""As much of S3 as the store asks for, in memory: put (whole and in parts), head, get with ranges, delete, list.

`TEACHNET_TEST_S3=http://127.0.0.1:9000` has the same tests run against a real service instead; its key is `key`, its
secret `secret-secret`.
"""

import hashlib
import os
import re
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

REAL = os.environ.get("TEACHNET_TEST_S3", "")


class Bucket(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    things: dict[str, tuple[bytes, datetime]]
    parts: dict[str, dict[int, bytes]]

    def do_PUT(self):
        content, asked = self._body(), self._asked()
        if "partNumber" in asked:
            self.parts[asked["uploadId"]][int(asked["partNumber"])] = content
        else:
            self.things[self._key()] = content, datetime.now(UTC)
        self._answer(200, ETag=_tag(content))

    def do_POST(self):
        body, asked, key = self._body(), self._asked(), self._key()
        if "delete" in asked:
            gone = re.findall(r"<Key>(.+?)</Key>", body.decode())
            for named in gone:
                self.things.pop(named, None)
            inside = "".join(f"<Deleted><Key>{named}</Key></Deleted>" for named in gone)
            inside = f"<DeleteResult>{inside}</DeleteResult>"
        elif "uploads" in asked:
            self.parts[key] = {}
            inside = f"<InitiateMultipartUploadResult><UploadId>{key}</UploadId></InitiateMultipartUploadResult>"
        else:
            content = b"".join(part for _number, part in sorted(self.parts.pop(asked["uploadId"]).items()))
            self.things[key] = content, datetime.now(UTC)
            inside = f"<CompleteMultipartUploadResult><ETag>{_tag(content)}</ETag></CompleteMultipartUploadResult>"
        self._answer(200, inside.encode())

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        key = self._key()
        if not key:
            return self._list()
        if key not in self.things:
            return self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        content, put_at = self.things[key]
        about = {"ETag": _tag(content), "Last-Modified": f"{put_at:%a, %d %b %Y %H:%M:%S GMT}"}
        part = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if part is None:
            return self._answer(200, content, **about)
        first, last = int(part[1]), min(int(part[2]), len(content) - 1)
        about["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
        return self._answer(206, content[first : last + 1], **about)

    def _list(self):
        found = "".join(
            f"<Contents><Key>{key}</Key><LastModified>{put_at:%Y-%m-%dT%H:%M:%S.000Z}</LastModified>"
            f"<ETag>{_tag(content)}</ETag><Size>{len(content)}</Size></Contents>"
            for key, (content, put_at) in self.things.items()
            if key.startswith(self._asked().get("prefix", ""))
        )
        self._answer(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>".encode())

    def _key(self) -> str:
        return urlsplit(self.path).path.removeprefix("/teachnet").strip("/")

    def _asked(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query, True).items()}

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _answer(self, status: int, body: bytes = b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format, *args):  # noqa: A002 -- the name the library gave it
        pass


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()}"'


class Service:
    """Until closed; `endpoint` is its address."""

    def __init__(self):
        handler = type("OneBucket", (Bucket,), {"things": {}, "parts": {}})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.endpoint = REAL or f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

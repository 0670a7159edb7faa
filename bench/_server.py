"""The server that `./dev run` starts, on a free port; ended politely, or all of it killed at once and begun again."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.request import build_opener

from bench._instance import ROOT


class Server:
    """With `environ` as it stands when the server starts."""

    def __init__(self):
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Until it answers."""
        until = time.monotonic() + 120
        environ = os.environ | {"PORT": str(self.port)}
        self._process = subprocess.Popen(
            [ROOT / "dev", "run"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, start_new_session=True
        )
        while time.monotonic() < until:
            try:
                return build_opener().open(f"{self.url}/healthz", timeout=5).close()
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"nothing answered at {self.url}")

    def kill(self) -> None:
        """Everything at once, with no time to say goodbye: web processes, worker, and what looks after them."""
        if self._process:
            subprocess.run(["pkill", "-KILL", "--session", str(self._process.pid)], check=True)
            self._process.wait()
            _wait_until_free(self.port)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()


def _free_port() -> int:
    """None of those that the system gives to who connects: while the server is dead, a client could get it, and be
    connected with itself."""
    for port in range(20_000, 30_000):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise SystemExit("no port is free")


def _wait_until_free(port: int) -> None:
    """Its children may die a moment after it, and hold the port until then."""
    for _again in range(100):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            return probe.bind(("127.0.0.1", port))
        time.sleep(0.1)
    raise SystemExit(f"port {port} stays in use")


@contextmanager
def served() -> Iterator[Server]:
    server = Server()
    server.start()
    try:
        yield server
    finally:
        server.stop()

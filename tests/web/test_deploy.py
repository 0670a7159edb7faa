"""The files one copies to put the site behind nginx: nginx takes them, and pages under a path stay under it."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from teachnet.accounts.models import Role
from tests.factories import somebody, the_city
from tests.the_dev import ROOT

DEPLOY = ROOT / "deploy"
PAGES = ("/", "/training/", "/study/", "/teams/", "/library/?q=x", "/me", "/people/", "/organisations/", "/calendar")
ADDRESS = re.compile(r'\b(?:href|src|action|hx-get|hx-post|data-[a-z-]+)="(/[^"]*)"')
AROUND = "events {{}} pid {folder}/pid; error_log stderr; http {{ access_log off; {inside} }}"


@pytest.mark.one_engine
@pytest.mark.parametrize("name", ["nginx.conf", "nginx-under-a-path.conf"])
def test_nginx_takes_what_is_copied(tmp_path, name):
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if not nginx:
        pytest.skip("there is no nginx here: apt-get install nginx-light")
    inside = (DEPLOY / name).read_text("utf-8")
    if name != "nginx.conf":
        inside = f"server {{ listen 80; {inside} }}"
    certificate(tmp_path)
    inside = re.sub(r"/etc/ssl/teachnet", str(tmp_path / "teachnet"), inside)
    assert tried(nginx, tmp_path, inside).returncode == 0
    broken = inside.replace("proxy_pass ", "proxy_pas ", 1)
    assert "unknown directive" in tried(nginx, tmp_path, broken).stderr  # the control


def tried(nginx: str, folder: Path, inside: str) -> subprocess.CompletedProcess[str]:
    settings = folder / "nginx.conf"
    settings.write_text(AROUND.format(folder=folder, inside=f"\n{inside}\n"), "utf-8")
    command = [nginx, "-t", "-q", "-p", str(folder), "-c", str(settings)]
    return subprocess.run(command, capture_output=True, text=True)


def certificate(folder: Path) -> None:
    names = ["-keyout", folder / "teachnet.key", "-out", folder / "teachnet.pem", "-subj", "/CN=x"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names], check=True, capture_output=True
    )


@pytest.fixture
def behind_a_proxy(app, monkeypatch):
    settings = replace(app.config["SETTINGS"], proxies=1)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    monkeypatch.setattr(app, "wsgi_app", ProxyFix(app.wsgi_app, *([1] * 5)))


@pytest.mark.one_engine
def test_under_a_path_every_address_stays_under_it(app, as_person, behind_a_proxy):
    browser = as_person(somebody(Role.CITY_ADMIN, the_city()))
    for page in PAGES:
        shown = browser.get(page, headers={"X-Forwarded-Prefix": "/teachnet"})
        addresses = ADDRESS.findall(shown.response.text)
        assert shown.status == 200, page
        assert addresses, page
        assert [address for address in addresses if not address.startswith("/teachnet/")] == [], page


@pytest.mark.one_engine
def test_each_header_the_site_believes_is_set_by_the_proxy():
    for name in ("nginx.conf", "nginx-under-a-path.conf"):
        told = set(re.findall(r"proxy_set_header (\S+)", (DEPLOY / name).read_text("utf-8")))
        assert told == {"Host", *(f"X-Forwarded-{what}" for what in ("For", "Proto", "Host", "Port", "Prefix"))}

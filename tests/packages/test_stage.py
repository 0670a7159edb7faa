"""The other name: packages are shown there, nobody is signed in there, and a ticket opens one package for a day."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from teachnet.config import BadSettings, Settings
from teachnet.db import utcnow
from teachnet.files.store import store
from tests.browsing import sign_in_as
from tests.factories import a_teacher
from tests.packages.factories import SCO, a_package_unit, a_zip, manifest_12
from tests.study.factories import a_course, a_learner

HOME, STAGE = "http://localhost:5000", "http://127.0.0.1:5000"
GBK = '<meta charset="gbk"><p>等待</p>'.encode("gbk")


@pytest.fixture
def lin(app):
    return a_learner(a_course(units=0), a_teacher(name="Lin"))


@pytest.fixture
def package_unit(lin):
    pages = {"part0/index.html": SCO.format(title="Part"), "part0/gbk.html": GBK, "part0/film.mp4": bytes(range(200))}
    return a_package_unit(lin.course, a_zip(manifest_12(), files=pages))


@pytest.fixture
def address(app, lin, package_unit):
    """Of the stage, as the page of the unit has it."""
    page = sign_in_as(app, lin.learner).get(f"/study/units/{package_unit.unit_id}", base_url=HOME)
    assert f"frame-src {STAGE}" in page.headers["Content-Security-Policy"]
    return re.search(r'data-stage="([^"]+)"', page.text)[1].removeprefix(STAGE)


def test_a_package_is_shown_at_the_other_name(app, address):
    page = app.test_client().get(address, base_url=STAGE)

    assert page.status_code == 200
    assert f"frame-ancestors 'self' {HOME}" in page.headers["Content-Security-Policy"]
    start = re.search(r'data-start="([^"]+)"', page.text)[1]
    assert "<h1>Part</h1>" in app.test_client().get(start, base_url=STAGE).text


def test_it_is_not_shown_where_people_are_signed_in(app, address):
    assert app.test_client().get(address, base_url=HOME).status_code == 404
    assert app.test_client().get(address, base_url="http://127.0.0.1:5001").status_code == 404


def test_a_ticket_is_not_made_up_and_does_not_last(app, address):
    client = app.test_client()
    assert client.get(address.replace("/packages/", "/packages/x"), base_url=STAGE).status_code == 404
    with time_machine.travel(utcnow() + timedelta(hours=13)):
        assert client.get(address, base_url=STAGE).status_code == 404
    assert client.get(address, base_url=STAGE).status_code == 200


def test_files_come_as_they_are(app, address):
    client = app.test_client()
    page = client.get(f"{address}files/part0/gbk.html", base_url=STAGE)
    assert (page.data, page.headers["Content-Type"]) == (GBK, "text/html")

    film = client.get(f"{address}files/part0/film.mp4", base_url=STAGE, headers={"Range": "bytes=10-19"})
    assert (film.status_code, film.data) == (206, bytes(range(10, 20)))
    assert (
        client.get(f"{address}files/part0/film.mp4", base_url=STAGE, headers={"Range": "bytes=900-"}).status_code == 416
    )
    assert client.get(f"{address}files/part0/none.html", base_url=STAGE).status_code == 404
    assert client.get(f"{address}files/part0/../../../etc/passwd", base_url=STAGE).status_code == 404
    assert "object-src 'none'" in page.headers["Content-Security-Policy"]


def test_lost_bytes_are_gone_and_not_an_error(app, address, package_unit):
    store.shelf.remove(package_unit.package.file.sha256)
    assert app.test_client().get(f"{address}files/part0/gbk.html", base_url=STAGE).status_code == 410


def test_a_name_of_its_own_shows_nothing_else(app, monkeypatch, package_unit, lin):
    reader = sign_in_as(app, lin.learner)
    settings = replace(app.config["SETTINGS"], packages_host="packages.example.cn")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["packages.example.cn", "teachnet.example.cn", "localhost"])
    there, home = {"base_url": "https://packages.example.cn"}, {"base_url": "https://teachnet.example.cn"}

    token = reader.get_cookie("teachnet")
    reader.set_cookie("teachnet", token.value, domain="teachnet.example.cn")
    page = reader.get(f"/study/units/{package_unit.unit_id}", **home)
    stage = re.search(r'data-stage="https://packages.example.cn([^"]+)"', page.text)[1]

    client = app.test_client()
    assert [client.get(url, **there).status_code for url in ("/", "/sign-in", stage)] == [404, 404, 200]
    assert [reader.get(url, **home).status_code for url in ("/study/", stage)] == [200, 404]


@pytest.mark.parametrize("host", ["not a host", ".example.cn", "teachnet.example.cn"])
def test_the_other_name_is_another_one(host, tmp_path):
    with pytest.raises(BadSettings):
        Settings.from_environment(
            {
                "TEACHNET_INSTANCE": str(tmp_path),
                "TEACHNET_HOSTS": "teachnet.example.cn",
                "TEACHNET_PACKAGES_HOST": host,
            }
        )

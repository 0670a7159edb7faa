import gzip
from pathlib import Path

import brotli
import pytest

from teachnet.web.assets import Assets, joined_css, joined_js

STATIC = Path(__file__).parent.parent.parent / "static"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "js").mkdir()
    (tmp_path / "css" / "app.css").write_text('@layer a, b;\n@import "one.css" layer(a);\n@import "two.css";\n')
    (tmp_path / "css" / "one.css").write_text("/* why */ p { color: red }\n")
    (tmp_path / "css" / "two.css").write_text("@layer b { p { color: blue } }\n")
    (tmp_path / "js" / "one.js").write_text("const same = 1;\n")
    (tmp_path / "js" / "two.js").write_text("const same = 2;\n")
    return tmp_path


def test_style_sheets_are_joined_in_their_order_and_layers(folder):
    css = joined_css(folder / "css" / "app.css")
    assert " ".join(css.split()) == "@layer a, b; @layer a { p { color: red } } @layer b { p { color: blue } }"


def test_every_component_is_imported():
    wanted = {path.name for path in (STATIC / "css" / "components").glob("*.css")}
    app_css = (STATIC / "css" / "app.css").read_text()
    assert {name for name in wanted if f'components/{name}"' not in app_css} == set()


def test_each_script_keeps_its_names_to_itself(folder):
    assert " ".join(joined_js(folder / "js").split()) == "{ const same = 1; } { const same = 2; }"


def test_a_changed_file_gets_a_new_name(folder):
    before = Assets(folder).find("app.css").digest
    (folder / "css" / "one.css").write_text("p { color: green }")
    assert Assets(folder).find("app.css").digest != before


def test_nothing_outside_the_folder_is_served(folder):
    (folder.parent / "secret.txt").write_text("secret")
    assert Assets(folder).find("../secret.txt") is None


def test_browsers_keep_an_asset_for_ever_and_get_it_compressed(app):
    url = _url_of(app, "app.css")
    client = app.test_client()
    plain = client.get(url).data

    for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = client.get(url, headers={"Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] == coding
        assert unpack(answer.data) == plain
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.vary.as_set() == {"accept-encoding"}


def test_the_name_of_yesterday_gives_the_file_of_today_but_is_not_kept(app):
    answer = app.test_client().get("/assets/000000000000/app.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_what_is_not_there_has_no_address(app):
    assert _url_of(app, "vendor/nothing.js") is None
    assert app.test_client().get("/assets/000000000000/vendor/nothing.js").status_code == 404


def _url_of(app, name):
    with app.test_request_context():
        return app.jinja_env.globals["asset"](name)

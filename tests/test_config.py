import subprocess
import sys

import pytest

from teachnet.config import ROOT, BadSettings, Settings

SECRET = "x" * 40
BUCKET = {"TEACHNET_FILES": "s3://teachnet/of/city/", "TEACHNET_FILES_KEY": "k", "TEACHNET_FILES_SECRET": "hush"}


def settings(tmp_path, **environ) -> Settings:
    return Settings.from_environment({"TEACHNET_INSTANCE": str(tmp_path), **environ})


def test_without_anything_set_there_is_a_file_and_a_secret_of_its_own(tmp_path):
    first, again = settings(tmp_path), settings(tmp_path)

    assert first.database_url == f"sqlite:///{tmp_path / 'teachnet.db'}"
    assert first.secret == again.secret
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_two_installations_have_two_secrets(tmp_path):
    assert settings(tmp_path / "a").secret != settings(tmp_path / "b").secret


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"TEACHNET_SECRET_KEY": "short"}, "too short"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"TEACHNET_DEMO": "yes"}, "TEACHNET_DEMO"),
        ({"TEACHNET_PROXIES": "many"}, "TEACHNET_PROXIES"),
        ({"DATABASE_URL": "mysql://root@localhost/x"}, "sqlite and postgresql"),
        ({"DATABASE_URL": "not an address"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite://"}, "must name a file"),
        ({"DATABASE_URL": "postgresql://me@db:port/teachnet"}, "DATABASE_URL"),
        ({"TEACHNET_FILES": "/srv/files"}, "s3://teachnet/files"),
        ({"TEACHNET_FILES": "s3://UPPER"}, "s3://teachnet/files"),
        ({"TEACHNET_FILES": "s3://teachnet"}, "TEACHNET_FILES_KEY"),
        (BUCKET | {"TEACHNET_FILES_ENDPOINT": "s3.example.cn"}, "TEACHNET_FILES_ENDPOINT"),
        ({"TEACHNET_LARGEST_UPLOAD_MB": "9" * 5000}, "TEACHNET_LARGEST_UPLOAD_MB"),
        ({"TEACHNET_HOSTS": "jiaoyan.example, http://a.example/"}, "TEACHNET_HOSTS"),
    ],
)
def test_a_bad_setting_stops_the_start_with_a_sentence(tmp_path, environ, said):
    with pytest.raises(BadSettings, match=said):
        settings(tmp_path, **{"TEACHNET_SECRET_KEY": SECRET, **environ})


def test_a_bucket_is_named_by_settings_and_its_secret_is_not_shown(tmp_path):
    bucket = settings(tmp_path, **BUCKET, TEACHNET_FILES_ENDPOINT="http://127.0.0.1:9000/").bucket

    assert (bucket.bucket, bucket.prefix, bucket.endpoint) == ("teachnet", "of/city", "http://127.0.0.1:9000")
    assert (bucket.secret, "hush" in repr(bucket)) == ("hush", False)
    assert settings(tmp_path).bucket is None


@pytest.mark.parametrize("content", [b"", b"short", bytes(range(128, 256))])
def test_a_damaged_secret_is_neither_used_nor_drawn_anew(tmp_path, content):
    (tmp_path / "secret.key").write_bytes(content)

    with pytest.raises(BadSettings, match="damaged"):
        settings(tmp_path)
    assert (tmp_path / "secret.key").read_bytes() == content


@pytest.mark.parametrize(
    "address", ["postgresql://me:hidden@127.0.0.1:1/teachnet", "sqlite:////nowhere/at/all.db", "sqlite:///{junk}"]
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(tmp_path, address):
    junk = tmp_path / "junk.db"
    junk.write_text("no database at all " * 100)
    environ = {"DATABASE_URL": address.format(junk=junk), "TEACHNET_INSTANCE": str(tmp_path), "PATH": ""}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "prepare"]

    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith("teachnet: the database cannot be used (")
    assert len(done.stderr.splitlines()) == 1
    assert "hidden" not in done.stderr


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+asyncpg"])
def test_any_spelling_of_postgresql_gets_the_driver_we_have(tmp_path, scheme):
    url = settings(tmp_path, DATABASE_URL=f"{scheme}://me:secret@db/teachnet").database_url

    assert url == "postgresql+psycopg://me:secret@db/teachnet"


def test_named_hosts_are_trusted_beside_this_machine(tmp_path):
    hosts = settings(tmp_path, TEACHNET_HOSTS="teachnet.example, www.teachnet.example").hosts

    assert hosts == ("127.0.0.1", "localhost", "[::1]", "teachnet.example", "www.teachnet.example")

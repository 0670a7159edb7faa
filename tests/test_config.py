import pytest

from teachnet.config import BadSettings, Settings

SECRET = "x" * 40


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
    ],
)
def test_a_bad_setting_stops_the_start_with_a_sentence(tmp_path, environ, said):
    with pytest.raises(BadSettings, match=said):
        settings(tmp_path, **{"TEACHNET_SECRET_KEY": SECRET, **environ})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_spelling_of_postgresql_gets_the_driver_we_have(tmp_path, scheme):
    url = settings(tmp_path, DATABASE_URL=f"{scheme}://me:secret@db/teachnet").database_url

    assert url == "postgresql+psycopg://me:secret@db/teachnet"


def test_named_hosts_are_trusted_beside_this_machine(tmp_path):
    hosts = settings(tmp_path, TEACHNET_HOSTS="teachnet.example, www.teachnet.example").hosts

    assert hosts == ("127.0.0.1", "localhost", "[::1]", "teachnet.example", "www.teachnet.example")

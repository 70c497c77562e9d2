from __future__ import annotations

from pathlib import Path

import pytest

from kg.settings import BadSetting, Settings, describe, read_settings


def test_defaults(tmp_path: Path) -> None:
    found = read_settings(environ={}, store=str(tmp_path / "store"))
    assert found == Settings(store=str(tmp_path / "store"))
    assert (Settings().store, Settings().host, Settings().port) == ("out/store", "127.0.0.1", 8000)


def test_the_file_is_overridden_by_the_environment_and_that_by_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('port = 9000\nquery_seconds = 2.5\nbase = "https://example.org/"\n')
    environ = {"KG_PORT": "9001", "KG_STORE": "elsewhere", "HOME": "/root"}
    found = read_settings(tmp_path / "kg.toml", environ=environ)
    assert (found.port, found.query_seconds, found.base, found.store) == (
        9001,
        2.5,
        "https://example.org/",
        "elsewhere",
    )
    assert read_settings(tmp_path / "kg.toml", environ=environ, store="here").store == "here"


@pytest.mark.parametrize("place", ["store/kg.toml", "kg.toml"])
def test_the_file_is_found_in_the_store_and_beside_it(tmp_path: Path, place: str) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / place).write_text("port = 9000\n")
    assert read_settings(environ={}, store=str(tmp_path / "store")).port == 9000
    assert read_settings(environ={"KG_STORE": str(tmp_path / "store")}).port == 9000


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("prot = 1", "there is no setting 'prot'; did you mean 'port'?"),
        ("nonsense = 1", "there is no setting 'nonsense'; `kg settings` lists them"),
        ('port = "many"', "port should be a whole number of zero or more, not 'many'"),
        ("port = 1.5", "port should be a whole number of zero or more, not 1.5"),
        ("port = -1", "port should be a whole number of zero or more, not -1"),
        ("port = true", "port should be a whole number of zero or more, not True"),
        ("query_seconds = []", "query_seconds should be a number of zero or more"),
        ("host = 1", "host should be a text"),
        ("port = ", "not TOML"),
    ],
)
def test_a_wrong_setting_is_one_line(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "kg.toml").write_text(text)
    with pytest.raises(BadSetting) as caught:
        read_settings(tmp_path / "kg.toml", environ={})
    assert why in str(caught.value)
    assert str(tmp_path / "kg.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wrong_variable_names_itself() -> None:
    with pytest.raises(BadSetting, match="environment: KG_PORT should be a whole number of zero or more, not 'x'"):
        read_settings(environ={"KG_PORT": "x"})


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="no such file"):
        read_settings(tmp_path / "none.toml", environ={})


def test_every_setting_is_described() -> None:
    rows = describe(Settings(port=9))
    assert len({name for name, *_ in rows}) == len(rows) > 10
    assert ("port", "9", "8000", "port that `kg serve` listens on") in rows
    assert all(about for *_, about in rows)


def test_an_endpoint_is_told_from_a_folder() -> None:
    assert Settings(store="https://example.org/sparql").is_remote()
    assert not Settings(store="out/store").is_remote()

"""Settings: each with its default, read from `kg.toml` and overridden by the environment (`KG_STORE` …).

In: a configuration file or the store's folder, and the environment. Out: one frozen `Settings`. A key that does
not exist, or a value of the wrong kind, is one clear message.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

from ontology.namespaces import DEFAULT_BASE


class BadSetting(ValueError):
    """A setting that does not exist or has no sense; the message says where it stands and what would be right."""


def setting(default: Any, about: str) -> Any:
    """A field of `Settings`: its default, and what it is for."""
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program."""

    store: str = setting("out/store", "folder of the embedded store, or the URL of a SPARQL 1.1 endpoint")
    regulator: str = setting("", "folder or name of the regulator's data; empty: the one that ships")
    base: str = setting(DEFAULT_BASE, "base IRI of all things in the graph; ends with / or #")
    graph_day: str = setting("", "day on which direct triples hold, YYYY-MM-DD; empty: the newest document's date")
    jobs: int = setting(0, "processes that read documents; 0: one a core")
    releases_kept: int = setting(10, "releases kept; older ones are deleted after each build")
    query_seconds: float = setting(30.0, "seconds that a visitor's query may take")
    query_rows: int = setting(100_000, "rows or triples that a visitor's query may give; more are cut off, and said so")
    query_megabytes: int = setting(1024, "memory that one query may use, in megabytes")
    query_workers: int = setting(2, "processes that answer visitors' queries")
    host: str = setting("127.0.0.1", "address that `kg serve` listens on")
    port: int = setting(8000, "port that `kg serve` listens on")
    web_workers: int = setting(2, "processes of the web server")
    web_threads: int = setting(4, "threads in each process of the web server")
    title: str = setting("Regulatory knowledge graph", "what the web application calls itself")
    report_to: str = setting("", 'mail address that "report this" links write to; empty: no such links')
    proxies: int = setting(0, "trusted proxies in front of the web application")
    update_url: str = setting("", "update URL of a remote store; empty: told from the query URL")
    graphs_url: str = setting("", "graph store URL of a remote store; empty: told from the query URL")
    language_model_url: str = setting(
        "",
        "base URL of an OpenAI-compatible endpoint that may propose queries for questions not understood; empty: none",
    )
    language_model_name: str = setting("", "name of the model to ask there")
    language_model_key: str = setting("", "key to send there; better given as KG_LANGUAGE_MODEL_KEY than in a file")
    language_model_seconds: float = setting(20.0, "seconds that the language model may take")

    def is_remote(self) -> bool:
        """Whether the store is an endpoint rather than a folder."""
        return self.store.startswith(("http://", "https://"))


def read_settings(
    config: Path | None = None, *, environ: Mapping[str, str] | None = None, store: str | None = None
) -> Settings:
    """The settings in force: defaults, then `kg.toml`, then `KG_…` in the environment, then `store`.

    `config` names the file; without it `kg.toml` is looked for in the store's folder and beside it. Raises
    `BadSetting`.
    """
    environ = os.environ if environ is None else environ
    given = {f.name: environ[f"KG_{f.name.upper()}"] for f in fields(Settings) if f"KG_{f.name.upper()}" in environ}
    place = Path(store or given.get("store") or Settings().store)
    if config is not None and not config.is_file():
        raise BadSetting(f"{config}: no such file; --config names a kg.toml")
    files = [config] if config else [path for path in (place / "kg.toml", place.parent / "kg.toml") if path.is_file()]
    found = Settings()
    for path in files[:1]:
        found = _apply(found, _table(path), str(path))
    found = _apply(found, given, "environment", prefix="KG_")
    return replace(found, store=store) if store else found


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSetting(f"{path}: cannot be read ({fault})") from None
    except tomllib.TOMLDecodeError as fault:
        raise BadSetting(f"{path}: not TOML: {fault}") from None


def _apply(settings: Settings, values: Mapping[str, Any], where: str, prefix: str = "") -> Settings:
    kinds = get_type_hints(Settings)
    changes: dict[str, Any] = {}
    for name, value in values.items():
        shown = prefix + (name.upper() if prefix else name)
        if name not in kinds:
            near = difflib.get_close_matches(name, kinds, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`kg settings` lists them"
            raise BadSetting(f"{where}: there is no setting {name!r}; {hint}")
        changes[name] = _value(kinds[name], value, f"{where}: {shown}")
    return replace(settings, **changes)


def _value(kind: type, value: Any, where: str) -> Any:
    if kind is str and isinstance(value, str):
        return value
    wanted = {int: "a whole number", float: "a number", str: "a text"}[kind]
    if kind is not str and isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            number = kind(value)
        except ValueError:
            number = -1
        if number >= 0 and (kind is float or float(number) == float(value)):
            return number
    raise BadSetting(
        f"{where} should be {wanted} of zero or more, not {value!r}"
        if kind is not str
        else f"{where} should be {wanted}"
    )


def describe(settings: Settings) -> list[tuple[str, str, str, str]]:
    """Name, value, default and purpose of every setting, as texts."""
    return [
        (f.name, _hidden(f.name, getattr(settings, f.name)), _shown(f.default), str(f.metadata["about"]))
        for f in fields(Settings)
    ]


def _hidden(name: str, value: Any) -> str:
    """A setting's value; of a key only that it is set."""
    return '"(set)"' if name.endswith("_key") and value else _shown(value)


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)

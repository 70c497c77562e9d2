"""Forms of definition: the shapes that `definitions.toml` lists, as expressions to look for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.parsing.cues import UnreadableCues, read_toml


@dataclass(frozen=True, slots=True)
class Form:
    """One way of defining: its shape, where it counts, and how sure it is."""

    id: str
    shape: str
    pattern: re.Pattern[str]
    where: frozenset[str]
    over: str
    marked: bool
    nounish: bool
    bodiless: bool
    confidence: float
    examples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms of some files, with their lists of words, the shapes of questions and that of a first sentence."""

    forms: tuple[Form, ...]
    words: Mapping[str, frozenset[str]]
    asked: tuple[re.Pattern[str], ...]
    first: str | None
    parts: Mapping[str, str]


def expanded(shape: str, parts: Mapping[str, str]) -> str:
    """A shape with the parts that it names put in; parts may name parts."""
    names = re.compile("|".join(sorted(map(re.escape, parts), key=len, reverse=True)) or r"(?!)")
    for _ in range(6):
        shape = names.sub(lambda found: parts[found.group()], shape)
    return shape


def with_one_term(shape: str) -> str:
    """A shape whose later groups of one name are numbered, since an expression may name a group once."""
    count: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        name = found[1]
        count[name] = count.get(name, 0) + 1
        return f"(?P<{name}{count[name] if count[name] > 1 else ''}>"

    return re.sub(r"\(\?P<(term|meaning)>", numbered, shape)


@lru_cache(maxsize=4)
def read_definition_forms(paths: tuple[Path, ...]) -> Forms:
    """The forms that several files list. Raises `UnreadableCues` naming the file."""
    forms: list[Form] = []
    words: dict[str, frozenset[str]] = {}
    parts: dict[str, str] = {}
    asked: list[re.Pattern[str]] = []
    first = None
    for path in paths:
        data: dict[str, dict] = read_toml(path)  # type: ignore[assignment, type-arg]
        parts |= data.get("parts", {})
        for name, listed in data.get("words", {}).items():
            words[name] = words.get(name, frozenset()) | frozenset(listed)
        try:
            for one in data.get("form", []):
                pattern = re.compile(with_one_term(expanded(one["shape"], parts)), re.I)
                forms.append(
                    Form(
                        one["id"], one["shape"], pattern, frozenset(one.get("where", ())), one.get("over", "sentence"),
                        one.get("marked", False), one.get("nounish", False), one.get("bodiless", False),
                        one.get("confidence", 0.85), tuple(map(tuple, one.get("examples", ()))),
                    )
                )  # fmt: skip
            asked += [re.compile(expanded(one, parts), re.I) for one in data.get("asked", {}).get("shapes", ())]
            if "first" in data:
                first = data["first"]["shape"]
        except (KeyError, TypeError, re.error) as error:
            raise UnreadableCues(f"{path}: a form is not right: {error}") from error
    return Forms(tuple(forms), words, tuple(asked), first, parts)

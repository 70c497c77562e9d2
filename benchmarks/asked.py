"""Asked: questions in all kinds of words, each with the plain form that asks the same, for the reader of questions.

A file of `tests/gold/asked` holds tables `asked`: `means` is a form ("When did {initiative} start?"), or nothing where
no form asks what the `ways` ask; marks in braces stand for what is named.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from benchmarks.labels import Example, View
from extract.weights.heads import Sides
from kg.ask.readings.forms import MARKS, kinds_of
from kg.ask.words.english import tokenize

ASKED = Path(__file__).resolve().parent.parent / "tests" / "gold" / "asked"
QUESTION = "question"
OFTEN = 2
"""How often each question is shown in a round, since a question is one example and a sentence many."""
MARK = re.compile(r"{([a-z]+)\d?}")


def asked_examples(folder: Path = ASKED) -> list[Example]:
    """All questions of a folder's files, each labelled by the form that asks the same."""
    return [one for _ in range(OFTEN) for one in _examples(folder)] if folder.exists() else []


def _examples(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.toml")):
        groups = tomllib.loads(path.read_text(encoding="utf-8"))["asked"]
        ways = [(group["means"], way) for group in groups for way in group["ways"]]
        for number, (means, way) in enumerate(ways):
            kinds = kinds_of(MARK.findall(way))
            example = Example(f"{path.stem}-{number}", 0, "", QUESTION, kinds, [], {means} if means else set())
            example.view, example.sides = View(tuple(shown(way)), ()), Sides(0, 0, ())
            yield example


def shown(way: str) -> Iterator[str]:
    """The words of a question with marks in braces, as the encoder takes them in."""
    place = 0
    for mark in [*MARK.finditer(way), None]:
        yield from (token.lower for token in tokenize(way[place : mark.start() if mark else None]))
        if mark is not None:
            yield MARKS[mark[1]]
            place = mark.end()

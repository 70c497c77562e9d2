"""The corpus that ships: every sentence has its source, and no brief is a copy of a template."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from corpus.documents import find_sources, read_document

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "cmmi"
DOCUMENTS = SHIPPED / "documents"
PROSE = sorted(path for path in DOCUMENTS.rglob("*") if path.suffix in {".md", ".txt"})
RUN, MOST = 8, 3
"""No run of eight words may stand in more than three briefs."""


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def sourced() -> dict[str, str]:
    """For each document the words of its sentences that have a source."""
    known: dict[str, list[str]] = defaultdict(list)
    for path in sorted((SHIPPED / "provenance").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                assert row["source"].strip(), f"{path.name}: {row['sentence'][:60]!r} has no source"
                known[row["document"]].append(words(row["sentence"]))
    return {name: " ".join(sentences) for name, sentences in known.items()}


def body(path: Path) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("path", PROSE, ids=lambda p: p.name)
def test_every_sentence_has_its_source(path: Path) -> None:
    known = sourced()[str(path.relative_to(DOCUMENTS))]
    for paragraph in re.split(r"\n\s*\n", body(path)):
        if not paragraph.lstrip().startswith("#"):
            for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", paragraph.strip()):
                assert words(sentence) in known, f"no source for {sentence!r}"


def test_there_is_a_brief_for_sixty_models() -> None:
    assert len(list((DOCUMENTS / "briefs").iterdir())) >= 60


def test_briefs_are_not_one_template() -> None:
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for path in (DOCUMENTS / "briefs").iterdir():
        text = words(body(path)).split()
        for start in range(len(text) - RUN + 1):
            seen[tuple(text[start : start + RUN])].add(path.name)
    assert {" ".join(run): sorted(where) for run, where in seen.items() if len(where) > MOST} == {}


def test_every_shipped_document_is_read() -> None:
    read = [read_document(path.read_bytes(), source) for source, path in find_sources([DOCUMENTS])]
    assert len(read) == sum(path.is_file() for path in DOCUMENTS.rglob("*"))
    for document in read:
        assert document.passages, document.source
        for passage in document.passages:
            assert passage.text == document.text[passage.start : passage.end]


def test_the_table_of_models_holds_all_of_them() -> None:
    rows = [
        row for row in (DOCUMENTS / "models.csv").read_text(encoding="utf-8").splitlines() if not row.startswith("#")
    ]
    assert len(rows) == 1 + 112

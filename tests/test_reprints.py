"""A reprint is no second witness: passages that repeat another document's are found in the build and counted once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import kg
from kg.build import build
from kg.export import canonical_lines
from kg.graph import Graph
from kg.read.facts import Fact
from kg.store.releases import Release

TOY = Path(__file__).resolve().parent / "toy"
LEDE = (
    "The Harbor and Coastal Trials Office (HCTO) announced today the Lantern Quota Trial, a voluntary trial that will "
    "begin on July 1, 2026 and run for five years. It will be open to trawler owners in Gullhaven and Skerry Bay."
)
FEED = f"""---
title: The morning's clippings
date: 2025-03-06
---

Weather at sea stays rough until Thursday, and the ferry to Skerry Bay will leave an hour late on both days.

{LEDE}
"""
QUOTING = f"""---
title: What the office says
date: 2025-03-08
---

\u201c{LEDE}\u201d the agency wrote in its notice to crews.
"""
OWN = """---
title: A reporter looks
date: 2025-03-09
---

The Lantern Quota Trial will begin on July 1, 2026. Crews at the Gullhaven quay told our reporter that they had waited.
"""


def lines(release: Release) -> list[str]:
    with release.open() as graph:
        return canonical_lines(graph)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Release]:
    folder = tmp_path_factory.mktemp("reprints")
    sources = Path(shutil.copytree(TOY / "documents", folder / "documents"))
    for name, text in (("feed.md", FEED), ("quoting.md", QUOTING), ("own.md", OWN)):
        (sources / name).write_text(text)
    return folder, build([sources], folder / "store", regulator=TOY / "regulator").release


def start(graph: Graph) -> Fact:
    trial = f"{graph.base}id/lantern-quota-trial"
    facts = [f for f in graph.statements_of(trial) if f.property.label == "started on" and f.object.value == "2026-07-01"]
    (fact,) = (f for f in facts if not f.qualifiers)
    return fact


def test_passages_that_repeat_another_are_linked_to_it(built: tuple[Path, Release]) -> None:
    with built[1].open() as graph:
        rows = graph.select(
            "SELECT ?copy ?words WHERE { ?p kg:copyOf ?q ; dcterms:isPartOf ?d . ?d dcterms:title ?copy ."
            " ?q rdf:value ?words ; dcterms:isPartOf ?o } ORDER BY ?copy"
        )
    found = {row["copy"].value: row["words"].value for row in rows}
    assert sorted(found) == ["The morning's clippings", "What the office says"]
    assert all(" ".join(words.split()) == LEDE for words in found.values())


def test_reprints_are_not_counted_as_support(built: tuple[Path, Release]) -> None:
    fact = start(kg.open(built[0] / "store"))
    sources = {quote.source.title for quote in fact.quotes}
    assert {"The morning's clippings", "What the office says", "A reporter looks"} <= sources
    assert len(sources) >= 4
    assert fact.documents == 2, "the release and the reporter; the clippings and the quotation only repeat the release"
    assert [q.source.title for q in fact.quotes if q.reprint] == ["What the office says", "The morning's clippings"]


def test_copies_do_not_hang_on_the_order_or_the_steps_of_a_build(built: tuple[Path, Release], tmp_path: Path) -> None:
    files = sorted((built[0] / "documents").iterdir(), reverse=True)
    later = [path for path in files if path.name != "press-release.txt"]
    build(later, tmp_path / "store", regulator=TOY / "regulator")
    without = kg.open(tmp_path / "store")
    assert start(without).documents == 2, "the oldest reprint stands for the release that is not there"
    step = build(files, tmp_path / "store", regulator=TOY / "regulator")
    assert lines(step.release) == lines(built[1])

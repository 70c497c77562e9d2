"""Patterns: the notation, and every example that the pattern files carry, read with the real language model."""

from __future__ import annotations

from pathlib import Path

import pytest
from bracketed import read_marked, shown

from extract.parsing.cues import UnreadableCues
from extract.patterns.patterns import (
    ClaimLine,
    Element,
    Pattern,
    PatternIndex,
    Wanted,
    read_claim,
    read_elements,
    read_patterns,
    split,
)
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
PATTERNS = read_patterns(ONTOLOGY.regulator.files("patterns*.toml"))
EXAMPLES = [(pattern, text, claims) for pattern in PATTERNS for text, claims in pattern.examples]
WORDS = {"LEAD": frozenset({"lead"}), "MODEL": frozenset({"model"}), "SAVING": frozenset({"saving"})}


@pytest.mark.slow
@pytest.mark.parametrize(("pattern", "text", "claims"), EXAMPLES, ids=[f"{p.id}: {t[:60]}" for p, t, _ in EXAMPLES])
def test_example(pattern: Pattern, text: str, claims: tuple[str, ...]) -> None:
    assert {shown(claim) for claim in read_marked(text, ONTOLOGY).claims} == set(claims), pattern.id


def test_every_file_of_patterns_has_examples_both_ways() -> None:
    assert sum(1 for _, _, claims in EXAMPLES if claims) >= 30
    assert sum(1 for _, _, claims in EXAMPLES if not claims) >= 8


def test_element_with_all_its_parts() -> None:
    found = read_elements(["!subject|by=who:kg:Person|kg:Post[owner=MODEL]?"], WORDS, {})
    assert found == (
        Element(("subject", "by"), Wanted("who", ("kg:Person", "kg:Post")), (Element(("owner",), Wanted(None, words=WORDS["MODEL"])),),
                optional=True, absent=True),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("date", Wanted(None, ("date",))),
        ("amt:total<SAVING>", Wanted("amt", ("total",), measures=WORDS["SAVING"])),
        ("c:+kg:FocusArea", Wanted("c", concept="kg:FocusArea")),
        ("m:kg:Initiative|MODEL+cmmi:ModelGroup", Wanted("m", ("kg:Initiative",), WORDS["MODEL"], "cmmi:ModelGroup")),
        ("p:text", Wanted("p", text=True)),
        ("'open|shut'", Wanted(None, words=frozenset({"open", "shut"}))),
        ("kg:Initiative", Wanted(None, ("kg:Initiative",))),
    ],
)
def test_tests_of_the_notation(text: str, test: Wanted) -> None:
    assert read_elements([f"subject={text}"], WORDS, {})[0].test == test


def test_short_names_stand_for_lists() -> None:
    found = read_elements(["WHEN=d:date"], {}, {"WHEN": "time.at|time.by"})
    assert found[0].roles == ("time.at", "time.by")


def test_claim_line_with_conditions_and_qualifiers() -> None:
    assert read_claim("fact,past: m kg:startedOn d validFrom=d role='acting head'") == ClaimLine(
        "m", "kg:startedOn", "d", (("validFrom", "d"), ("role", "'acting head'")), frozenset({"fact", "past"})
    )


@pytest.mark.parametrize("text", ["m kg:startedOn", "soon: m kg:startedOn d", "m kg:startedOn d when"])
def test_bad_claim_lines_are_refused(text: str) -> None:
    with pytest.raises(UnreadableCues):
        read_claim(text)


def test_split_keeps_brackets_and_quotes_together() -> None:
    assert split("A b=c[d=e f=g] h='i j'") == ["A", "b=c[d=e f=g]", "h='i j'"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('[[pattern]]\nid = "x"\nframe = "NOWHERE a=date"\nclaims = []', "no word class NOWHERE"),
        ('[[pattern]]\nid = "x"\nframe = "be a="\nclaims = []', "is no element"),
        ('[[pattern]]\nid = "x"\nclaims = []', "frame"),
        ("[[pattern]", "not readable as TOML"),
    ],
)
def test_faults_name_the_file_and_the_pattern(tmp_path: Path, data: str, message: str) -> None:
    path = tmp_path / "patterns.toml"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(UnreadableCues, match=message) as fault:
        read_patterns([path])
    assert str(path) in str(fault.value)


def test_variants_make_one_pattern_each(tmp_path: Path) -> None:
    path = tmp_path / "patterns.toml"
    path.write_text(
        '[words]\nA = ["a"]\nB = ["b"]\n[[pattern]]\nid = "x"\nvariants = [{W = "A"}, {W = "B", id = "b"}]\n'
        'frame = "$W subject=s:date"\nclaims = ["s kg:startedOn s"]\n',
        encoding="utf-8",
    )
    first, second = read_patterns([path])
    assert (first.id, first.lemmas, second.id, second.lemmas) == ("x", {"a"}, "x-b", {"b"})


@pytest.mark.parametrize("kind", ["verb", "be", "title", "event"])
@pytest.mark.parametrize("words", [{"launch"}, {"be", "test"}, {"nothing"}, {"run", "save", "save money"}])
def test_an_index_leaves_out_only_what_cannot_fit(kind: str, words: set[str]) -> None:
    fitting = [
        one
        for one in PATTERNS
        if one.describing == (kind in {"be", "title"})
        and (kind == "title" or not one.titled)
        and (not one.lemmas or words & one.lemmas)
    ]
    assert list(PatternIndex(PATTERNS).fitting(words, kind)) == fitting

"""Surface patterns: the notation of shapes, and every example of the data, read with the real language model."""

from __future__ import annotations

from pathlib import Path

import pytest
from bracketed import read_marked, shown

from extract.confidence import Calibration, read_calibration
from extract.parsing.cues import UnreadableCues
from extract.patterns.shapes import ShapeIndex, read_shape
from extract.patterns.surface import SurfacePattern, read_surface, surface_grammar
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
GRAMMAR = surface_grammar(ONTOLOGY)
EXAMPLES = [(each, text, claims) for each in GRAMMAR.patterns for text, claims in each.pattern.examples]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("each", "text", "claims"), EXAMPLES, ids=[f"{one.pattern.id}: {text[:60]}" for one, text, _ in EXAMPLES]
)
def test_example(each: SurfacePattern, text: str, claims: tuple[str, ...]) -> None:
    assert {shown(claim) for claim in read_marked(text, ONTOLOGY).claims} == set(claims), each.pattern.id


def test_data_show_what_is_read_and_what_is_not() -> None:
    assert sum(1 for _, _, claims in EXAMPLES if claims) >= 12
    assert sum(1 for _, _, claims in EXAMPLES if not claims) >= 8


@pytest.mark.slow
def test_what_a_surface_pattern_adds_names_it_and_is_less_sure() -> None:
    text = "[The Harbor Model|kg:Initiative] will be up and running, by all accounts, as of 2031. It is for hospitals."
    raw, now = (
        [one for one in read_marked(text, ONTOLOGY, None, lines).claims if one.evidence.extracted_by.startswith("surface:")]
        for lines in (Calibration(), None)
    )
    assert raw
    assert all(one.evidence.confidence == 0.7 for one in raw)
    for one in now:
        assert one.evidence.confidence == read_calibration().share("surface:", one.property, 0.7)


def test_names_of_patterns_differ() -> None:
    names = [each.pattern.id for each in GRAMMAR.patterns]
    assert len(set(names)) == len(names)


def test_steps_of_a_shape() -> None:
    steps = read_shape(
        "^ m:kg:Initiative ~8 BEGIN !'a|the' ..4 d:end 'or so'? $", {"BEGIN": frozenset({"go live", "begin"})}, {}
    )
    assert [(one.kind, one.limit) for one in steps] == [
        ("start", 0), ("slot", 0), ("loose", 8), ("words", 0), ("not", 0), ("gap", 4), ("slot", 0), ("words", 0), ("stop", 0)
    ]  # fmt: skip
    assert steps[3].phrases == (("go", "live"), ("begin",))
    assert steps[7].optional


@pytest.mark.parametrize("text", ["NOWHERE", "m", "..x"])
def test_bad_steps_are_refused(text: str) -> None:
    with pytest.raises(UnreadableCues):
        read_shape(text, {}, {})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            '[[surface]]\nid = "x"\nshapes = ["NOWHERE"]\nclaims = ["m kg:status kg:Active"]',
            "surface pattern x: 'NOWHERE'",
        ),
        ('[[surface]]\nid = "x"\nclaims = ["m kg:status kg:Active"]', "surface pattern x: 'shapes'"),
        ('[[surface]]\nid = "x"\nshapes = []\nclaims = ["m kg:status"]', "is no claim"),
    ],
)
def test_faulty_data_are_named(tmp_path: Path, data: str, message: str) -> None:
    path = tmp_path / "surface.toml"
    path.write_text(data)
    with pytest.raises(UnreadableCues, match=message) as fault:
        read_surface((path,), ())
    assert str(path) in str(fault.value)


def test_an_index_gives_the_shapes_whose_words_and_dates_stand_there() -> None:
    texts = [["m:kg:Initiative 'open' d:date", "m:kg:Initiative 'shut'"], ["m:kg:Initiative 'open' 'up'?", "^ d:date"]]
    index = ShapeIndex([[read_shape(one, {}, {}) for one in group] for group in texts])
    assert index.fitting({"*", "open"}, dated=True) == [(0, 0), (1, 0), (1, 1)]
    assert index.fitting({"*", "open"}, dated=False) == [(1, 0)]
    assert index.fitting({"*", "shut", "up"}, dated=False) == [(0, 1)]

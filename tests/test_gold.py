"""The gold documents hold together: they parse, their halves share no run of words, their baits are honest."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.gold import GoldDocument, parse_claim, read_gold, runs, same_name, same_object

GOLD = Path(__file__).resolve().parent / "gold"
OPEN, HELD, LAST, FRESH, BLIND, TRAIN, SEEDS = (
    list(read_gold(GOLD / name)) for name in ("open", "held", "last", "fresh", "blind", "train", "seeds")
)
MODALITIES = {"fact", "plan", "projection", "opinion", "rule", "*"}


@pytest.mark.parametrize("document", OPEN + HELD + LAST + FRESH + BLIND + TRAIN + SEEDS, ids=lambda d: d.path.stem)
def test_claims_are_well_formed(document: GoldDocument) -> None:
    for claim in (*document.claims, *document.also, *document.baits):
        assert claim.modality in MODALITIES, claim
        assert re.fullmatch(r"[a-z][A-Za-z]+|\*", claim.property), claim
    for claim in document.claims:
        assert claim not in document.baits


def test_the_halves_share_no_run_of_words() -> None:
    for first, second in combinations((OPEN, HELD, LAST, FRESH, BLIND), 2):
        assert runs(first) & runs(second) == set()


def test_what_is_learned_shares_no_run_of_words_with_what_is_only_scored() -> None:
    pytest.importorskip("scipy", reason="scipy, with which weights are fitted, is not installed")
    from benchmarks.train import apart

    kept = apart(TRAIN)
    assert len(kept) > 0.9 * len(TRAIN)
    assert runs(kept) & (runs(HELD) | runs(LAST) | runs(FRESH) | runs(BLIND)) == set()


@pytest.mark.parametrize(
    ("wanted", "names", "same"),
    [
        ("Alder", ["the Alder Model"], True),
        ("Alder Model", ["Alder"], True),
        ("Alder", ["Alder Rural Model"], False),
        ("34000000000", ["34000000000"], True),
        ("-5", ["5"], False),
        ("hospitals", ["Hospitals"], True),
    ],
)
def test_names_are_compared_as_a_reader_would(wanted: str, names: list[str], same: bool) -> None:
    assert same_name(wanted, names) is same


def test_an_object_may_be_given_by_its_beginning() -> None:
    assert same_object("test new*", ["test new ways of paying"])
    assert same_object("*", ["2030"])
    assert not same_object("test new*", ["try new ways of paying"])


def test_a_document_whose_source_is_not_here_is_skipped_and_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "far.toml").write_text('genre = "none"\nsource = "no-such-file.txt"\n', encoding="utf-8")
    assert list(read_gold(tmp_path)) == []
    assert "far.toml" in capsys.readouterr().err


def test_marks_of_a_claim_are_read() -> None:
    claim = parse_claim("+- A | netSavings | 5 | fact | validFrom=2030; unit=USD")
    assert (claim.linked, claim.negated, claim.qualifiers) == (True, True, (("validFrom", "2030"), ("unit", "USD")))
    with pytest.raises(ValueError, match="subject"):
        parse_claim("A | netSavings")

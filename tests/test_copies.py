"""Copies: reprints are one witness, and what is merely alike is not a reprint."""

from __future__ import annotations

from itertools import permutations

from corpus.copies import find_copies
from corpus.documents import Document, read_document

SENTENCES = [
    f"The {name} Model began in {year} and paid {count} ferry operators a flat amount for every crossing they made."
    for name, year, count in (("Tide", 2021, 40), ("Birch", 2022, 55), ("Cedar", 2023, 12), ("Alder", 2024, 300))
]
NOTICE = "The board met on Monday in Port Alder and heard from seven witnesses about the state of the northern piers."


def document(date: str, *paragraphs: str) -> Document:
    return read_document((f"---\ntitle: T\ndate: {date}\n---\n\n" + "\n\n".join(paragraphs) + "\n").encode(), "a.md")


def test_a_reprint_is_a_copy_of_the_earlier_document_in_any_order() -> None:
    first = document("2026-01-01", *SENTENCES)
    second = document("2026-01-03", *SENTENCES[:3], SENTENCES[3].replace("flat", "fixed"))
    third = document("2026-02-01", *SENTENCES, "Republished with thanks.")
    other = document("2025-01-01", NOTICE)
    for order in permutations([first, second, third, other]):
        copies = {made.copy: made.original for made in find_copies(order) if made.copy_passage is None}
        assert copies == {second.id: first.id, third.id: first.id}


def test_a_passage_reprinted_in_another_text_is_found_with_its_place() -> None:
    release = document("2026-01-01", SENTENCES[0], SENTENCES[1])
    news = document(
        "2026-01-05", NOTICE, SENTENCES[1].replace("The", "\u201cThe", 1), NOTICE.replace("Monday", "Friday")
    )
    found = [made for made in find_copies([news, release]) if made.copy_passage]
    assert len([made for made in found if made.copy == news.id]) == 1
    (copy,) = found
    assert copy.original_passage is not None
    assert copy.copy_passage is not None
    assert (copy.copy, copy.original, copy.share) == (news.id, release.id, 1.0)
    assert SENTENCES[1] == release.text[slice(*copy.original_passage)]
    assert "Birch Model" in news.text[slice(*copy.copy_passage)]


def test_sentences_of_one_shape_are_no_copies() -> None:
    assert find_copies([document("2026-01-01", SENTENCES[0]), document("2026-01-02", SENTENCES[1])]) == ()


def test_short_lines_prove_nothing() -> None:
    assert (
        find_copies([document("2026-01-01", "It began.", NOTICE), document("2026-01-02", "It began.", *SENTENCES)])
        == ()
    )


def test_a_passage_that_only_quotes_is_a_reprint_and_one_that_answers_a_quotation_is_not() -> None:
    release = document("2026-01-01", SENTENCES[0], SENTENCES[1])
    quoting = document("2026-02-01", NOTICE, f"\u201c{SENTENCES[0]}\u201d the office said on Monday.")
    short = "The Tide Model began in 2021 and paid 40 ferry operators a flat amount"
    answer = (
        f"Critics read the line \u201c{short}\u201d otherwise: by their own count, kept over three summers at the quays, "
        "twenty-two of those boats never left the harbor, and the payments went to owners who had sold them long before."
    )
    answering = document("2026-02-02", answer)
    found = {made.copy: made.copy_passage for made in find_copies([answering, quoting, release]) if made.copy_passage}
    assert set(found) == {quoting.id}
    assert "Monday" in quoting.text[slice(*(found[quoting.id] or (0, 0)))]
    assert SENTENCES[0] in quoting.text[slice(*(found[quoting.id] or (0, 0)))]


def test_what_a_reprint_repeats_is_traced_passage_by_passage_and_what_it_adds_is_no_original() -> None:
    first = document("2026-01-01", *SENTENCES)
    reprint = document("2026-01-03", *SENTENCES, NOTICE)
    third = document("2026-02-01", NOTICE)
    for order in permutations([first, reprint, third]):
        found = find_copies(order)
        passages = [made for made in found if made.copy_passage]
        assert [made.copy for made in found if made.copy_passage is None] == [reprint.id]
        assert len(passages) == 4
        assert {(made.copy, made.original) for made in passages} == {(reprint.id, first.id)}

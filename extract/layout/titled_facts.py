"""Titled facts: key facts whose label stands above the value, as a heading or a line of its own.

"Status" over "Active", "Where" over "Ohio, Utah and Maine", "Who can participate" over a list of kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.passages import Cell, Passage

LONGEST = 25
"""Words that a value may have."""
LABEL = 6
"""Words that a label on a line of its own may have, where no mark tells that it is a heading."""
MARKS = " *_#:\n"
ENDS = " \n.;"


def titled_facts(
    passages: Sequence[Passage],
    is_label: Callable[[str], bool],
    lists: Callable[[str], bool],
    is_fragment: Callable[[int, int], bool],
) -> Iterator[Passage]:
    """The values that stand right below the label of a fact, each as a key fact of what stands above the label.

    `is_label` tells whether words are the label of a fact, `lists` whether a list may stand below them, and
    `is_fragment` whether what stands between two places is no clause, which would say by itself what it means.
    """
    titles = {_plain(one.text) for one in passages if one.kind == "heading"}  # of which a list of contents is made
    for at, label in enumerate(passages):
        if label.kind == "paragraph" and "\n" in label.text.strip():
            yield from _within(label, is_label, is_fragment)
            continue
        titled = label.kind == "heading" or (label.kind == "paragraph" and len(label.text.split()) <= LABEL)
        if not titled or not is_label(label.text.strip(MARKS)):
            continue
        if label.kind != "heading" and _plain(label.text) in titles:
            continue
        below = passages[at + 1 : at + 2]
        if below and below[0].kind == "list-item":
            below = _items(passages, at + 1) if lists(label.text.strip(MARKS)) else ()
        for value in below:
            if not _is_value(value, label) or _plain(value.text) in titles:
                break
            first, last = _words(value)
            if last - first and is_fragment(first, last):
                yield _fact(value, first, last, label, (label.start, label.end))


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).strip(MARKS + "-\u2022")


def without_label(passage: Passage, is_label: Callable[[str], bool]) -> Passage:
    """A passage of two lines of which the first is the label of a fact, with that line as none of its words."""
    label = _label_line(passage, is_label)
    skip = ((passage.start, passage.start + label),)
    return replace(passage, skips=(*skip, *passage.skips)) if label else passage


def _label_line(passage: Passage, is_label: Callable[[str], bool]) -> int:
    """How long the first of two lines of a paragraph is, if it is the label of a fact; else nothing."""
    if passage.kind != "paragraph" or "\n" not in passage.text:
        return 0
    line, _, rest = passage.text.partition("\n")
    said = line.strip(MARKS)
    if not 0 < len(said.split()) <= LABEL or said.endswith((".", ",", ";", "?")) or not is_label(said):
        return 0
    one = 0 < len(rest.split()) <= LONGEST and "\n" not in rest.strip() and not rest[:1].islower()
    return len(line) if one else 0


def _within(
    passage: Passage, is_label: Callable[[str], bool], is_fragment: Callable[[int, int], bool]
) -> Iterator[Passage]:
    """The value of two lines of one paragraph, of which the first is the label."""
    label = _label_line(passage, is_label)
    first, last = passage.start + label + 1, passage.start + len(passage.text.rstrip(ENDS))
    if label and is_fragment(first, last):
        yield _fact(passage, first, last, passage, (passage.start, passage.start + label))


def _items(passages: Sequence[Passage], at: int) -> Sequence[Passage]:
    """The items of the list that begins at a place."""
    end = at
    while end < len(passages) and passages[end].kind == "list-item":
        end += 1
    return passages[at:end]


def _is_value(passage: Passage, label: Passage) -> bool:
    """Whether a passage can be the value below a label: of its own section, and short."""
    own = label.kind != "heading" or passage.headings[-1:] == ((label.start, label.end),)
    return passage.kind in {"paragraph", "list-item"} and own and len(passage.text.split()) <= LONGEST


def _words(passage: Passage) -> tuple[int, int]:
    """Where a passage's words stand, without the mark of a list."""
    first = passage.start
    for start, end in passage.skips:
        first = end if start == first else first
    return first, passage.start + len(passage.text.rstrip(ENDS))


def _fact(value: Passage, first: int, last: int, label: Passage, place: tuple[int, int]) -> Passage:
    start, end = place
    text = value.text[first - value.start : last - value.start]
    said = label.text[start - label.start : end - label.start].strip(MARKS)
    cell = Cell(first, last, text, said, start, end, 1)
    return replace(value, kind="key-value", cells=(cell,), headings=label.headings, section=label.section)

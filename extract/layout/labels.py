"""Labels: what the heading of a column or of a key fact means, also in words that the data do not list as they stand.

The data list what people write most. A label of the same content in another form or order means the same: "Date of
announcement" is "announced", "Start of the trial" is "start". A label that names who takes part or is served tells
how many: "Cardiology practices: 88".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

ENDINGS = ("ational", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ed", "es", "s")
SHORTEST = 3
"""Letters that a word keeps at least when its ending goes."""
MOST = 4
"""Words that may name who is counted."""


@dataclass(frozen=True)
class Labels(Mapping[str, tuple[str, ...]]):
    """The properties that labels, as the data write them, can stand for.

    `fillers` are words of a label that say nothing of its matter, `whole` are names that mean nothing in other forms,
    `counts` are the lists of nouns by the property of their number, `around` is what may stand beside such a noun, and
    `taking` are those of these words that tell by themselves whose number it is.
    """

    names: Mapping[str, tuple[str, ...]]
    fillers: Set[str] = frozenset()
    whole: Set[str] = frozenset()
    counts: Mapping[str, Set[str]] = field(default_factory=dict)
    around: Set[str] = frozenset()
    taking: Mapping[str, Set[str]] = field(default_factory=dict)

    def __getitem__(self, label: str) -> tuple[str, ...]:
        found = self.names.get(label) or self._by_content.get(self._content(label)) or self._counted(label)
        if not found:
            raise KeyError(label)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def is_counted(self, label: str) -> bool:
        """Whether a label only tells by its noun what it counts."""
        return label not in self.names and self._content(label) not in self._by_content and bool(self._counted(label))

    def only(self, properties: Set[str]) -> Labels:
        """The labels of some properties."""
        kept = {label: tuple(one for one in names if one in properties) for label, names in self.names.items()}
        counts = {name: nouns for name, nouns in self.counts.items() if name in properties}
        return Labels(
            {label: names for label, names in kept.items() if names},
            self.fillers,
            self.whole,
            counts,
            self.around,
            self.taking,
        )

    def counted(self, noun: str) -> str | None:
        """The property of the number of those whom a plural noun names ("nursing homes")."""
        last = noun.lower().split()[-1:] or [""]
        return next((name for name, nouns in self.counts.items() if last[0] in nouns), None)

    @cached_property
    def _by_content(self) -> dict[frozenset[str], tuple[str, ...]]:
        found: dict[frozenset[str], tuple[str, ...]] = {}
        bare = frozenset(map(_stem, self.whole))
        for label, names in self.names.items():
            content = self._content(label)
            if content - bare and label not in self.whole:
                found[content] = tuple(dict.fromkeys((*found.get(content, ()), *names)))
        return found

    def _content(self, label: str) -> frozenset[str]:
        return frozenset(_stem(one) for one in re.findall(r"[a-z][a-z'\u2019-]*", label) if one not in self.fillers)

    def _counted(self, label: str) -> tuple[str, ...]:
        said = label.split()
        while said and (said[0] in self.around or said[0] in self.fillers):
            del said[0]
        while said and (said[-1] in self.around or said[-1] in self.fillers):
            del said[-1]
        if not 0 < len(said) <= MOST or not all(re.fullmatch(r"[a-z'\u2019-]+", one) for one in said):
            return ()
        name = self.counted(said[-1])
        if name is None and said[-1].endswith("s"):  # whoever they are, they take part: "Utilities enrolled"
            beside = set(label.split()) - set(said)
            name = next((one for one, words in self.taking.items() if words & beside), None)
        return (name,) if name is not None and not self.fillers & set(said) else ()


def _stem(word: str) -> str:
    """A word without its ending, so that forms of one word are alike: "opens", "opening".

    >>> [_stem(one) for one in ("announced", "announcement", "closing", "ends", "date")]
    ['announc', 'announc', 'clos', 'end', 'dat']
    """
    ending = next((one for one in ENDINGS if word.endswith(one) and len(word) - len(one) >= SHORTEST), "")
    return re.sub(r"(?<=\w{3})[eiy]$", "", word.removesuffix(ending))

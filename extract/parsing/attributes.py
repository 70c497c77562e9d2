"""Attributes: parts of speech, features and lemmas of parsed words, worked out once for each word as it is used.

The model's rules for them look at a word, its tag and its relation, and at nothing beside it but in a few contractions
("gonna", "let's"). So what they made of a word is kept, and a text is left to them only where it holds something new.
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

COPIED = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]
"""What a parse tells of each token."""
RULED = 5
"""How many of `COPIED`, from the first, the rules write."""
RULES = ("attribute_ruler", "lemmatizer")
"""The parts of the model that are left out of its pipeline, to be applied here."""
SEEN = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
"""What of a token the rules may look at if what they make of it is to be kept."""
MOST = 200_000


class Attributes:
    """Applies one model's rules to its parsed texts."""

    def __init__(self, model: Language) -> None:
        self._rules = [model.get_pipe(name) for name in RULES]
        self._known: dict[tuple[int, ...], list[int]] = {}
        self._opens = Matcher(model.vocab)
        for number, rule in enumerate(self._rules[0].patterns):  # type: ignore[attr-defined]
            wide = [row[:1] for row in rule["patterns"] if len(row) > 1 or not SEEN.issuperset(*row)]
            if wide:
                self._opens.add(str(number), wide)

    def of(self, doc: Doc) -> NDArray[Any]:
        """A row of `COPIED` for each token of a text that was tagged and parsed without the rules."""
        rows = [tuple(row) for row in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        known = self._known
        if all(row in known for row in rows):
            told = doc.to_array(COPIED)  # type: ignore[arg-type]
            told[:, :RULED] = [known[row] for row in rows]
            return told
        alone = not self._opens(doc, allow_missing=True)
        for rule in self._rules:
            rule(doc)
        told = doc.to_array(COPIED)  # type: ignore[arg-type]
        if alone:  # a word that can open a contraction is never known, so that the rules always see its text
            if len(known) > MOST:
                known.clear()
            known.update(zip(rows, told[:, :RULED].tolist(), strict=True))
        return told

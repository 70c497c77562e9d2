"""Quantities: every value of a sentence, each word used once, with the bounds said around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from corpus.passages import Flow
from extract.values.amounts import AmountFinder
from extract.values.dates import DateFinder, Issued
from extract.values.numbers import Number, NumberGrammar, lexical
from extract.values.value_words import ValueWords, alternatives, read_value_words
from extract.values.values import XSD, Quantity, Value
from ontology.namespaces import Namespaces
from ontology.regulators import Ontology

FRACTION = r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d)[\s-]+(?:of\s+)?{}\b"


_SPOKEN = re.compile(r"[\d@]|://|\bone\b", re.I)
"""What a text holds wherever something in it is no quantity though it looks like one."""


class QuantityFinder:
    """All finders of values, built once for an ontology."""

    def __init__(self, words: ValueWords, namespaces: Namespaces) -> None:
        self.words = words
        self.dates = DateFinder(words)
        self.amounts = AmountFinder(words, namespaces.iri)
        self.numbers = NumberGrammar.of(words)
        self._fraction = re.compile(
            FRACTION.format(alternatives(words.fractions))
            + r"|\bone[\s-]in[\s-]\w+\b|\b\w+\s+out\s+of\s+every\s+\w+\b|\bhalf\b(?!\s+an?\b)",
            re.I,
        )
        self._silent = re.compile(
            r"https?://\S+|\b[\w.+-]+@[\w.-]+\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{1,2}:\d\d(?:\s*[ap]\.?m\.?)?|\b\d{1,2}\s*[ap]\.m\.|(?<!/)\b\d+/\d+\b(?!/)"
            r"|\b(?!\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d))\d+-\d+-\d+\b|\bno\s+one\b|\bone\s+(?:another|day|way)\b|(?-i:\b[A-Z]+-?\d[\w-]*)|\b\d+(?:st|nd|rd|th)\b",
            re.I,
        )
        self._before = [
            (p.split()[-1].lower(), re.compile(rf"(?<![\w-]){_loose(p)}\s*$", re.I), meaning)
            for p, meaning in words.comparators
        ]
        self._after = [(re.compile(rf"\s+{_loose(p)}(?!\w)", re.I), meaning) for p, meaning in words.after]

    def find(
        self, sentence: Span, flow: Flow, issued: Issued | None = None, taken: Iterable[tuple[int, int]] = ()
    ) -> Iterator[tuple[Quantity, int, int]]:
        """The sentence's quantities with the tokens they cover (of `sentence.doc`), in reading order.

        `taken` are characters of the flow that already mean something else (a citation, a name with a number).
        """
        text, base = sentence.text, sentence.start_char
        used = bytearray(len(text))
        for start, end in taken:
            low, high = max(0, start - base), min(len(text), end - base)
            used[low:high] = b"\1" * max(0, high - low)
        found: list[Quantity] = []
        for group in (self._silences(text), self.amounts.money(text), self.amounts.percentages(text),
                      self._dates_and_durations(text, issued, lambda at: _tense(sentence, at) if issued else 0),
                      self._fractions(text)):  # fmt: skip
            for quantity in group:
                if any(used[quantity.start : quantity.end]):
                    continue
                used[quantity.start : quantity.end] = b"\1" * (quantity.end - quantity.start)
                if quantity.kind:
                    found.append(quantity if quantity.kind == "date" else self._bounded(text, quantity))
        found += self._counts(sentence, text, used)
        for quantity in sorted(found, key=lambda each: each.start):
            span = sentence.doc.char_span(base + quantity.start, base + quantity.end, alignment_mode="expand")
            if span is None:
                continue
            start, end = flow.span(base + quantity.start, base + quantity.end)
            yield replace(quantity, start=start, end=end), span.start, span.end

    def _silences(self, text: str) -> Iterator[Quantity]:
        for match in self._silent.finditer(text) if _SPOKEN.search(text) else ():
            if not re.match(r"(?:FY|CY|PY|FFY|Q)-?\d|[A-Z]{2,3}\$", match.group(), re.I):
                dated = re.fullmatch(r"\d{1,2}/\d{4}|\d+(?:st|nd|rd|th)", match.group())
                if dated and (
                    re.search(r"[A-Za-z]\w*\s*$", text[: match.start()])
                    or re.match(r"\s+(?:of\s+)?[A-Z][a-z]+,?\s+\d{4}\b", text[match.end() :])
                ):
                    continue
                yield Quantity(match.start(), match.end(), match.group(), "", Value("", ""))

    def _fractions(self, text: str) -> Iterator[Quantity]:
        for match in self._fraction.finditer(text):
            yield Quantity(match.start(), match.end(), match.group(), "", Value("", ""))

    def _dates_and_durations(self, text: str, issued: Issued | None, tense: Callable[[int], int]) -> Iterator[Quantity]:
        dates = list(self.dates.find(text, issued, tense))
        # "the first day of February 2034", "the six years to 2032"
        whole = [one for one in dates if " day of " in one.text or (one.upper is not None and one.bound != "until")]
        named = [(one.start, one.end) for one in whole]
        for one in self.amounts.durations(text):
            if not any(start <= one.start and one.end <= end for start, end in named):
                yield one
        yield from dates

    def _bounded(self, text: str, quantity: Quantity) -> Quantity:
        """The quantity with the comparator that stands before or after it taken in."""
        than = re.search(r"\bthan (the\s+)$", text[: quantity.start], re.I) if quantity.kind == "money" else None
        at = than.start(1) if than is not None else quantity.start  # "less than the $9 million that had been forecast"
        before = text[:at].rstrip().lower()
        for last, pattern, meaning in self._before:
            if before.endswith(last) and (match := pattern.search(text, 0, at)):
                quantity = replace(quantity, start=match.start(), comparator=meaning)
                break
        else:
            for pattern, meaning in self._after:
                if match := pattern.match(text, quantity.end):
                    quantity = replace(quantity, end=match.end(), comparator=meaning)
                    break
            else:
                if text[quantity.end : quantity.end + 1] == "+":
                    quantity = replace(quantity, end=quantity.end + 1, comparator=">=")
        return replace(quantity, text=text[quantity.start : quantity.end])

    def _counts(self, sentence: Span, text: str, used: bytearray) -> Iterator[Quantity]:
        numbers = [n for n in self.numbers.find(text) if not any(used[n.start : n.end]) and n.value == int(n.value)]
        skip = -1
        for index, number in enumerate(numbers):
            if index == skip or self._is_label(text, number.start):
                continue
            start, end, lower, value = number.start, number.end, None, number.value
            following = numbers[index + 1] if index + 1 < len(numbers) else None
            if following and _is_share(text, number, following):
                skip = index + 1
                continue
            if following and re.fullmatch(r"\s*(?:to|\u2013|-|or|and)\s*", text[number.end : following.start]):
                joint = text[number.end : following.start].strip()
                before = re.search(r"\bbetween\s+$", text[: number.start], re.I)
                ranged = joint in {"to", "\u2013", "-"} or (joint == "and" and before is not None)
                change = re.search(r"\bfrom\s+$", text[: number.start], re.I)
                if ranged and not change and number.value < following.value:
                    lower, value, end, skip = number.value, following.value, following.end, index + 1
                    start = before.start() if before else start
            head = _counted_head(sentence, start, end)
            counted = _noun_phrase(sentence, head, end) if head is not None else None
            if number.worded and number.value == 1 and head is None:
                continue
            if value == 0 and head is None:
                continue
            if head is None and number.worded and re.search(r"\b(?:the|these|those)\s+$", text[:start], re.I):
                continue  # "between the two": things told before
            if lower is None:
                quantity = Quantity(
                    start, end, text[start:end], "count", Value(lexical(value), XSD + "integer"), counted=counted
                )
            else:
                quantity = Quantity(
                    start, end, text[start:end], "count", Value(text[number.start : end], XSD + "string"),
                    counted=counted,
                    lower=Value(lexical(lower), XSD + "integer"), upper=Value(lexical(value), XSD + "integer"),
                )  # fmt: skip
            bounded = self._bounded(text, quantity)
            placed = number.worded and bounded.text.lower().startswith("under ")  # "seen faster under two trials"
            quantity = quantity if placed else bounded
            if quantity.comparator == "=" and head is not None:
                end = self._counted_end(sentence, head, quantity.end)
                later = next((meaning for pattern, meaning in self._after if pattern.match(text, end)), "=")
                quantity = replace(quantity, comparator=later)
            rate = self.amounts.rate(text, self._counted_end(sentence, head, quantity.end))
            yield replace(quantity, per=rate[1]) if rate else quantity

    def _counted_end(self, sentence: Span, head: Token | None, end: int) -> int:
        return head.idx + len(head.text) - sentence.start_char if head is not None else end

    def _is_label(self, text: str, start: int) -> bool:
        """Whether the number names something ("section 12", "Level 3", "2." at the start of an item)."""
        before = text[:start].split()
        if not before:
            return bool(re.match(r"\(?\d{1,3}[.)](?!\d)", text))
        word = before[-1].lower()
        if before[-1][0].isupper() and word in self.words.months:
            return True
        lettered = word.endswith("(") and re.match(r"\w+\)", text[start:]) is not None
        return word in self.words.labels or word.strip("(") in {"#", "§", "§§"} or lettered


TODAY = frozenset({"today", "now", "yesterday", "tomorrow", "tonight"})
"""Nouns that tell when and are never counted: "we have 54 today"."""
AHEAD = frozenset(
    {"will", "shall", "plan", "schedule", "propose", "expect", "intend", "upcoming", "due", "slate", "next"}
)
"""Lemmas that make a sentence look ahead of its day."""


def _tense(sentence: Span, at: int) -> int:
    """-1 where the clause of a date, else its sentence, tells of what is past, 1 of what is to come, 0 if unsure."""
    span = sentence.doc.char_span(sentence.start_char + at, sentence.start_char + at + 1, alignment_mode="expand")
    clause = next((one for one in span[0].ancestors if one.pos_ in {"VERB", "AUX"}), None) if span is not None else None
    if clause is not None and clause.tag_ == "VBD" and clause.lemma_ not in AHEAD | {"be", "have"}:
        return -1
    if clause is not None and clause.lemma_ not in AHEAD and _is_over(clause):
        return -1
    if any(token.lemma_ in AHEAD or token.tag_ == "MD" or _is_set(token) for token in sentence):
        return 1
    tags = {token.tag_ for token in sentence if token.pos_ in {"VERB", "AUX"}}
    if "VBD" in tags and not tags & {"VBZ", "VBP"}:
        return -1
    return 1 if tags & {"VBZ", "VBP"} and "VBD" not in tags else 0


def _is_over(clause: Token) -> bool:
    """Whether the words of one clause tell of what has come about: "was launched", "has certified"."""
    helping = [one for one in clause.children if one.dep_ in {"aux", "auxpass"}]
    told = any(one.tag_ == "VBD" or one.lemma_ == "have" for one in helping)
    return (
        clause.tag_ == "VBN" and told and not any(one.tag_ in {"MD", "TO"} or one.lower_ == "being" for one in helping)
    )


def _is_set(token: Token) -> bool:
    """Whether a word tells that something is to come by its form and the word behind it: "set to begin"."""
    behind = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    return token.lower_ in {"set", "slated", "poised"} and behind in {"to", "for"}


def _is_share(text: str, part: Number, whole: Number) -> bool:
    """Whether two numbers tell a share, and no count: "three in five were enrolled", "one in seven patients"."""
    joined = re.fullmatch(r"\s+in\s+(?:every\s+)?", text[part.end : whole.start], re.I) is not None
    return joined and part.value < whole.value <= 1000


def _counted_head(sentence: Span, start: int, end: int) -> Token | None:
    """The noun that a number counts: its head in the tree, also through "out of" and "of the"."""
    span = sentence.doc.char_span(sentence.start_char + start, sentence.start_char + end, alignment_mode="expand")
    if span is None:
        return None
    number = next((token for token in reversed(span) if token.pos_ == "NUM" or token.like_num), span[-1])
    following = sentence.doc[span.end] if span.end < sentence.end else None
    if following is not None and following.tag_ in {"VBN", "VBD"} and sentence[0].lower_ in {"of", "among"}:
        return None  # "Of 49 trials, six showed gains": the noun stands before
    head = number
    while (
        head.dep_ in {"nummod", "quantmod", "compound", "amod", "advmod", "det"}
        and head.head.i != head.i
        and head.head in sentence
    ):
        if head.dep_ not in {"nummod", "quantmod"} and head.i > number.i:
            break
        head = head.head
        if head.pos_ in {"NOUN", "PROPN"} and head.i > number.i:
            break
    if head.pos_ in {"NOUN", "PROPN"} and head.i >= span.end and not head.like_num:
        return head
    for child in number.children:  # "four of the tests", "4 out of 50 tests"
        if child.dep_ == "prep" and child.i >= span.end and child.lower_ in {"of", "out"}:
            for inner in child.subtree:
                if inner.dep_ == "pobj" and inner.pos_ in {"NOUN", "PROPN"}:
                    return inner
    noun = None
    for token in sentence.doc[span.end : min(sentence.end, span.end + 4)]:  # the tree lost it: the noun right after
        if token.lower_ in TODAY:
            break
        if token.pos_ in {"NOUN", "PROPN"}:
            noun = token
        elif noun is not None or (token.pos_ != "ADJ" and token.tag_ != "VBG"):
            break
    return noun


def _noun_phrase(sentence: Span, head: Token, end: int) -> str:
    """The counted noun with the words between the number and it."""
    base = sentence.start_char
    told = {"amod", "compound", "nmod", "npadvmod", "poss"}
    left = min((token.i for token in head.lefts if token.idx - base >= end and token.dep_ in told), default=head.i)
    left = min(
        [
            left,
            *(token.i for token in head.subtree if token.idx - base >= end and token.i < head.i and not token.is_punct),
        ],
        default=head.i,
    )
    phrase = re.sub(
        r"^(?:\+|(?:or|and)\s+(?:more|fewer|less|greater|so|up|above|over|higher)|about|~|nearly|some|over|roughly)\s+",
        "",
        sentence.doc[left : head.i + 1].text,
    )
    phrase = re.sub(r"^\d[\d,.]*\s+", "", phrase)
    first = sentence.start_char == sentence.doc[left].idx
    if not first:
        return " ".join(phrase.split())
    return " ".join(word if any(c.isupper() for c in word[1:]) else word.lower() for word in phrase.split())


def _loose(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+")


def quantity_finder(ontology: Ontology) -> QuantityFinder:
    """The finder for an ontology's `values.toml` files."""
    return QuantityFinder(read_value_words(ontology.regulator.files("values.toml")), ontology.namespaces)

"""Definitions: what a text says that a word means ("the term “episode” means any stay"), each with its words.

The forms stand in `definitions.toml`. A thing that has a name in the text is what is defined; a word that names nothing
else becomes a term. "Has the meaning given in section 2", "includes" and "see" define nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from corpus.flows import flow
from corpus.passages import Passage
from extract.annotation.annotate import Annotated
from extract.claims.annotated import AnnotatedSentence
from extract.claims.claims import Claim
from extract.claims.wholes import Whole, joined, whole_sentences
from extract.law.defined_terms import MARKS, QUOTES, TermReader, plain_name
from extract.law.definition_forms import Form, Forms, expanded, with_one_term
from extract.patterns.proofs import LONGEST, words_at
from extract.patterns.terms import XSD
from extract.values.values import Value
from ontology.regulators import Ontology

SILENT = frozenset({"reference", "boilerplate", "heading"})
SAYING = 6
WIDEST = 300
"""Words that the meaning in an article's first sentence has at least, and code points that it has at most."""


LIST, FIRST = (
    Form(name, "", re.compile(""), frozenset(), "sentence", False, False, False, 0.85, ()) for name in ("list", "first")
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question what a term is: the term, and where the question stands."""

    term: str
    start: int
    end: int


class DefinitionReader(TermReader):
    """Reads the definitions of one document."""

    def __init__(self, annotated: Annotated, ontology: Ontology, forms: Forms) -> None:
        super().__init__(annotated, ontology, forms)
        self.listed = re.compile(expanded(forms.parts["LISTED"], forms.parts), re.I)
        self.unfinished = re.compile(forms.parts["UNFINISHED"], re.I)
        self.stop = re.compile(forms.parts["STOP"])
        self.by_passage: dict[tuple[int, int], list[AnnotatedSentence]] = {}
        for one in annotated.sentences:
            self.by_passage.setdefault((one.passage.start, one.passage.end), []).append(one)

    def claims(self) -> Iterator[Claim]:
        """A claim for each definition, in the order of the text, once a document."""
        yield from self._first_sentence()
        question: Question | None = None
        listing = False
        for passage in self.document.passages:
            words = passage.text.strip()
            if passage.kind == "heading" or len(words.split()) <= 14:
                listing = self._opens_list(words) or (listing and passage.kind != "heading" and words[:1] != "§")
                self.lawful = self._is_own(words) if self._opens_list(words) else self.lawful and listing
            if passage.kind not in SILENT and passage.cells:
                yield from self._row(passage)
            elif passage.kind not in SILENT - {"heading"} and (opened := self._opened(passage)) is not None:
                yield from self._listed(passage, *opened)
            elif passage.kind not in SILENT:
                spoken = listing or any(self._opens_list(one) for one in passage.section)
                yield from self._passage(passage, spoken, question)
            question = self._question(passage)

    def _opened(self, passage: Passage) -> tuple[re.Match[str], int, int] | None:
        """The term of a definition that goes on in the list below ("“Pier” means—"), and where the list stands."""
        text = flow(passage).text
        found = None if text.rstrip()[-1:] in {".", ";"} else self.listed.search(text)
        if found is None:
            return None
        after = self.document.passages[passage.order + 1 :]
        below = list(takewhile(lambda one: one.kind == "list-item" and _within(one, passage), after))
        return (found, below[0].start, below[-1].end) if below else None

    def _listed(self, passage: Passage, found: re.Match[str], start: int, end: int) -> Iterator[Claim]:
        """A definition by a list below it, whose items the proof needs as context."""
        text = flow(passage)
        whole = Whole(text.text, text, 0, passage, (len(text.text),))
        items = self.document.text[start:end].strip(MARKS + " .,;:\n\u2014\u2013")
        meaning = f"{found['lead'].strip()} {items}".strip()
        subject = self._subject(whole, *found.span("term"), LIST)
        denied = self._is_denied(text.text, found.start(), found.start("lead"))
        if subject is None or denied or self._is_empty(meaning.lstrip("(")) or end - start > LONGEST:
            return
        span = whole.place(found.start(), found.end())
        claim = self._claim(subject, meaning, whole, span, ((start, end, "antecedent"),), LIST, found.end() - 1)
        if claim is not None:
            yield claim

    def _opens_list(self, words: str) -> bool:
        """Whether a heading or lead says that definitions follow."""
        said = re.findall(r"[^\W\d_]+", words.casefold())
        pairs = {" ".join(said[at : at + 2]) for at in range(len(said))}
        return len(said) <= 14 and not self.forms.words.get("glossary", frozenset()).isdisjoint({*said, *pairs})

    def _question(self, passage: Passage) -> Question | None:
        """The term that the passage's last words ask the meaning of."""
        text = flow(passage).text
        if not text.rstrip("*_ ").endswith("?"):
            return None
        return self._asked(text, passage, 0)

    def _asked(self, text: str, passage: Passage, base: int) -> Question | None:
        for shape in self.forms.asked:
            for found in shape.finditer(text):
                term = found["term"].strip(MARKS + " ")
                wanted = found["article"] or found["mark"] or " mean" in found.group()
                if (wanted and (found["article"] or "").lower() != "the") or self._thing(term) is not None:
                    start, end = flow(passage).span(base + found.start(), base + found.end())
                    return Question(term, start, end)
        return None

    def _passage(self, passage: Passage, listed: bool, question: Question | None) -> Iterator[Claim]:
        sentences = self.by_passage.get((passage.start, passage.end), [])
        if not sentences:
            return
        here = {passage.kind} | ({"law"} if self.law else set()) | ({"glossary"} if listed else set())
        taken: list[tuple[int, int]] = []
        stretches: list[tuple[Whole, Question | None]] = []
        for stretch in whole_sentences(sentences, self.stop):
            asked = question if not stretches else None
            if stretches and stretches[-1][0].text.rstrip(MARKS + " ").endswith("?"):
                asked = self._asked(stretches[-1][0].text, passage, stretches[-1][0].base)
            stretches.append((stretch, asked))
        stretches.append((joined([one for one, _ in stretches]), None))
        for place, (stretch, asked) in enumerate(stretches):
            for form in self.forms.forms:
                fits = not form.where or not form.where.isdisjoint(here | ({"asked"} if asked else set()))
                if fits and (form.over == "passage") == (place == len(stretches) - 1):
                    yield from self._read(form, stretch, asked if "asked" in form.where else None, taken)

    def _read(
        self, form: Form, stretch: Whole, asked: Question | None, taken: list[tuple[int, int]]
    ) -> Iterator[Claim]:
        """The definitions of one form in a stretch; `taken` are the places that others have, and grows."""
        pattern = form.pattern
        if "ASKED" in form.shape:
            if asked is None:
                return
            term = rf"{re.escape(asked.term)}s?"
            pattern = re.compile(with_one_term(expanded(form.shape.replace("ASKED", term), self.forms.parts)), re.I)
        for found in pattern.finditer(stretch.text):
            groups = found.groupdict()
            named = next((name for name in ("term", "term2", "term3") if groups.get(name)), None)
            said = next((name for name in ("meaning", "meaning2") if groups.get(name)), None)
            if said is None:
                continue
            start, end = self._cut(stretch, *found.span(said))
            meaning = stretch.text[start:end]
            if self._is_empty(meaning) or self._is_denied(stretch.text, found.start(), found.start(said)):
                continue
            if self.unfinished.search(stretch.text[start : found.end(said)]) or not self._is_noun(
                stretch, start, end, form.nounish
            ):
                continue
            context: tuple[tuple[int, int, str], ...] = ()
            if named is None and asked is not None:
                subject = self._subject_called(asked.term)
                first = stretch.place(found.start(), end)[0]
                context = ((asked.start, asked.end, "heading"),)
            elif named is not None:
                begin, close = found.span(named)
                if form.marked and not self._is_marked(stretch, begin):
                    continue
                subject = self._subject(stretch, begin, close, form)
                first = stretch.place(found.start(), end)[0]
            else:
                continue
            last = stretch.place(start, end)[1]
            if subject is None or last - first > LONGEST or any(a < last and first < b for a, b in taken):
                continue
            claim = self._claim(subject, meaning, stretch, (first, last), context, form, found.start(said))
            if claim is not None:
                taken.append((first, last))
                yield claim

    def _cut(self, stretch: Whole, start: int, end: int) -> tuple[int, int]:
        """A meaning without what follows its sentence, its marks and the full stop."""
        end = min(end, next((one for one in stretch.ends if one > start), end))
        text = stretch.text
        cut = re.search(self.forms.parts["AFTER"], text[start:end])
        opened = cut is not None and any(mark in QUOTES for mark in text[start : start + cut.start()])
        if cut is not None and not (opened and cut.group()[0] in MARKS):
            end = start + cut.start()
        while end > start and text[end - 1] in MARKS + " .,:;\u2014\u2013":
            end -= 1
        while start < end and text[start] in MARKS + " ":
            start += 1
        return start, end

    def _is_noun(self, stretch: Whole, start: int, end: int, whole: bool) -> bool:
        """Whether words begin as a noun phrase does and, where they must be one `whole`, make no sentence."""
        sentences = self.by_passage[(stretch.passage.start, stretch.passage.end)]
        doc = sentences[0].span.doc
        span = doc.char_span(stretch.base + start, stretch.base + end, alignment_mode="expand")
        if span is None or not len(span):
            return False
        relative = self.forms.words["relative"]
        described = [one.pos_ in {"NOUN", "PROPN"} for one in span[1:4]]
        qualified = span[0].pos_ in {"ADJ", "ADV", "VERB"} and (any(described) or span[0].tag_ == "VBG")
        bounded = not whole and " ".join(one.lower_ for one in span[:2]) in self.forms.words["bounds"]
        if not (
            bounded
            or span[0].pos_ in {"DET", "NUM", "NOUN", "PROPN", "PRON"}
            or span[0].lower_ in relative
            or qualified
        ):
            return False
        for one in span if whole else ():
            # "a share kept back in May" and "the firm found that …": a past verb alone may only qualify
            objects = any(child.dep_ in {"dobj", "ccomp", "xcomp", "attr", "acomp"} for child in one.children)
            told = one.tag_ == "VBD" and (objects or one.dep_ in {"aux", "auxpass"})
            if one.lower_ in relative or told or one.tag_ in {"VBZ", "VBP", "MD"}:
                return one.lower_ in relative
        return not whole or span[0].tag_ != "VB"

    def _is_marked(self, stretch: Whole, start: int) -> bool:
        """Whether the text sets a term off by a mark, also by one that reading has left out."""
        place = stretch.place(start, start + 1)[0]
        return place > 0 and self.document.text[place - 1] in MARKS

    def _row(self, passage: Passage) -> Iterator[Claim]:
        """A row of a table of terms and their meanings."""
        heads = [(one.header or "").casefold().strip() for one in passage.cells]
        terms, meanings = self.forms.words.get("term_heads", ()), self.forms.words.get("meaning_heads", ())
        left = next((cell for head, cell in zip(heads, passage.cells, strict=True) if head in terms), None)
        right = next((cell for head, cell in zip(heads, passage.cells, strict=True) if head in meanings), None)
        if left is None or right is None or self._is_empty(right.text):
            return
        inside = self.annotated.mentions_within(left.start, left.end)
        whole = [one.referent for one in inside if plain_name(one.text) == plain_name(left.text) and one.how == "name"]
        subject = whole[0] if whole else self._subject_called(left.text)
        if subject is None or right.end - left.start > LONGEST:
            return
        words = " ".join(right.text.split()).rstrip(".;")
        marks = [(one.header_start, one.header_end) for one in (left, right)]
        context = tuple((a, b, "header") for a, b in marks if a is not None and b is not None)
        proof = words_at(self.document, passage, left.start, right.end, context, confidence=0.9, by="definition:table")
        modality = "rule" if self.law else "fact"
        prop = self.ontology.namespaces.iri("skos:definition")
        yield Claim(subject, prop, Value(words, XSD + "string"), proof, (), modality)

    def _first_sentence(self) -> Iterator[Claim]:
        """What an article says first of the thing that its title names."""
        shape = self.forms.first
        sentences = [one for one in self.annotated.sentences if one.passage.kind != "heading"]
        titled = [one for one in self.document.passages if one.kind == "heading"][:1]
        if shape is None or not sentences or not titled or titled[0].start > sentences[0].start:
            return
        title = " ".join(flow(titled[0]).text.strip(MARKS + "# ").split())
        sentence = sentences[0]
        for one in sentence.mentions:
            names = {plain_name(name) for name in (one.mention.text, one.mention.referent.label)}
            if one.mention.how != "name" or self._acts_alone(one.mention) or plain_name(title) not in names:
                continue
            text = sentence.span.text
            pattern = shape.replace("NAME", re.escape(sentence.span.doc[one.start : one.end].text))
            found = re.match(pattern, text)
            stretch = Whole(text, sentence.flow, sentence.span.start_char, sentence.passage, (len(text),))
            if found is None:
                return
            start, end = self._cut(stretch, *found.span("meaning"))
            if len(text[start:end].split()) < SAYING or end - start > WIDEST:
                return
            span = (stretch.place(0, 1)[0], stretch.place(start, end)[1])
            claim = self._claim(one.mention.referent, text[start:end], stretch, span, (), FIRST, start)
            if claim is not None:
                yield claim
            return


def _within(item: Passage, lead: Passage) -> bool:
    """Whether an item of a list hangs on what leads to it, or on an item that does."""
    return item.lead_in is None or item.lead_in[0] >= lead.start

"""Definitions: what a text says that a word means ("the term “episode” means any stay"), each with its words.

The forms stand in `definitions.toml`. A thing that has a name in the text is what is defined; a word that names nothing
else becomes a term. "Has the meaning given in section 2", "includes" and "see" define nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.flows import flow
from corpus.passages import Passage
from extract.annotate import Annotated
from extract.annotated import AnnotatedSentence
from extract.claims import Claim
from extract.definition_forms import Form, Forms, expanded, with_one_term
from extract.enumerators import is_law
from extract.mentions import SKOS_CONCEPT, Mention, Referent
from extract.pipeline import english_words
from extract.proofs import LONGEST, words_at
from extract.terms import XSD
from extract.values import Value
from extract.wholes import Whole, joined, whole_sentences
from ontology.regulators import Ontology

SILENT = frozenset({"reference", "boilerplate", "heading"})
MARKS = "\u201c\u201d\"\u2018\u2019'*_"
QUOTES = "\u201c\"\u2018'"
FEWEST = 3
"""Words that a meaning has at least."""
SAYING = 6
WIDEST = 300
"""Words that the meaning in an article's first sentence has at least, and code points that it has at most."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question what a term is: the term, and where the question stands."""

    term: str
    start: int
    end: int


class DefinitionReader:
    """Reads the definitions of one document."""

    def __init__(self, annotated: Annotated, ontology: Ontology, forms: Forms) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.forms = forms
        self.ontology = ontology
        self.iri = ontology.namespaces.iri
        self.law = is_law(annotated.document)
        self.by_passage: dict[tuple[int, int], list[AnnotatedSentence]] = {}
        for one in annotated.sentences:
            self.by_passage.setdefault((one.passage.start, one.passage.end), []).append(one)
        self.lawful = self.law
        self.told: set[tuple[str, str]] = set()

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
            elif passage.kind not in SILENT:
                spoken = listing or any(self._opens_list(one) for one in passage.section)
                yield from self._passage(passage, spoken, question)
            question = self._question(passage)

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

    def _thing(self, name: str) -> Referent | None:
        """The thing that the document knows by this very name."""
        wanted = _plain(name)
        held = [one for one in self.annotated.referents if wanted in map(_plain, (one.label, *one.aliases))]
        return held[0] if len(held) == 1 else None

    def _passage(self, passage: Passage, listed: bool, question: Question | None) -> Iterator[Claim]:
        sentences = self.by_passage.get((passage.start, passage.end), [])
        if not sentences:
            return
        here = {passage.kind} | ({"law"} if self.law else set()) | ({"glossary"} if listed else set())
        taken: list[tuple[int, int]] = []
        stretches: list[tuple[Whole, Question | None]] = []
        for stretch in whole_sentences(sentences, re.compile(self.forms.parts["STOP"])):
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
            if not self._is_noun(stretch, start, end, form.nounish):
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
                first = stretch.place(min(begin, start), end)[0]
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

    def _is_empty(self, meaning: str) -> bool:
        low = meaning.casefold().split()
        opening = {" ".join(low[:many]) for many in (1, 2, 3)}
        empty = self.forms.words.get("empty", frozenset())
        return len(low) < FEWEST or not empty.isdisjoint(opening) or not meaning[:1].isalnum()

    def _is_denied(self, text: str, start: int, end: int) -> bool:
        """Whether what stands before a meaning, from its sentence's beginning, takes it back."""
        return re.search(self.forms.parts["DENIED"], text[max(0, start - 40) : end], re.I) is not None

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

    def _subject(self, stretch: Whole, start: int, end: int, form: Form) -> Referent | None:
        """What a term names: the thing that has this name in the text, else a term of its own."""
        while end > start and stretch.text[end - 1] in MARKS + " ,.":
            end -= 1
        first, last = stretch.place(start, end)
        inside = [
            one for one in self.annotated.mentions_within(first, last) if one.how in {"name", "short", "citation"}
        ]
        whole = [one for one in inside if _plain(one.text) == _plain(stretch.text[start:end]) and self._fits(one)]
        if form.bodiless and any(self._acts(one) for one in inside):
            return None
        if whole and not self._acts_alone(whole[0]):
            return whole[0].referent
        quoted = start > 0 and stretch.text[start - 1] in QUOTES
        return None if whole else self._subject_called(stretch.text[start:end], quoted)

    def _fits(self, mention: Mention) -> bool:
        """Whether a mention is written as names are, or is of a kind that is named in ordinary words."""
        words = [word for word in mention.text.split() if word.lower() not in self.forms.words["small"]]
        return self.ontology.vocabulary.is_a(mention.type, SKOS_CONCEPT) or not any(one[:1].islower() for one in words)

    def _acts(self, mention: Mention) -> bool:
        """Whether a mention is of somebody who can refer to something."""
        kinds = ("kg:Organization", "kg:Person", "kg:LegalProvision", "kg:Report", "kg:Post")
        return any(self.ontology.vocabulary.is_a(mention.type, self.iri(kind)) for kind in kinds)

    def _acts_alone(self, mention: Mention) -> bool:
        """Whether a mention is of a kind that no text defines."""
        return any(self.ontology.vocabulary.is_a(mention.type, self.iri(kind)) for kind in ("kg:Person", "kg:Report"))

    def _subject_called(self, term: str, quoted: bool = False) -> Referent | None:
        label = " ".join(term.strip(MARKS + " ,.").split())
        words = label.casefold().split()
        if not words or len(words) > 8 or words[0].isdigit() or label.casefold() in self.forms.words["never"]:
            return None
        if words[0] in self.forms.words["pointing"]:
            return None
        known = self._thing(label)
        if known is not None and self._is_called(label, known):
            return known
        first, *rest = label.split()
        common = first.split("-")[0].lower() in english_words()
        if not quoted and first[:1].isupper() and (first[1:] + "".join(rest)).islower() and common:
            label = " ".join((first.lower(), *rest))
        kind = self.iri("kg:DefinedTerm")
        return Referent(f"{kind}:{label.casefold()}", kind, label)

    def _is_called(self, label: str, thing: Referent) -> bool:
        """Whether a label is a thing's name letter for letter, or a kind's, which is named in ordinary words."""
        names = {re.sub(r"^[Tt]he ", "", one) for one in (thing.label, *thing.aliases)}
        concept = self.ontology.vocabulary.is_a(thing.type, SKOS_CONCEPT)
        return concept or label.isupper() or re.sub(r"^[Tt]he ", "", label) in names

    def _claim(
        self,
        subject: Referent,
        meaning: str,
        stretch: Whole,
        span: tuple[int, int],
        context: tuple[tuple[int, int, str], ...],
        form: Form,
        at: int,
    ) -> Claim | None:
        words = " ".join(meaning.split())
        if (subject.key, words.casefold()) in self.told or _plain(words) == _plain(subject.label):
            return None
        self.told.add((subject.key, words.casefold()))
        proof = words_at(
            self.document, stretch.passage, *span, context, confidence=form.confidence, by=f"definition:{form.id}"
        )
        modality = self._modality(stretch, at)
        return Claim(
            subject, self.ontology.namespaces.iri("skos:definition"), Value(words, XSD + "string"), proof, (), modality
        )

    def _modality(self, stretch: Whole, at: int) -> str:
        """A rule in a law or by one; a plan where it is only proposed; else a fact."""
        before = stretch.text[max(0, at - 160) : at]
        said = set(re.findall(r"\w+", before.casefold()))
        if not self.forms.words.get("plans", frozenset()).isdisjoint(said):
            return "plan"
        kinds = self.document.metadata.type
        lawful = (
            self.law
            or self.lawful
            or "shall" in said
            or stretch.passage.citation is not None
            or kinds in self.forms.words.get("law_texts", ())
        )
        if lawful or self._is_own(before) or self._law_defines(stretch, at):
            return "rule"
        return "fact"

    def _is_own(self, words: str) -> bool:
        """Whether words speak of the law that they stand in ("in this section")."""
        own = expanded(r"\bOWN_TEXT PARTS_OF_LAW\b", self.forms.parts)
        return re.search(own, words, re.I) is not None

    def _law_defines(self, stretch: Whole, at: int) -> bool:
        """Whether a provision is named before the meaning, or the text is a rule's."""
        if self.document.metadata.type == "Rule":
            return True
        first = stretch.place(0, 1)[0]
        last = stretch.place(at, at + 1)[0]
        return any(
            self.ontology.vocabulary.is_a(one.type, self.iri("kg:LegalProvision"))
            for one in self.annotated.mentions_within(first, last)
        )

    def _row(self, passage: Passage) -> Iterator[Claim]:
        """A row of a table of terms and their meanings."""
        heads = [(one.header or "").casefold().strip() for one in passage.cells]
        terms, meanings = self.forms.words.get("term_heads", ()), self.forms.words.get("meaning_heads", ())
        left = next((cell for head, cell in zip(heads, passage.cells, strict=True) if head in terms), None)
        right = next((cell for head, cell in zip(heads, passage.cells, strict=True) if head in meanings), None)
        if left is None or right is None or self._is_empty(right.text):
            return
        inside = self.annotated.mentions_within(left.start, left.end)
        whole = [one.referent for one in inside if _plain(one.text) == _plain(left.text) and one.how == "name"]
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
            names = {_plain(name) for name in (one.mention.text, one.mention.referent.label)}
            if one.mention.how != "name" or self._acts_alone(one.mention) or _plain(title) not in names:
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
            form = Form("first", "", re.compile(""), frozenset(), "sentence", False, False, False,
                        self.forms.first_confidence, ())  # fmt: skip
            claim = self._claim(one.mention.referent, text[start:end], stretch, span, (), form, start)
            if claim is not None:
                yield claim
            return


def _plain(name: str) -> str:
    return " ".join(re.sub(r"^(?:the|an?)\s+", "", name.strip(MARKS + " .,").casefold()).split())

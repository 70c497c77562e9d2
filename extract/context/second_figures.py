"""Second figures: another's number for what was just told ("…; Alder Research puts it at $31 million").

The clause says neither what was saved nor when: both are what the figure before it is of. So the claim is read with
another value and another speaker, and with the words of the first one as its context.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.context.whose_figures import TELLERS
from extract.parsing.cues import Cues
from extract.values.value_words import alternatives
from extract.values.values import Quantity, Value
from ontology.regulators import Ontology

TIMES = frozenset({"duration", "date"})
COUNTS = ("participants", "beneficiaries")
MODALITIES = ("fact", "projection")

_WORDS = ("joins", "figures", "holds", "names", "aside", "about", "won", "lost")
_TITLE = r"(?:(?:the|its|their)\s+)?(?:[a-z-]+\s+){0,3}(?:[a-z-]+,\s+)?(?:the\s+)?"
"""What stands between the start of a clause and a name: an article, or an office and a comma."""
_END = re.compile(r"(?: of (?:them|these|those))?(?:\s+(?P<noun>[a-z]+(?: [a-z]+)?))?\s*(?=[.;,)\u2013\u2014]|$|\n)")
"""What stands behind a figure that a clause ends with: what it counts, and no more."""


class SecondFigures:
    """Reads the figures that others put in place of one just told; words are those of `attribution` in the cues."""

    def __init__(self, annotated: Annotated, ontology: Ontology, cues: Cues) -> None:
        self.annotated = annotated
        self.text = annotated.document.text
        self.ontology = ontology
        self.kinds = [ontology.namespaces.iri(name) for name in TELLERS]
        words = {name: alternatives(cues.group("attribution").get(name, frozenset())) for name in _WORDS}
        noun = "|".join(words[name] for name in ("figures", "won", "lost"))
        thing = rf"(?:it|that|this|the (?:net )?(?:{noun})s?)"
        verb = rf"\s+{words['holds']}\s+{thing}|\s+{words['names']}(?:\s+{thing})?"
        same = r"(?:\s+(?:for|over|of|in|during)\s+(?:the same|that|this|these|those)(?:\s+[a-z-]+){0,3}?)?"
        owned = rf"['\u2019]s?(?:\s+own)?(?:\s+{words['figures']}{same}\s+(?:is|was))?"
        aside = rf",?(?:\s*,?\s*{words['aside']}\s*,?)?"
        self.lead = re.compile(rf"[;,.(\u2013\u2014-]*\s*(?:{words['joins']}\s*,?\s+)?(?:by\s+)?{_TITLE}", re.I)
        self.behind = re.compile(
            rf"{aside}(?:{verb}|{owned}|\s*[,:])?(?:\s+(?:at|as|to be))?(?:\s+{words['about']})?\s*", re.I
        )
        self.lost, self.won = (re.compile(rf"\b{words[name]}", re.I) for name in ("lost", "won"))

    def added(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims, and after them what others say in place of the sums and counts among them."""
        listed = list(claims)
        known = {(one.subject.key, one.property, one.object) for one in listed}
        more = []
        for place, sentence in enumerate(self.annotated.sentences):
            if sentence.cell is not None:
                continue
            here = [one for one in listed if sentence.start <= one.evidence.start < sentence.end]
            told = [one for one in here if self._is_figure(one)]
            if len({(one.subject.key, one.property, one.object) for one in told}) != 1:
                continue
            after = self.annotated.sentences[place + 1 : place + 2]
            near = [one for one in after if one.passage.start == sentence.passage.start and one.cell is None]
            for claim in self._others(told[0], [sentence, *near]):
                if (claim.subject.key, claim.property, claim.object) not in known:
                    known.add((claim.subject.key, claim.property, claim.object))
                    more.append(claim)
        return [*listed, *more]

    def _is_figure(self, claim: Claim) -> bool:
        if claim.negated or claim.modality not in MODALITIES or not isinstance(claim.object, Value):
            return False
        name = claim.property.rpartition("#")[2]
        return name in COUNTS or "unit" in dict(claim.qualifiers)

    def _others(self, first: Claim, near: Sequence[AnnotatedSentence]) -> Iterator[Claim]:
        """What others say in place of one figure, in its own sentence behind it or at the start of the next."""
        speaker = dict(first.qualifiers).get("attributedTo")
        for sentence in near:
            last = first.evidence.end if sentence is near[0] else sentence.start
            told = (one.quantity for one in sentence.quantities)
            figures = [one for one in told if one.start >= last and one.kind not in TIMES]
            for body in (one.mention for one in sentence.mentions if one.mention.start >= last):
                figure = next((one for one in figures if one.start >= body.end), None)
                if figure is None or body.referent == speaker or body.referent == first.subject:
                    continue
                start = self._clause(body, last, at_start=sentence is not near[0])
                value = self._value(first, body, figure)
                bare = not self.text[body.end : figure.start].strip(" ,:\n")
                if bare and (start is None or self.text[start - 1] != ";"):
                    continue
                if start is not None and value is not None and self._is_teller(body):
                    yield self._claim(first, body, figure, value, start)

    def _is_teller(self, body: Mention) -> bool:
        """Whether a mention names somebody: no pronoun, whose antecedent would be a second thing to be sure of."""
        told = any(self.ontology.vocabulary.is_a(body.type, kind) for kind in self.kinds)
        return told and (body.how != "reference" or " " in body.text)

    def _clause(self, body: Mention, last: int, *, at_start: bool) -> int | None:
        """Where the clause starts that a body leads, if nothing but its office and a conjunction go before it."""
        before = self.text[last : body.start]
        start = 0 if at_start else max(before.rfind(mark) for mark in ";,(\u2013\u2014")
        comma = before.rfind(",", 0, max(start, 0))
        for place in (start, comma):  # "; the auditor, the Court of Accounts, puts it at …"
            if place >= 0 and self.lead.fullmatch(before[place:]):
                return last + place + (0 if at_start else 1)
        semicolon = before.rfind(";")
        if semicolon >= 0 and self.lead.fullmatch(before[semicolon:]):
            return last + semicolon + 1
        return None

    def _value(self, first: Claim, body: Mention, figure: Quantity) -> Value | None:
        """The figure as a value of the first one's property, where it is of the same kind and stands alone."""
        between, told = self.text[body.end : figure.start], dict(first.qualifiers)
        kind = "count" if first.property.rpartition("#")[2] in COUNTS else "money"
        plain = figure.lower is None and figure.per is None and not figure.inferred
        if figure.kind != kind or not plain or not isinstance(first.object, Value):
            return None
        unit, end = told.get("unit"), _END.match(self.text, figure.end)
        label, known = (unit.label, unit.entity or "") if isinstance(unit, Referent) else ("", "")
        if end is None or (end["noun"] and (kind == "money" or end["noun"] not in label)):
            return None
        if not self.behind.fullmatch(between):
            return None
        if kind == "money" and figure.unit and not known.endswith(figure.unit.rpartition(":")[2]):
            return None
        if kind == "count":
            return figure.value if figure.value.datatype == first.object.datatype else None
        below = first.object.lexical.startswith("-")
        below = bool(self.lost.search(between)) or (below and not self.won.search(between))
        return Value(f"-{figure.value.lexical}" if below else figure.value.lexical, first.object.datatype)

    def _claim(self, first: Claim, body: Mention, figure: Quantity, value: Value, start: int) -> Claim:
        while start < body.start and not self.text[start].isalnum():
            start += 1
        told = {n: v for n, v in first.qualifiers if n not in ("attributedTo", "reportedBy", "comparator")}
        told["attributedTo"] = body.referent
        if figure.comparator != "=":
            told["comparator"] = figure.comparator
        whole = (first.evidence.start, first.evidence.end, "antecedent")
        context = tuple(sorted({whole, *first.evidence.context, *body.context}))
        evidence = replace(
            first.evidence,
            start=start,
            end=figure.end,
            quote=self.text[start : figure.end],
            context=tuple(one for one in context if one[2] != "speaker"),
            stated_on=None,
            extracted_by="second-figure",
        )
        qualifiers = tuple(sorted(told.items(), key=lambda one: one[0]))
        return replace(first, object=value, qualifiers=qualifiers, evidence=evidence)

"""Own rules: when the rule that a notice itself is was published and takes effect, and the draft before it.

A notice calls itself "this final rule"; its name is that of the one initiative that it says it brings about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.parsing.cues import read_toml
from extract.patterns.proofs import words_at
from extract.patterns.terms import DATES
from extract.values.values import Quantity, Value, date_value
from ontology.regulators import Ontology

NOTICE = re.compile(r";|\brules?\W*$")
"""What a notice's title has, and that of a text about one seldom: "Coast Program; Alder Model; Final Rule"."""
LABELS = 16
"""Passages at the head of a notice among which its days may stand behind labels."""
HEAD = 500
"""Code points at the head of a notice among which it says where and when it was printed."""


def own_rule_claims(
    annotated: Annotated, ontology: Ontology, own: Referent | None, known: Iterable[Claim]
) -> Iterator[Claim]:
    """What a notice of a rule tells of that rule's days and of the days of its draft.

    In: the rule by the notice's title, where it has one (`own`), and the claims `known` already. Of a rule with a title
    only what is not known is told; it is called by the initiative too ("the Alder Model final rule").
    """
    if annotated.document.metadata.type == "Rule":
        told = {(one.subject.key, one.property, one.object) for one in known}
        for claim in _OwnRule(annotated, ontology, own).claims():
            if (claim.subject.key, claim.property, claim.object) not in told:
                yield claim


class _OwnRule:
    def __init__(self, annotated: Annotated, ontology: Ontology, own: Referent | None) -> None:
        self.annotated, self.text = annotated, annotated.document.text
        self.own = own
        self.iri, self.is_a = ontology.namespaces.iri, ontology.vocabulary.is_a
        self.said: dict[str, re.Pattern[str]] = {}
        self.proposed: frozenset[str] = frozenset()
        for path in ontology.regulator.files("named-rules.toml"):
            data = read_toml(path)
            rule, itself = data.get("rule", {}), data.get("own", {})
            if isinstance(rule, dict) and isinstance(itself, dict):
                self.said |= {name: re.compile(one.replace("SORT", rule["sort"]), re.I) for name, one in itself.items()}
                self.proposed |= frozenset(rule.get("proposed", ()))

    def claims(self) -> Iterator[Claim]:
        named = self._governed() if self.said else None
        title = (self.annotated.document.metadata.title or "").lower()
        if named is None and (self.own is None or not self.said or NOTICE.search(title) is None):
            return
        titled = "proposed" if any(one in title for one in self.proposed) else "final"
        sort = named[0] if named is not None else titled
        thing = named[1] if named is not None else None
        place = named[2] if named is not None else None
        rule = self._rule(thing, sort, self.own) if thing is not None else self.own
        if rule is None:
            return
        yield from self._labelled(rule, sort, place)
        printed = self.annotated.document.metadata.issued_span
        passages = self.annotated.document.passages
        head = next((one for one in passages if printed and one.start <= printed[0] < one.end), None)
        if printed and head is not None and printed[1] < HEAD and self.said["printed"].search(self.text[:HEAD]):
            day = date_value(self.annotated.document.metadata.issued or "")
            yield self._claim(rule, sort, "publishedOn", day, printed, (head.start, head.end), place)
        told = [one for one in self.annotated.sentences if place is not None and one.start <= place[0] < one.end]
        if thing is not None and place is not None and told:
            passage = (told[0].passage.start, told[0].passage.end)
            yield self._claim(rule, sort, "governs", thing, place, passage, place)
        before_it: AnnotatedSentence | None = None
        for sentence in self.annotated.sentences:
            last, before_it = before_it, sentence
            if sentence.cell is not None or sentence.passage.kind == "heading":
                continue
            near = last is not None and last.passage.start == sentence.passage.start
            itself = near and last is not None and self.said["itself"].search(self.text, last.start, last.end)
            for date in self._days(sentence):
                before = re.sub(r"\s+", " ", self.text[sentence.start : date.start])
                after = re.sub(r"\s+", " ", self.text[date.end : sentence.end])
                passage = (sentence.passage.start, sentence.passage.end)
                span = (sentence.start, date.end)
                if self.said["published"].search(before):
                    yield self._claim(rule, sort, "publishedOn", date.value, span, passage, place)
                if self.said["effective"].search(before) or (itself and self.said["goes_on"].search(before)):
                    yield self._claim(rule, sort, "effectiveOn", date.value, span, passage, place)
                if thing is not None and sort not in self.proposed and self.said["draft"].search(before):
                    end = date.end + (found.end() if (found := self.said["behind"].match(after)) else 0)
                    if found is not None:
                        draft = self._rule(thing, "proposed", None)
                        yield self._claim(draft, "proposed", "publishedOn", date.value, (span[0], end), passage, place)

    def _labelled(self, rule: Referent, sort: str, place: tuple[int, int] | None) -> Iterator[Claim]:
        """The days that the head of a notice gives of its rule behind labels, or on the line below its title."""
        for sentence in self.annotated.sentences:
            cell, passage = sentence.cell, sentence.passage
            if passage.order > LABELS or not (cell is not None or passage.kind == "heading"):
                continue
            days = list(self._days(sentence))
            before = f"{cell.header}: " if cell is not None else ""
            before += re.sub(r"\s+", " ", self.text[sentence.start : days[0].start]) if len(days) == 1 else ""
            for name in ("published", "effective") if len(days) == 1 else ():
                if self.said[name].search(before):
                    start = cell.header_start if cell is not None and cell.header_start is not None else sentence.start
                    span, where = (start, days[0].end), (passage.start, passage.end)
                    yield self._claim(rule, sort, f"{name}On", days[0].value, span, where, place)

    def _governed(self) -> tuple[str, Referent, tuple[int, int]] | None:
        """The sort of rule that a notice is, and the one initiative that it says it brings about, with where."""
        found: dict[str, tuple[str, Referent, tuple[int, int]]] = {}
        for sentence in self.annotated.sentences:
            match = self.said["brings"].search(self.text, sentence.start, sentence.end)
            things = [one.mention for one in sentence.mentions if self._is_initiative(one.mention)]
            behind = [one for one in things if match is not None and one.start >= match.end()]
            if match is not None and behind and behind[0].start - match.end() < HEAD // 5:
                place = (match.start(), behind[0].end)
                found.setdefault(behind[0].referent.key, (match["sort"].lower(), behind[0].referent, place))
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_initiative(self, one: Mention) -> bool:
        return self.is_a(one.type, self.iri("kg:Initiative")) and not self.is_a(one.type, self.iri("kg:Program"))

    def _days(self, sentence: AnnotatedSentence) -> Iterator[Quantity]:
        for one in sentence.quantities:
            if one.quantity.kind == "date" and one.quantity.value.datatype in DATES and one.quantity.comparator == "=":
                yield one.quantity

    def _rule(self, thing: Referent, sort: str, own: Referent | None) -> Referent:
        """A rule named by the initiative that it governs, as another name of the one that a notice's title names."""
        kind, names = self.iri("kg:LegalProvision"), [f"{one} {sort} rule" for one in (thing.label, *thing.aliases)]
        if own is not None:
            return replace(own, aliases=tuple(dict.fromkeys((*own.aliases, *names))))
        return Referent(f"{kind}:{names[0].lower()}", kind, names[0], tuple(names[1:]))

    def _claim(
        self,
        rule: Referent,
        sort: str,
        name: str,
        value: Value | Referent,
        span: tuple[int, int],
        passage: tuple[int, int],
        place: tuple[int, int] | None,
    ) -> Claim:
        inside = next(one for one in self.annotated.document.passages if (one.start, one.end) == passage)
        context = () if place is None or span == place else ((*place, "antecedent"),)
        proof = words_at(self.annotated.document, inside, *span, context, confidence=0.9, by="own-rule")
        modality = "plan" if sort in self.proposed else "fact"
        return Claim(rule, self.iri(f"kg:{name}"), value, proof, (), modality)

"""Appropriations: the money that a law's own words give to the body that it creates, year by year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.annotated import Annotated
from extract.claims.claims import Claim, Evidence, Term
from extract.claims.mentions import Referent
from extract.layout.enumerators import Place
from extract.patterns.drafts import Drafter
from extract.patterns.terms import XSD
from extract.values.values import Quantity, Value
from ontology.regulators import Ontology

GIVES = re.compile(
    r"\b(?:is|are)\s+(?:hereby\s+)?(?:appropriated|voted|transferred)\b|\bshall\s+(?:have|receive)\s+(?=[$\u00a3\u20ac])"
)
TO_OTHERS = re.compile(r"\b(?:appropriated|voted|transferred)\s+to\s+(?:the\b|[A-Z])")
CREATES = re.compile(r"\b(?:there\s+is|is|are)\s+(?:hereby\s+)?(?:created|established)\b")
WITHIN = re.compile(r"\b(?:within|inside|in|under|part\s+of|division\s+of|office\s+of)\s+(?:the\s+)?$")
LIKE = re.compile(
    r"\bthe\s+amount\s+(?:described|specified|set\s+forth)\s+in\s+\w*?(?:paragraph|clause)\s+\((\w{1,4})\)"
)
EACH = re.compile(r"\beach\s+(?:of\s+)?(?:the\s+)?(?:subsequent\s+|such\s+|succeeding\s+)?fiscal\s+years?\b")
PERIODS = re.compile(r"\beach\s+(?:subsequent\s+|succeeding\s+)?\w+-year\s+(?:fiscal\s+)?period\b")
LONGEST = 600


class AppropriationReader:
    """Reads what a law appropriates; `places` are its paragraphs in reading order."""

    def __init__(self, annotated: Annotated, ontology: Ontology, drafter: Drafter, places: Sequence[Place]) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.ontology = ontology
        self.drafter = drafter
        self.places = places
        self.created = self._created()

    def _created(self) -> tuple[Referent, tuple[int, int]] | None:
        """The one body that the law says it creates."""
        found: dict[str, tuple[Referent, tuple[int, int]]] = {}
        kind = self.ontology.namespaces.iri("kg:Organization")
        for place in self.places:
            match = CREATES.search(place.passage.text)
            if match is None:
                continue
            stop = place.passage.text.find(". ", match.end())
            end = place.passage.end if stop < 0 else place.passage.start + stop
            for one in self.annotated.mentions_within(place.passage.start, end):
                before = self.document.text[max(place.passage.start, one.start - 40) : one.start]
                body = self.ontology.vocabulary.is_a(one.type, kind) and one.how == "name"
                if body and not WITHIN.search(before) and one.start >= place.passage.start + match.start() - 120:
                    found.setdefault(one.referent.key, (one.referent, (one.start, one.end)))
        return next(iter(found.values())) if len(found) == 1 else None

    def claims(self) -> Iterator[Claim]:
        """The sums that the law gives, each with the years that it is given for."""
        for index, place in enumerate(self.places):
            match = GIVES.search(place.passage.text)
            if match is None:
                continue
            body = self._recipient(place)
            if body is None:
                continue
            if self._money(place):
                yield from self._sums(place, body, ())
                continue
            head = ((place.passage.start, min(place.passage.end, place.passage.start + LONGEST), "heading"),)
            items: list[Place] = []
            for each in self.places[index + 1 :]:
                if each.step is None or (items and each.level < items[0].level) or each.passage.kind == "heading":
                    break
                if self._money(each) or LIKE.search(each.passage.text):
                    items.append(each)
                else:
                    break
            for each in items:
                yield from self._sums(each, body, head, items)

    def _recipient(self, place: Place) -> tuple[Referent, tuple[int, int]] | None:
        kind = self.ontology.namespaces.iri("kg:Organization")
        given = [
            one
            for one in self.annotated.mentions_within(place.passage.start, place.passage.end)
            if self.ontology.vocabulary.is_a(one.type, kind)
            and re.search(r"\bto\s+(?:the\s+)?$", self.document.text[max(0, one.start - 10) : one.start])
        ]
        if given:
            return given[0].referent, (given[0].start, given[0].end)
        return None if TO_OTHERS.search(place.passage.text) else self.created

    def _quantities(self, place: Place) -> list[Quantity]:
        found = self.annotated.quantities_within(place.passage.start, place.passage.end)
        return sorted(found, key=lambda one: one.start)

    def _money(self, place: Place) -> list[Quantity]:
        return [one for one in self._quantities(place) if one.kind == "money"]

    def _sums(
        self,
        place: Place,
        body: tuple[Referent, tuple[int, int]],
        context: tuple[tuple[int, int, str], ...],
        items: Sequence[Place] = (),
    ) -> Iterator[Claim]:
        figures = self._quantities(place)
        money = [one for one in figures if one.kind == "money"]
        for number, one in enumerate(money):
            until = money[number + 1].start if number + 1 < len(money) else place.passage.end
            dates = [each for each in figures if each.kind == "date" and one.end <= each.start < until]
            if not dates and len(money) == 1:  # "For fiscal year 2033, there is appropriated $40,000"
                dates = [each for each in figures if each.kind == "date" and each.end <= one.start]
            if len(dates) == 1 and one.comparator == "=":
                span = min(one.start, dates[0].start), max(one.end, dates[0].end)
                yield self._claim(place, body, one, dates[0], span, context)
        like = LIKE.search(place.passage.text)
        if money or like is None:
            return
        named = next((each for each in items if each.step == like[1]), None)
        sums = self._money(named) if named is not None else []
        dates = [each for each in figures if each.kind == "date"]
        if named is not None and len(sums) == 1 and len(dates) == 1 and PERIODS.search(place.passage.text):
            start = place.passage.start + like.start()
            extra = (*context, (named.passage.start, named.passage.end, "antecedent"))
            yield self._claim(place, body, sums[0], dates[0], (start, dates[0].end), extra, inferred=True)

    def _claim(
        self,
        place: Place,
        body: tuple[Referent, tuple[int, int]],
        money: Quantity,
        date: Quantity,
        span: tuple[int, int],
        context: tuple[tuple[int, int, str], ...],
        *,
        inferred: bool = False,
    ) -> Claim:
        value, qualifiers = self.drafter.figure(money)
        told: dict[str, Term] = dict(qualifiers)
        words = self.document.text[span[0] : span[1]]
        period = PERIODS.search(words)
        years = [
            one
            for one in self._quantities(place)
            if one.kind == "duration" and period is not None and period.start() <= one.start - span[0] < period.end()
        ]
        if years or (money.per is not None and date.bound == "from"):
            told |= {"per": years[0].value} if years else {}
            told |= self.drafter.dated("validFrom", date)
        else:
            told |= self.drafter.dated("period", date)
            if EACH.search(words):
                told["per"] = Value("P1Y", XSD + "duration")
        if date.fiscal:
            told["fiscal"] = True
        start, end = span[0], min(span[1], span[0] + LONGEST)
        subject, where = body
        proof = Evidence(
            self.document.id,
            start,
            end,
            self.document.text[start:end],
            (place.passage.start, place.passage.end),
            tuple(sorted({*context, (*where, "antecedent")})),
            inferred=inferred,
            confidence=0.9,
            extracted_by="law-appropriations",
        )
        name = self.ontology.namespaces.iri("kg:appropriation")
        return Claim(subject, name, value, proof, tuple(sorted(told.items(), key=lambda one: one[0])), "rule")

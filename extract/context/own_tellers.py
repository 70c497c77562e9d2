"""Own tellers: whose figure a sentence tells, by the words right around a name, where no verb governs the figure.

"…, according to a report that Alder Research finished in July", "an evaluation by Alder Research put the savings at …",
"Alder Research, which in 2034 had forecast only $3 million", "…, the Board reported last year". What a newspaper says
that somebody found is the finder's word, and the newspaper passes it on.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.context.whose_figures import SPEAKERS
from extract.names.knowledge import knowledge_of
from extract.parsing.cues import Cues
from extract.patterns.terms import DATES
from extract.values.value_words import alternatives
from extract.values.values import Value
from ontology.regulators import Ontology

_DEEDS = "done|prepared|written|made|conducted|performed|published|issued|released|completed|finished|produced"
_MADE = rf"(?:\s+(?:{_DEEDS}))?"
_THE = r"(?:(?:the|its|their|an?)\s+)?"
_HELPING = r"(?:\s+(?:has|had|itself|also|since|then|now|only|later))*"
_WHICH = r"(?:,?\s+(?:which|who))?(?:,?\s+(?:in|on|last|back in|as early as)\s[^,;.]{3,25}?)?,?"
_WHEN = r"(?:\s+(?:(?:in|on|last|this|earlier|late)\s[^,;.]{2,30}|yesterday|today))?"
PASSED = re.compile(r"[^,;:]*?\bthat\s+(?:the\s+)?|[^;:]*\b(?:citing|quoting)\b[^;:]*")
"""What stands between who passes something on and who found it: "reported that", "wrote, citing a study by"."""
_ASIDE = re.compile(r"\b(?:to|for|of|on|about|with|in|at|before|against)\s+(?:the\s+)?$", re.I)
"""What stands before a name that does not speak itself: "the report to Congress said"."""
_CLOSE = 60
"""How many characters may lie between a verb of telling and its figure."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody by whose word figures behind `first` are told, and the words of the verb that may date it."""

    mention: Mention
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Forms:
    """How the words around a name say that somebody tells a figure, and of what day the paper is that does."""

    by: re.Pattern[str]
    that: re.Pattern[str]
    as_told: re.Pattern[str]
    by_count: re.Pattern[str]
    owned: re.Pattern[str]
    deed: re.Pattern[str]
    says: re.Pattern[str]
    tail: re.Pattern[str]
    dated: re.Pattern[str]


@lru_cache(maxsize=4)
def _forms(*lists: frozenset[str]) -> _Forms:
    """The forms by the words for papers, for what is reckoned, for telling and for figures told by the way."""
    papers, reckoned, says, aside = map(alternatives, lists)
    return _Forms(
        by=re.compile(
            rf"\b(?:(?:{papers}|{reckoned}){_MADE}\s+(?:by|from)|by\s+the\s+{reckoned}\s+of)\s+{_THE}$", re.I
        ),
        that=re.compile(rf"\b{papers}\s+(?:(?:that|which)\s+)?{_THE}$", re.I),
        as_told=re.compile(rf"(?:,\s+as|,\s+an?\s+{aside}\s+(?:that|which))\s+{_THE}$", re.I),
        by_count=re.compile(rf"\bby\s+{_THE}$", re.I),
        owned=re.compile(rf"['\u2019]s?\s+(?:own\s+)?(?:latest\s+)?{reckoned}\b", re.I),
        deed=re.compile(rf"{_HELPING}\s+[a-z]+(?:ed|ote|ave|ut)\b"),
        says=re.compile(rf"{_WHICH}{_HELPING}\s+{says}\b", re.I),
        tail=re.compile(rf"{_HELPING}\s+{says}(?P<when>{_WHEN})\s*[.\u201d\"]*\s*$", re.I),
        dated=re.compile(
            rf"\b(?i:its|our|their|an?|his|her)\s+(?P<day>(?:[A-Z][a-z]+\s+)?\d{{4}})\s+(?:[a-z]+\s+)?{papers}\b"
            rf"|\b{papers}(?:\s+(?:(?:that|which)\s+)?(?:we|it|they)\s+[a-z]+ed\s+in|,?\s+(?:of|dated|(?:{_DEEDS})\s+in))"
            rf"\s+(?P<later>(?:[A-Z][a-z]+\s+(?:\d{{1,2}},\s+)?)?\d{{4}})\b"
        ),
    )


class OwnTellers:
    """Finds whose figures the sentences of one document tell; the words are those of `attribution` in the cues."""

    def __init__(self, annotated: Annotated, ontology: Ontology, cues: Cues, told: Container[str]) -> None:
        self.annotated, self.told = annotated, told
        self.text = annotated.document.text
        self.ontology = ontology
        self.dates = knowledge_of(ontology).quantities.dates
        self.kinds = [ontology.namespaces.iri(name) for name in SPEAKERS]
        words = cues.group("attribution")
        self.forms = _forms(*(words[name] for name in ("papers", "reckonings", "says", "figures")))

    def applied(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims, each figure that has no speaker with the one whom its sentence names so, and when it was told."""
        listed = list(claims)
        done = []
        for claim in listed:
            if claim.property in self.told and isinstance(claim.object, Value) and not claim.negated:
                number = self._place(claim)
                claim = self._by(claim, self.annotated.sentences[number]) if number is not None else claim
            done.append(claim)
        return done

    def _place(self, claim: Claim) -> int | None:
        found = self.annotated.around(claim.evidence.start, claim.evidence.end)
        plain = [one for one in found if self.annotated.sentences[one].cell is None]
        return plain[0] if len(plain) == 1 and len(found) == 1 else None

    def _by(self, claim: Claim, sentence: AnnotatedSentence) -> Claim:
        figures = [one.quantity for one in sentence.quantities if one.quantity.kind in {"money", "count"}]
        held = dict(claim.qualifiers).get("attributedTo")
        own = [one for one in figures if claim.evidence.start <= one.start and one.end <= claim.evidence.end]
        alike = [
            one for one in own if one.value.lexical.lstrip("-") == getattr(claim.object, "lexical", "").lstrip("-")
        ]
        if len(alike) != 1:
            return claim
        found = {one.mention.referent.key: one for one in self._tellers(sentence, alike[0].start, alike[0].end)}
        near = sorted(
            (one for one in found.values() if one.mention.referent != claim.subject), key=lambda one: one.first
        )
        if near and near[-1].last <= alike[0].start:  # "the Gazette reported that Alder Research found": the nearest
            near = near[-1:]
        teller = near[0] if len(near) == 1 else None
        if teller is not None and held is None:
            claim = self._told_by(claim, teller, {"attributedTo": teller.mention.referent})
        elif teller is not None and isinstance(held, Referent) and held != teller.mention.referent:
            if self._passes_on(held, sentence, teller.mention):
                claim = self._told_by(claim, teller, {"attributedTo": teller.mention.referent, "reportedBy": held})
            elif not held.label[:1].isupper():  # "according to a report that Alder Research finished"
                claim = self._told_by(claim, teller, {"attributedTo": teller.mention.referent})
        return self._with_day(claim, sentence, teller)

    def _tellers(self, sentence: AnnotatedSentence, start: int, end: int) -> Iterator[Teller]:
        """Who tells the figure between two places of a sentence, each as the words around a name have it."""
        for one in (found.mention for found in sentence.mentions):
            if not any(self.ontology.vocabulary.is_a(one.type, kind) for kind in self.kinds) or one.how == "reference":
                continue
            before, behind = self.text[sentence.start : one.start], self.text[one.end : sentence.end]
            owned, deed, says = (each.match(behind) for each in (self.forms.owned, self.forms.deed, self.forms.says))
            close = says is not None and one.end + says.end() <= start <= one.end + says.end() + _CLOSE
            between = self.text[one.end + says.end() : start] if says is not None and close else ""
            tail = (
                self.forms.tail.match(behind) if one.start >= end and before.rstrip().endswith((",", "the")) else None
            )
            if says is not None and _ASIDE.search(before):
                continue
            if says is not None and close and not re.search(r"[;:.]|,\s|\bif\b", between):
                yield Teller(one, one.end, one.end + says.end())
            elif self.forms.by.search(before) or (self.forms.that.search(before) and deed):
                yield Teller(one, one.end, one.end + (deed.end() if deed else 0))
            elif (self.forms.by_count.search(before) and owned) or (self.forms.as_told.search(before) and says):
                yield Teller(one, one.end, one.end)
            elif tail is not None:
                yield Teller(one, one.end, one.end + tail.end())

    def _passes_on(self, reporter: Referent, sentence: AnnotatedSentence, finder: Mention) -> bool:
        """Whether somebody only says in a sentence what another one found: "the Gazette reported that Alder found"."""
        for one in (found.mention for found in sentence.mentions):
            if one.referent == reporter and one.end <= finder.start:
                between = self.text[one.end : finder.start]
                said = self.forms.says.match(between)
                return PASSED.fullmatch(between[said.end() :] if said is not None else between) is not None
        return False

    def _told_by(self, claim: Claim, teller: Teller, told: dict[str, Referent]) -> Claim:
        qualifiers = tuple(sorted({**dict(claim.qualifiers), **told}.items(), key=lambda one: one[0]))
        place = (teller.mention.start, teller.mention.end, "speaker")
        context = tuple(sorted({*claim.evidence.context, place, *teller.mention.context}))
        return replace(claim, qualifiers=qualifiers, evidence=replace(claim.evidence, context=context))

    def _with_day(self, claim: Claim, sentence: AnnotatedSentence, teller: Teller | None) -> Claim:
        """A claim with the day on which it was told: that of the paper, or the only one beside the verb of telling."""
        if claim.evidence.stated_on is not None:
            return claim
        paper = self.forms.dated.search(self.text, sentence.start, sentence.end)
        day = ("day" if paper["day"] else "later") if paper is not None else ""
        span = paper.span(day) if paper is not None else (teller.first, teller.last) if teller is not None else (0, 0)
        near = self.annotated.quantities_within(*span) if paper is None else self.dates.find(paper[day])
        dates = [one for one in near if one.kind == "date"]
        plain = len(dates) == 1 and dates[0].value.datatype in DATES and dates[0].comparator == "="
        if not plain or dates[0].value in [term for _, term in claim.qualifiers]:
            return claim
        place = (dates[0].start, dates[0].end) if paper is None else span
        context = tuple(sorted({*claim.evidence.context, (*place, "date")}))
        return replace(claim, evidence=replace(claim.evidence, stated_on=dates[0].value.lexical, context=context))

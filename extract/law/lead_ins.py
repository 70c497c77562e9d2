"""Lead-ins: the powers and duties that one sentence begins and the paragraphs below it end.

"The Board shall: (a) adopt a schedule; (b) publish it": who and whether by the sentence above, what by each paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.claims.mentions import Referent
from extract.law.obligations import DUTY, MODALS, ObligationReader
from extract.layout.enumerators import ENUMERATOR, Place
from extract.parsing.cues import Cues
from extract.parsing.pipeline import parse
from extract.patterns.proofs import Scene
from extract.trees.clauses import subjects
from extract.trees.trees import Node

ENDS = re.compile(r"(?::|-{1,2}|[\u2013\u2014])\s*$")
LIST_WORDS = re.compile(
    r"(?:(?:do|carry out|perform|take|exercise|meet|fulfill?|comply with|undertake) )?"
    r"(?:(?:all|each|any|both|either|any one|one|one or more|at least one) of )?the following"
    r"(?: (?:things|duties|functions|tasks|powers|acts|actions|steps|measures|requirements|obligations|activities))?"
    r"(?P<terms>,? (?:if|when|whenever|where|unless|upon|once|after|for) .+?)?\s*$",
    re.I,
)
"""What may stand between "shall" and the list, and on what terms all of it holds."""
BY_WHEN = re.compile(
    r"(?:on or before|not later than|no later than|by|before|within|at least|annually|each|every)\b[^;:]{0,60}?,\s+"
    r"(?=[a-z]+\s)"
)
"""A time before what is to be done."""
JOINED = re.compile(r"[\s;,.]*\b(?:and|or)?[\s;,.]*$")
_NEW = re.compile(r"\n\W*(?:section|sec\.|article|art\.|\u00a7)\s*\d", re.I)


@dataclass(frozen=True, slots=True)
class LeadIn:
    """What a sentence begins: where it stands, the property that it tells, and who bears it."""

    place: Place
    property: str
    bearer: Referent
    negated: bool
    span: tuple[int, int]
    condition: str = ""


class LeadIns:
    """Remembers the last sentence that began a list of powers or duties, and reads the paragraphs below it."""

    def __init__(self, cues: Cues) -> None:
        self.obligations = ObligationReader(cues)
        self.functions = cues.group("law").get("functions", frozenset())
        self.open: LeadIn | None = None

    def begins(self, scene: Scene) -> tuple[str, list[Node], bool] | None:
        """The property, the bearers and the denial of a sentence that ends on "shall:", "may—" or "is required to:"."""
        words = [one.lower() for one in scene.tree.words]
        if not words or ENDS.search(scene.sentence.span.text) is None:
            return None
        last = len(words)
        while last and (ENDS.fullmatch(words[last - 1]) or words[last - 1] == ","):  # "with its approval,--"
            last -= 1
        if (listed := LIST_WORDS.search(" ".join(words[:last]))) is not None:
            last -= len(listed.group().split())
        last = self._before_means(scene, last)
        negated = last > 1 and words[last - 1] == "not"
        at = last - 1 - negated
        if at > 0 and words[at] in MODALS:
            modal = scene.tree.node_at(at)
            verbs = [one for one in (modal, modal.head if modal is not None else None) if one is not None]
            subject = next((one for verb in verbs for one in verb.all("nsubj") if one.nominal), None)
            bearer = subject or scene.tree.node_at(at - 1)
            return MODALS[words[at]], [bearer] if bearer is not None and bearer.nominal else [], negated
        verb = scene.tree.node_at(at - (words[at] == "to")) if at > 1 else None
        name = self._told(verb, words[at] == "to") if verb is not None else None
        return (name[0], name[1], False) if name is not None else None

    def _before_means(self, scene: Scene, last: int) -> int:
        """The token behind the auxiliary of "may by regulations—", where no verb but only how it is done follows."""
        tags = [one.tag for one in scene.tree.nodes]
        ends = [one.end for one in scene.tree.nodes]
        for at in range(len(tags) - 1, max(-1, len(tags) - 20), -1):
            if tags[at].startswith("VB") and ends[at] <= last:
                return last
            if tags[at] == "MD" and ends[at] < last:
                return ends[at] if tags[at + 1 : at + 2] in (["IN"], ["RB"], [","]) else last
        return last

    def _told(self, word: Node, to: bool) -> tuple[str, list[Node]] | None:
        """What "is required to:", "has power to—" or "The functions of the Board are" tells, and of whom."""
        if word.lemma == "be":
            for one in subjects(word):
                name = self.obligations.nouns.get(one.lemma, DUTY if one.lemma in self.functions else None)
                owners = [each for of in one.all("prep") if of.lemma == "of" for each in of.all("pobj")]
                if name is not None and owners:
                    return name, owners
            return (DUTY, subjects(word)) if to else None
        tables = self.obligations.verbs, self.obligations.states, self.obligations.nouns
        name = next((each[word.lemma] for each in tables if word.lemma in each), None)
        verb: Node | None = word
        while verb is not None and not subjects(verb):
            verb = verb.head
        if name is None or not to or verb is None or verb.all("neg"):
            return None
        return name, subjects(verb)

    def lead(self, found: tuple[str, list[Node], bool], place: Place, bearer: Referent, scene: Scene) -> None:
        """Let a sentence begin a list."""
        span = scene.sentence.start, scene.sentence.end
        listed = LIST_WORDS.search(" ".join(ENDS.sub("", scene.sentence.span.text).split()))
        terms = (listed["terms"] or "") if listed is not None else ""
        self.open = LeadIn(place, found[0], bearer, found[2], span, terms.strip(" ,"))

    def above(self, place: Place, scene: Scene) -> LeadIn | None:
        """The sentence whose list a paragraph is in, where this is its first sentence and a part of its section."""
        lead = self.open
        if lead is None or place.step is None or scene.sentence.start - place.passage.start > 12:
            return None
        stem = (lead.place.passage.citation or "").partition(" of ")[0]
        if stem:
            inside = (place.passage.citation or "").startswith(f"{stem}(")
        else:
            between = scene.document.text[lead.span[1] : place.passage.start]
            inside = (lead.place.step is None or place.level > lead.place.level) and _NEW.search(between) is None
        if not inside:
            self.open = None
        return lead if inside else None

    def action(self, scene: Scene, conditions: frozenset[str]) -> tuple[str, str]:
        """What a paragraph of a list says is to be done, and on what condition; empty where it begins with no verb."""
        text = " ".join(ENUMERATOR.sub("", scene.sentence.span.text.strip()).split())
        text = re.sub(r"^to\s+", "", JOINED.sub("", text).rstrip(" .;,:-\u2013\u2014"))
        if not text or ENDS.search(scene.sentence.span.text):
            return "", ""
        said = text[0].lower() + text[1:]
        if (opening := BY_WHEN.match(said)) is not None:  # "on or before May 1, report": only when it is done
            said = said[opening.end() :]
        first = parse([f"They shall {said}."])[0][2]
        if first.tag_ != "VB":
            return "", ""
        opens = "|".join(re.escape(one) for one in sorted(conditions, key=len, reverse=True))
        closing = re.search(rf",?\s+\b(?:{opens})\s", said)
        if closing is None:
            return said, ""
        return said[: closing.start()], said[closing.start() :].strip(" ,")

"""Answers: pages of questions and answers, where the question says what is asked and the answer is only a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from corpus.passages import Cell
from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.layout.table_states import CHANGING
from extract.layout.turns import TURN
from extract.parsing.cues import UnreadableCues, read_toml
from extract.patterns.terms import XSD
from extract.tables.fragments import FragmentReader
from extract.tables.tables import TableReader
from extract.values.values import Value

MARK = re.compile(r"^[\s*_>#]*(?:(?:q|a|question|answer|\d{1,2})\s*(?:\d{1,2})?\s*[:.)]\s*)?[\s*_]*", re.IGNORECASE)
PLAIN = re.compile(r"^(yes|no)\b\s*(?=[.,;:!\u2013\u2014-]|$)[.,;:!\u2013\u2014\s-]*", re.IGNORECASE)
UNSURE = re.compile(
    r"\b(?:not|no|never|nor|if|unless|depends?|depending|unknown|(?-i:(?<!\d )may(?! \d))|might"
    r"|could|would|probably|perhaps|maybe"
    r"|undecided|tbd|yet|but|except|however|only|until we|n't)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
FREELY = re.compile(
    r"\bmay (?:freely )?(?:choose|decide|elect|opt|apply|join|sign up|volunteer|leave|withdraw)\b", re.I
)
"""What they may do who need not take part; it leaves nothing open."""
HOW_MANY = re.compile(
    r"^how many (?P<noun>[a-z][a-z' -]{2,40}?) (?:(?P<may>can|may|will|could)|are|take|takes|have|has|participate"
    r"|joined?|belong|does|do|did|were|use|run|offer)\b(?!.* (?:left|leave|withdr|drop|appl|eligible|refus))"
)
UNTIL = re.compile(
    r"(?:it|the \w+) (?:runs|lasts|continues) (?:through|until|till|to)\b|(?:through|until|till|up to)\b", re.I
)
AHEAD = re.compile(r"^when (?:will|does|do|is|are)\b")
"""A question of a day to come: in a text that bears no date, its tense alone tells that ("When does it end?")."""
GROUP = re.compile(r"\b(?:second|third|fourth|fifth|last|final|new) (?:group|cohort|round|wave|class)\b")
PART = re.compile(r",?\s+for the ((?:first|second|third|fourth|initial|next|last|final|\d(?:st|nd|rd|th)) \w+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for: a property, and for questions of yes or no what each answer means."""

    property: str
    asks: re.Pattern[str]
    yes: str | None = None
    no: str | None = None


@lru_cache(maxsize=4)
def read_questions(paths: tuple[Path, ...]) -> tuple[Asked, ...]:
    """The questions that several files list. Raises `UnreadableCues` naming the file."""
    found: list[Asked] = []
    for path in paths:
        listed = read_toml(path).get("question", [])
        for entry in listed if isinstance(listed, list) else []:
            if not isinstance(entry.get("property"), str) or not isinstance(entry.get("asks"), list):
                raise UnreadableCues(f'{path}: each [[question]] needs property = "…" and asks = ["…"]')
            try:
                asks = re.compile("|".join(entry["asks"]))
            except re.error as error:
                raise UnreadableCues(f"{path}: {entry['asks']}: not a pattern: {error}") from error
            found.append(Asked(entry["property"], asks, entry.get("yes"), entry.get("no")))
    return tuple(found)


class AnswerReader:
    """Reads the questions and answers of one document, with the reader of its key facts."""

    def __init__(
        self, annotated: Annotated, tables: TableReader, fragments: FragmentReader, questions: tuple[Asked, ...]
    ) -> None:
        self.annotated = annotated
        self.tables = tables
        self.fragments = fragments
        self.questions = questions
        self.text = annotated.document.text

    def claims(self) -> Iterator[Claim]:
        """All claims that an answer makes only together with its question."""
        held: tuple[Referent, tuple[int, int]] | None = None
        for question, answer in self._pairs():
            subject = self._named(question) or self._above(question) or held
            held = subject or held
            words = self._words(question)
            asked = [one for one in self.questions if one.asks.search(words)] or self._counted(words)
            if subject is None or not asked or not answer:
                continue
            for one in asked:
                made = list(self._answer(one, subject, question, answer))
                made = made or list(self._last_day(one, subject, question, answer))
                if made and one.property in CHANGING:
                    context = ((*subject[1], "antecedent"), (question.start, question.end, "heading"))
                    made += self.fragments.counts(
                        answer[0].passage, made[0].evidence.end, answer[0].end, subject[0], context
                    )
                made = made or [claim for each in answer for claim in self._dated(one, subject, question, each)]
                yield from made
                if made and not one.property.startswith("kg:applications"):
                    break

    def _pairs(self) -> Iterator[tuple[AnnotatedSentence, list[AnnotatedSentence]]]:
        question: AnnotatedSentence | None = None
        answer: list[AnnotatedSentence] = []
        for sentence in self.annotated.sentences:
            if sentence.passage.kind in {"boilerplate", "table-row", "reference"}:
                continue
            said = self.text[sentence.start : sentence.end].rstrip("*_ \n")
            if said.endswith("?"):
                if question is not None:
                    yield question, answer
                question, answer = sentence, []
            elif question is not None and sentence.passage.kind == "heading":
                yield question, answer
                question, answer = None, []
            elif question is not None and sentence.passage.order - question.passage.order <= 3:
                answer.append(sentence)
        if question is not None:
            yield question, answer

    def _counted(self, words: str) -> list[Asked]:
        """What "how many" asks of those whom its noun names: how many there are, or how many there may be."""
        found = HOW_MANY.match(words)
        name = self.tables.columns.properties.counted(found["noun"]) if found is not None else None
        if found is None or name is None:
            return []
        return [Asked("kg:maximumAwards" if found["may"] and name == "kg:participants" else name, found.re)]

    def _words(self, sentence: AnnotatedSentence) -> str:
        return " ".join(MARK.sub("", self.text[sentence.start : sentence.end]).lower().strip("*_ ").split())

    def _named(self, question: AnnotatedSentence) -> tuple[Referent, tuple[int, int]] | None:
        """The one initiative, else the one organization, that a question is about."""
        for kinds in (("kg:Initiative",), ("kg:Organization",)):
            found: list[Mention] = [
                one.mention
                for one in question.mentions
                if any(self.tables.is_a(one.mention.type, kind) for kind in kinds)
                and not self.tables.is_a(one.mention.type, "kg:Program")
            ]
            if found:
                one = found[0]
                same = len({each.referent.key for each in found}) == 1
                return (one.referent, (one.start, one.end)) if same else None
        return None

    def _above(self, question: AnnotatedSentence) -> tuple[Referent, tuple[int, int]] | None:
        above = replace(question.passage, kind="key-value", cells=())
        found = self.tables.subject_of(above)
        return (found[0], found[1]) if found is not None else None

    def _answer(
        self,
        asked: Asked,
        subject: tuple[Referent, tuple[int, int]],
        question: AnnotatedSentence,
        answer: list[AnnotatedSentence],
    ) -> Iterator[Claim]:
        first = answer[0]
        start = self._after_marks(first)
        said = self.text[start : first.end]
        context = ((*subject[1], "antecedent"), (question.start, question.end, "heading"))
        plain = PLAIN.match(said)
        if plain and (asked.yes or asked.no):
            meant = asked.yes if plain[1].lower() == "yes" else asked.no
            if meant and not UNSURE.search(FREELY.sub("", said[plain.end() :])):
                cell = Cell(start, start + len(said.rstrip()), self._label(meant), self._words(question))
                yield from self.tables.facts(first.passage, cell, subject[0], asked.property, context, False)
            return
        if plain or (asked.yes and not self._is_value(asked.property, said)):
            return
        if not self._is_fragment(first) or UNSURE.search(said):
            return
        part = PART.search(said)
        end = start + (part.start() if part else len(said.rstrip(" .\n")))
        if asked.property in CHANGING:  # "74, with 6,800 patients" answers with its first number
            end = min(end, start + len(re.split(r"(?<=\d),? (?:with|and|serving|covering)\b", said)[0]))
        cell = Cell(start, end, self.text[start:end], self._words(question))
        ahead = AHEAD.search(self._words(question)) is not None and self.tables.takes_dates(asked.property)
        for claim in self.tables.facts(first.passage, cell, subject[0], asked.property, context, ahead):
            if part:
                extra = ("appliesTo", Value(part[1], XSD + "string"))
                claim = replace(claim, qualifiers=tuple(sorted((*claim.qualifiers, extra), key=lambda one: one[0])))
            yield claim

    def _after_marks(self, sentence: AnnotatedSentence) -> int:
        """Where an answer's own words begin, behind its mark and the name of who gives it: "A:", "LEE: "."""
        start = sentence.start + len((MARK.match(self.text[sentence.start : sentence.end]) or [""])[0])
        turn = TURN.match(self.text, start, sentence.end)
        loud = turn is not None and (turn["loud"] or turn["name"]).split()[-1].isupper()
        return turn.end() if turn is not None and loud else start

    def _last_day(
        self,
        asked: Asked,
        subject: tuple[Referent, tuple[int, int]],
        question: AnnotatedSentence,
        answer: list[AnnotatedSentence],
    ) -> Iterator[Claim]:
        """The end that answers how long something runs: "Through June 2041 for everyone."."""
        first = answer[0]
        start = self._after_marks(first)
        if asked.property == "kg:plannedDuration" and UNTIL.match(self.text, start):
            cell = Cell(start, first.end, self.text[start : first.end], self._words(question))
            context = ((*subject[1], "antecedent"), (question.start, question.end, "heading"))
            yield from self.tables.facts(first.passage, cell, subject[0], "kg:endedOn", context, True)

    def _dated(
        self,
        asked: Asked,
        subject: tuple[Referent, tuple[int, int]],
        question: AnnotatedSentence,
        said: AnnotatedSentence,
    ) -> Iterator[Claim]:
        """The day of what a question asks, from a sentence with its verb right before a day: "Others start on …"."""
        known, names = self.tables.columns.milestones, self.tables.columns.properties
        dates = [one.quantity for one in said.quantities if one.quantity.kind == "date"]
        if not dates or not self.tables.takes_dates(asked.property) or known is None:
            return
        before = re.sub(r"\s+(?:on|in|from)?\s*$", "", self.text[said.start : dates[-1].start]).lower()
        verb = before.split()[-1:] or [""]
        other = known.never.search(re.sub(r"\b(?:second|third|cohort \d)\b", "", before)) or UNSURE.search(before)
        if asked.property not in names.get(verb[0], ()) or other:
            return
        cell = Cell(dates[-1].start, dates[-1].end, self.text[dates[-1].start : dates[-1].end], verb[0])
        context = ((*subject[1], "antecedent"), (question.start, question.end, "heading"))
        ahead = known.ahead.search(before) is not None
        part = GROUP.search(before)
        for claim in self.tables.facts(said.passage, cell, subject[0], asked.property, context, ahead):
            extra = [("appliesTo", Value(part[0], XSD + "string"))] if part is not None else []
            yield replace(claim, qualifiers=tuple(sorted((*claim.qualifiers, *extra), key=lambda one: one[0])))

    def _is_value(self, name: str, said: str) -> bool:
        return self.tables.names_value(name, said)

    def _label(self, name: str) -> str:
        return self.tables.label_of(name)

    def _is_fragment(self, sentence: AnnotatedSentence) -> bool:
        """Whether an answer has no clause of its own, so that only its question says what it means."""
        return not any(token.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for token in sentence.span)

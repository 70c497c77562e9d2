"""How people say the classes and properties of a graph: phrases worked out from labels, names and ranges."""

from __future__ import annotations

import re

from kg.ask.words.english import light_stems, stem, stems
from kg.ask.words.senses import ClassWords, PropertyWords, Sense, WordBook

_LINKS = ("of", "by", "in", "on", "at", "for", "to", "from", "with", "against", "under", "as", "about", "into")
_TAILS = ("amount", "name", "number", "date", "value", "id", "identifier", "title", "code", "count")


def enter_class(words: WordBook, known: ClassWords) -> None:
    """Enters the names of a class."""
    names = dict.fromkeys([known.label, *known.names])
    for name in names:
        words.add(name, Sense("class", known.iri, weight=1.0 if known.count or not words.own else 0.9))


def enter_property(words: WordBook, known: PropertyWords) -> None:
    """Enters the phrases of a property: given ones at full weight, derived ones at less."""
    iri = known.iri
    for verb in known.subject_verbs:
        words.add(without_auxiliaries(verb), Sense("property", iri, "subject", _lift(known, verb)))
        _enter_turned(words, iri, verb)
    for verb in known.object_verbs:
        words.add(without_auxiliaries(verb), Sense("property", iri, "object", _lift(known, verb)))
    for at, name in enumerate(known.names):
        weight = (1.1 if words.own else 1.0) if at == 0 else 1.0 if words.own else 0.95
        _enter_name(words, known, name, weight)


def _enter_turned(words: WordBook, iri: str, verb: str) -> None:
    """The other voice of a verb phrase ("was created by" → "created"), and a verb without its preposition."""
    parts = without_auxiliaries(verb).split()
    if len(parts) == 2 and parts[1] == "by":
        words.add(parts[0], Sense("property", iri, "object", 0.95))
    elif len(parts) == 2 and parts[1] in ("at", "for", "with") and stem(parts[0]) not in light_stems():
        words.add(parts[0], Sense("property", iri, "subject", 0.8))


def _lift(known: PropertyWords, verb: str) -> float:
    """A verb that the property is named by says it more surely than others do."""
    return 1.1 if stems(without_auxiliaries(verb)) == stems(known.label) else 1.0


def without_auxiliaries(verb: str) -> str:
    """A verb phrase without its auxiliaries: "was launched by" → "launched by"."""
    return re.sub(
        r"^(?:(?:is|are|was|were|be|been|has|have|had|will|to|would|being|do|does|did)\s+)+(?=\S)",
        "",
        verb.strip(),
        flags=re.I,
    )


def _enter_name(words: WordBook, known: PropertyWords, name: str, weight: float) -> None:
    iri = known.iri
    parts = name.lower().split()
    if not parts:
        return
    if parts[0] in ("has", "have") and len(parts) > 1:
        words.add(name, Sense("property", iri, "subject", weight))
        parts, weight = parts[1:], weight * 0.9
    elif parts[0] in ("is", "was", "are") and len(parts) > 1:
        parts = parts[1:]
    phrase = " ".join(parts)
    if parts[-1] in _LINKS and len(parts) <= 3:
        words.add(phrase, Sense("property", iri, "subject", weight))
        if len(parts) == 2 and not words.own:
            role = "object" if parts[-1] == "by" else "subject"
            words.add(parts[0], Sense("property", iri, role, weight * 0.85))
        return
    words.add(phrase, Sense("property", iri, "noun", weight))
    if "by" in parts[1:-1]:
        at = parts.index("by")
        words.add(" ".join(parts[: at + 1]), Sense("property", iri, "subject", weight * 0.9))
        words.add(" ".join(parts[:at]), Sense("property", iri, "object", weight * 0.9))
    elif len(parts) > 1 and parts[-2] in _LINKS and not words.own:
        words.add(" ".join(parts[:-1]), Sense("property", iri, "subject", weight * 0.85))
    _enter_shorter(words, known, parts, weight)


def _enter_shorter(words: WordBook, known: PropertyWords, parts: list[str], weight: float) -> None:
    """Phrases without the class at their head or a general noun at their tail: "task open date" → "open"."""
    iri = known.iri
    rest = parts
    for domain in known.domains:
        owner = words.classes.get(domain)
        if owner is None:
            continue
        base = stems(owner.label)
        mine = tuple(stem(p) for p in parts)
        for length in range(len(base), 0, -1):
            if len(mine) > length and mine[:length] == base[:length]:
                rest = parts[length:]
                words.add(
                    " ".join(rest), Sense("property", iri, "noun", weight * (0.85 if length == len(base) else 0.75))
                )
                break
    if len(rest) > 1 and rest[-1] in _TAILS:
        words.add(
            " ".join(rest[:-1]), Sense("property", iri, "subject" if known.kind == "date" else "noun", weight * 0.75)
        )
    if len(parts) > 1 and rest is not parts and parts[-1] in _TAILS:
        words.add(" ".join(parts[:-1]), Sense("property", iri, "noun", weight * 0.7))
    elif known.kind in ("date", "duration") and rest is parts and len(parts) == 2 and parts[-1] in _TAILS:
        words.add(parts[0], Sense("property", iri, "subject", weight * 0.75))

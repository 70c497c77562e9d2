"""Items: a question as a row of things, relations, values, bounds and grammar words, under one choice of meanings."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ask.questions.times import Bound
from kg.ask.readings.spot import Spotted
from kg.ask.words.english import Token, light_stems, phrase_at, silent_stems, tables
from kg.ask.words.measures import Measure, forms, grammar, plain

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a question.

    `kind`: E thing, C class, P property, V value, B bound, N number, S superlative, M measuring adjective,
    A aggregate, w grammar word, L word of little content, X word that means nothing here.
    """

    kind: str
    at: tuple[int, ...]
    word: str
    iri: str = ""
    role: str = ""
    value: tuple[str, str] | None = None
    bound: Bound | None = None
    measure: Measure | None = None
    direction: str = ""
    top: int = 1
    score: float = 0.0
    capital: bool = False
    text: str = ""


def itemise(tokens: tuple[Token, ...], cover: tuple[Spotted, ...], bounds: tuple[Bound, ...]) -> list[Item]:
    """The row of items of a question."""
    starts = {s.first: s for s in cover}
    inside = {i: s for s in cover for i in s.at}
    bound_at = {b.at[0]: b for b in bounds if not any(i in inside for i in b.at if tokens[i].text[0].isdigit())}
    out: list[Item] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if i in starts:
            out.append(_meant(starts[i], tokens))
            i += (
                1
                if len(starts[i].at) == 1 or starts[i].at != tuple(range(i, starts[i].at[-1] + 1))
                else len(starts[i].at)
            )
            continue
        if i in inside:
            i += 1
            continue
        if i in bound_at and not any(k in inside for k in bound_at[i].at):
            bound = bound_at[i]
            measure = next((forms()[tokens[k].lower] for k in bound.at if tokens[k].lower in forms()), None)
            out.append(Item("B", bound.at, token.lower, bound=bound, measure=measure))
            i = bound.at[-1] + 1
            while (
                bound.kind == "number"
                and i < len(tokens)
                and i not in inside
                and tokens[i].lower in plain()["units"]["words"]
            ):
                i += 1
            continue
        found = _superlative(tokens, i, inside) or _aggregate(tokens, i, inside)
        if found is not None:
            out.append(found)
            i = found.at[-1] + 1
            continue
        out.append(_other(token, i))
        i += 1
    return out


def _meant(s: Spotted, tokens: tuple[Token, ...]) -> Item:
    kind = {"entity": "E", "class": "C", "property": "P", "value": "V"}[s.sense.kind]
    words = [tokens[k] for k in s.at]
    text = " ".join(t.text for t in words)
    return Item(
        kind,
        s.at,
        words[0].lower,
        s.sense.iri,
        s.sense.role,
        s.sense.value,
        score=s.score,
        capital=any(t.text[:1].isupper() for t in words),
        text=text,
    )


def _superlative(tokens: tuple[Token, ...], i: int, inside: dict[int, Spotted]) -> Item | None:
    """ "three longest", "the most expensive", "top 5", "most"."""
    word = tokens[i].lower
    start, top = i, 1
    if (word.isdigit() or word in _COUNTS) and i + 1 < len(tokens):
        nxt = tokens[i + 1].lower
        coming = forms().get(nxt)
        if (
            (coming is not None and coming.degree == "most")
            or nxt in ("most", "least")
            or nxt in tables()["superlatives"]
        ):
            top = int(word) if word.isdigit() else _COUNTS[word]
            i, word = i + 1, nxt
            if i in inside:
                return None
        else:
            return None
    if word in ("at",):
        return None
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if word in ("most", "least"):
        known = forms().get(after)
        end = i
        if known is not None and known.degree == "" and i + 1 not in inside:
            direction = known.direction if word == "most" else _other_way(known.direction)
            end = i + 1
            top, end = _top_after(tokens, end, top)
            return Item("S", tuple(range(start, end + 1)), word, measure=known, direction=direction, top=top)
        if after in ("recent", "recently"):
            return Item("S", (*range(start, i + 2),), word, measure=forms()["recent"], direction="max", top=top)
        return Item("S", tuple(range(start, i + 1)), word, direction="max" if word == "most" else "min", top=top)
    known = forms().get(word)
    if known is not None and known.degree == "most":
        top, end = _top_after(tokens, i, top)
        return Item("S", tuple(range(start, end + 1)), word, measure=known, direction=known.direction, top=top)
    if word in tables()["superlatives"]:
        top, end = _top_after(tokens, i, top)
        direction = tables()["superlatives"][word][0]
        return Item("S", tuple(range(start, end + 1)), word, direction=direction, top=top)
    if known is not None and known.degree == "more" and i not in inside:
        return Item("M", (i,), word, measure=known, direction=known.direction)
    if word == "more" and after in forms() and forms()[after].degree == "":
        return Item("M", (i, i + 1), word, measure=forms()[after], direction=forms()[after].direction)
    if known is not None and known.degree == "" and i not in inside and word not in ("light", "last", "first"):
        return Item("M", (i,), word, measure=known, direction=known.direction)
    return None


def _other_way(direction: str) -> str:
    return "min" if direction == "max" else "max"


def _top_after(tokens: tuple[Token, ...], i: int, top: int) -> tuple[int, int]:
    """ "top 5", "largest three": the number right after."""
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if top == 1 and ((after.isdigit() and len(after) < 4) or after in _COUNTS):
        return (int(after) if after.isdigit() else _COUNTS[after]), i + 1
    return top, i


def _aggregate(tokens: tuple[Token, ...], i: int, inside: dict[int, Spotted]) -> Item | None:
    for kind, name in (("count", "count"), ("average", "avg"), ("sum", "sum")):
        length = phrase_at(tokens, i, "aggregates", kind)
        if length and not any(k in inside for k in range(i, i + length)):
            if tokens[i].lower == "how":
                return None
            if name == "sum" and tokens[i].lower in ("overall", "altogether", "in"):
                return None
            at = tuple(range(i, i + length))
            total = name == "count" and any(tokens[k].lower in ("total", "combined", "overall") for k in at)
            return Item("A", at, tokens[i].lower, direction="total" if total else name)
    return None


def _other(token: Token, i: int) -> Item:
    word = token.lower
    known = any(word in grammar(k) for k in plain()["grammar"] if k not in ("openers", "adverbs"))
    if known or word in (
        "and",
        "or",
        ",",
        "'s",
        "than",
        "but",
        "there",
        "who",
        "what",
        "how",
        "many",
        "much",
        "when",
        "where",
        "which",
        "whose",
        "why",
        "not",
        "?",
    ):
        return Item("w", (i,), word)
    if token.text[0].isdigit():
        return Item("N", (i,), word)
    if not token.text[0].isalnum():
        return Item("w", (i,), word)
    if word in grammar("adverbs") or token.stem in silent_stems():
        return Item("L", (i,), word)
    if token.stem in light_stems() or word in plain()["units"]["words"]:
        return Item("L", (i,), word)
    return Item("X", (i,), word, capital=token.text[:1].isupper(), text=token.text)

"""Quantities that a question defines itself: "where loss is the sum of …", "which is … divided by …"."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ask.words.english import Token, phrase_at, stem

Formula = tuple[object, ...]
"""("sum" | "avg" | "count", formula) · ("+" | "-" | "*" | "/", a, b) · ("span", start, stop) · ("name", stems)."""

_IS = {"is", "are", "equals", "means", "being", "="}


@dataclass(frozen=True, slots=True)
class Definition:
    """A name with the formula for it; `at` are the positions of the whole definition, `name_at` of the name in it."""

    name: tuple[str, ...]
    formula: Formula
    at: tuple[int, int]
    inline: bool


def find_definitions(tokens: tuple[Token, ...]) -> list[Definition]:
    """The definitions in a question, in order."""
    out: list[Definition] = []
    i = 0
    while i < len(tokens):
        word = tokens[i].lower
        if word == "which" and i and i + 1 < len(tokens) and tokens[i + 1].lower in _IS:
            stop = _end(tokens, i + 2)
            formula = parse(tokens, i + 2, stop)
            name = _name_before(tokens, i)
            if formula is not None and name:
                out.append(Definition(name, formula, (i, stop), True))
                i = stop
                continue
        if word in ("where", "with", "if", "given", "assuming", "defining") and i:
            more, stop = _definitions_from(tokens, i + 1)
            if more:
                out += [Definition(n, f, (i, stop), False) for n, f in more]
                i = stop
                continue
        i += 1
    return out


def _definitions_from(tokens: tuple[Token, ...], start: int) -> tuple[list[tuple[tuple[str, ...], Formula]], int]:
    """ "NAME is FORMULA and NAME is FORMULA …" from a place on."""
    found: list[tuple[tuple[str, ...], Formula]] = []
    at = start
    while at < len(tokens):
        verb = next((k for k in range(at, min(len(tokens), at + 6)) if tokens[k].lower in _IS), None)
        if verb is None or verb == at:
            break
        name = tuple(t.stem for t in tokens[at:verb] if t.lower not in ("the", "a", "an", "and", ","))
        stop = next((k for k in range(verb + 1, len(tokens)) if _begins_definition(tokens, k)), len(tokens))
        formula = parse(tokens, verb + 1, stop)
        if formula is None or not name:
            break
        found.append((name, formula))
        at = stop + 1
    return found, min(at, len(tokens))


def _begins_definition(tokens: tuple[Token, ...], k: int) -> bool:
    """Whether "and NAME is …" begins here."""
    if tokens[k].lower not in ("and", "where"):
        return False
    ahead = [t.lower for t in tokens[k + 1 : k + 6]]
    return (
        any(w in _IS for w in ahead[1:]) and "," not in ahead[: next((i for i, w in enumerate(ahead) if w in _IS), 0)]
    )


def _end(tokens: tuple[Token, ...], start: int) -> int:
    """Where an inline definition ends: at a "by" that lists columns, at "where", or at the end."""
    for k in range(start, len(tokens)):
        if tokens[k].lower == "by" and tokens[k - 1].lower not in ("divided", "multiplied"):
            return k
        if tokens[k].lower in ("where", "?") or phrase_at(tokens, k, "grouping", "markers") > 1:
            return k
    return len(tokens)


def _name_before(tokens: tuple[Token, ...], at: int) -> tuple[str, ...]:
    """The noun phrase that stands before "which is"."""
    out: list[str] = []
    k = at - 1
    while k >= 0 and (tokens[k].lower == "," or tokens[k].text[0].isalnum()):
        if tokens[k].lower in (
            "the",
            "is",
            "are",
            "what",
            "a",
            "an",
            "return",
            "show",
            "list",
            "and",
            "of",
            "calculate",
            "give",
        ):
            break
        if tokens[k].lower != ",":
            out.insert(0, tokens[k].stem)
        k -= 1
    return tuple(out)


def parse(tokens: tuple[Token, ...], start: int, stop: int) -> Formula | None:
    """The formula that a stretch of words says, with stretches for its terms."""
    while start < stop and tokens[start].lower in ("the", "a", "an", ","):
        start += 1
    while stop > start and tokens[stop - 1].lower in (",", "?", ".", "and"):
        stop -= 1
    if start >= stop:
        return None
    for words, op in (
        (("divided", "by"), "/"),
        (("multiplied", "by"), "*"),
        (("minus",), "-"),
        (("plus",), "+"),
        (("times",), "*"),
        (("/",), "/"),
    ):
        for k in range(start, stop - len(words)):
            if tuple(t.lower for t in tokens[k : k + len(words)]) == words:
                a, b = parse(tokens, start, k), parse(tokens, k + len(words), stop)
                return (op, a, b) if a and b else None
    for kind, op, joint in (("difference", "-", ("and",)), ("ratio", "/", ("to", "and", "over"))):
        length = phrase_at(tokens, start, "formulas", kind)
        if length:
            cut = next((k for k in range(start + length, stop) if tokens[k].lower in joint), None)
            if cut is not None:
                a, b = parse(tokens, start + length, cut), parse(tokens, cut + 1, stop)
                return (op, a, b) if a and b else None
    length = phrase_at(tokens, start, "formulas", "count")
    if length:
        return ("count", ("span", start + length, stop))
    length = phrase_at(tokens, start, "formulas", "average")
    if length:
        inner = parse(tokens, start + length, stop)
        return ("avg", inner) if inner else None
    length = phrase_at(tokens, start, "formulas", "sum") or phrase_at(tokens, start, "aggregates", "sum")
    if length:
        if any(t.lower in (",", "and") for t in tokens[start + length : stop]):
            return ("list", start + length, stop)
        return ("sum", ("span", start + length, stop))
    if any(t.lower in (",", "and") for t in tokens[start:stop]):
        return None
    return ("span", start, stop)


def name_at(tokens: tuple[Token, ...], at: int, name: tuple[str, ...]) -> int:
    """How many words at a place say a defined name, with or without the article; 0 for none."""
    if at + len(name) <= len(tokens) and tuple(stem(t.lower) for t in tokens[at : at + len(name)]) == name:
        return len(name)
    return 0

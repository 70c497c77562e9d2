"""What a question asks for and under which conditions, before any word is looked up in a graph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from kg.ask.questions.courtesy import in_fewer_words, without_courtesy
from kg.ask.questions.times import Bound
from kg.ask.words.english import Token, phrase_at, tables, tokenize, word_set

_ASKS = "who|what|when|where|which|how|whether|if|why|the|all|whose|is|are|was|were|did|does|do|has|have"
_VERBS_AND_WORDS = _ASKS.replace("|if|why|the|all|", "|why|")
"""The words without which a piece asks nothing."""
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|so|well|and|please|also|now)[\s,]+)*"
    r"(?:(?:could|can|would|will) you (?:please )?(?:tell me|list|show me|say|explain|give me)|do you know"
    r"|i(?:'d| would) like to know|i want to know|tell me|i am wondering|i wonder|please)"
    rf"\s*[,:]?\s+(?=(?:{_ASKS})\b)",
    re.I,
)
_AFTERWARDS = (("after", "the", "first"), ("after", "that"), ("from", "then", "on"), ("thereafter",), ("afterwards",))
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


@dataclass(frozen=True, slots=True)
class QuestionFrame:
    """One part of a question: its tokens, what it asks (`asks`, a word of questions.toml), and its conditions.

    `focus` are the positions of the question words. `time` is current, former, or empty; `modality` plan,
    projection, opinion, fact or empty; `superlative` (max or min, kind, position) and `top` how many of them.
    """

    text: str
    tokens: tuple[Token, ...]
    asks: str
    focus: tuple[int, ...]
    negated: tuple[int, ...] = ()
    time: str = ""
    time_at: tuple[int, ...] = ()
    past: bool = False
    modality: str = ""
    superlative: tuple[str, str, int] | None = None
    top: int = 1
    aggregate: str = ""
    aggregate_at: tuple[int, ...] = ()
    bounds: tuple[Bound, ...] = ()
    by: tuple[tuple[int, int], ...] = ()
    pronouns: tuple[int, ...] = field(default=())
    moods_at: frozenset[int] = frozenset()
    rate: str = ""
    rate_at: frozenset[int] = frozenset()


def normalise(question: str) -> str:
    """One line without control characters, with polite openings gone."""
    text = "".join(c if c.isprintable() else " " for c in question)
    text = re.sub(r"\s+", " ", text).strip()
    wrong = tables()["misspelt"]
    text = (
        re.sub(r"[A-Za-z']+", lambda m: wrong.get(m.group().lower(), m.group()), text)
        if text.isascii() or len(text) < 2000
        else text
    )
    # A name's own: "Pathways' predecessor" as "Pathways's", so that the owner is seen.
    text = re.sub(r"\b([A-Z][\w-]*s)['\u2019](?= [a-z])", r"\1's", text)
    for said, plain in tables()["rewordings"].items():
        if said in text.lower():
            text = re.sub(rf"\b{said}\b", plain, text, flags=re.I)
    text = in_fewer_words(without_courtesy(text))
    return _POLITE.sub("", text).strip(" \"'“”") or text


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"{said}[\s?.!]*", re.I), plain) for said, plain in tables()["patterns"].items())


def plainer(text: str) -> str:
    """A question put in a roundabout way as the plainer one that it means.

    >>> plainer("Since when has Harbor been running?")
    'when did Harbor start?'
    """
    for pattern, plain in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return found.expand(plain) + "?"
    return text


def split_parts(question: str) -> list[str]:
    """The parts of a question that asks several things: "Which law created it, and when?".

    >>> split_parts("Which law created it, and when?")
    ['Which law created it', 'when']
    """
    openings = "|".join(sorted((re.escape(o) for o in tables()["parts"]["openings"]), key=len, reverse=True))
    led = "|".join(tables()["parts"]["led"])
    text = question.strip().rstrip("?!. ")
    sentences = [s for s in re.split(r"\?\s+(?=\w)", text) if s]
    parts: list[str] = []
    for sentence in sentences:
        start = 0
        joints = rf"(?:,\s*(?:and\s+|or\s+)?|\s+and\s+)(?=(?:{openings})\b)|,?\s+and\s+(?=(?:{led}) (?:which|what)\b)"
        for joint in re.finditer(joints, sentence, flags=re.I):
            piece = sentence[joint.end() :]
            if re.search(r"\bor\b", joint.group(), re.I) and piece.split()[0].lower() in word_set("words", "auxiliary"):
                continue  # "is it compulsory, or may we say no": a choice, and no second question
            if _is_clause(sentence[start : joint.start()], piece):
                parts.append(sentence[start : joint.start()].strip(" ,"))
                start = joint.end()
        parts.append(sentence[start:].strip(" ,"))
    return [p for p in parts if p]


def _is_clause(before: str, piece: str) -> bool:
    """Whether what follows "and" is a question of its own and not the rest of a list or a relative clause."""
    first = before.split()[0].lower() if before.split() else ""
    asks = word_set("parts", "openings") | {
        "is",
        "are",
        "was",
        "were",
        "did",
        "does",
        "do",
        "has",
        "have",
        "how",
        "in",
        "under",
        "by",
        "whose",
    }
    if first not in asks and not first.startswith(("who", "what", "wh")):
        return False
    if first in ("who", "when", "where", "which", "what") and len(before.split()) < 2:
        return False
    short = first == "under" or (first in ("in", "by") and len(before.split()) < 5)
    if short and not re.search(rf"\b(?:{_VERBS_AND_WORDS})\b", before, re.I):
        # "In 2028, how many …": a time or a place before the question, and no question of its own.
        return False
    if re.match(r"(?:which|what) \w+ (?:is|are|was|were)\b", before, re.I) and re.match(
        r"which (?:ones )?(?:is|are|was|were) (?!also\b|not\b)\w+$", piece, re.I
    ):
        return True  # "which models are mandatory, and which are voluntary"
    return not re.match(
        r"which (?:is|are|was|were)\b|who (?:is|are|was|were)? ?(?:also|not)\b|what (?:is|are) (?:also)\b", piece, re.I
    )


@lru_cache(maxsize=1)
def _openings() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """First word → the openings that begin with it, as words, with what they ask for, in the order of the table."""
    out: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for entry in tables()["focus"]:
        for opening in entry["opening"]:
            words = tuple(t.lower for t in tokenize(opening))
            out.setdefault(words[0], []).append((words, str(entry["asks"]), bool(entry.get("bare"))))
    return out


def find_focus(tokens: tuple[Token, ...]) -> tuple[str, tuple[int, ...]]:
    """What the opening words ask for, and where they stand; a question without them is a list of keywords."""
    best = ("keywords", ())  # type: tuple[str, tuple[int, ...]]
    longest = 0
    bare: tuple[str, tuple[int, ...]] | None = None
    first = tokens[0].lower if tokens else ""
    for words, asks, is_bare in _openings().get(first, ()):
        if len(words) > longest and tuple(t.lower for t in tokens[: len(words)]) == words:
            found = (asks, tuple(range(len(words))))
            if is_bare and asks == "definition" and words[0] in ("what", "who", "what's"):
                bare = found
                continue
            best, longest = found, len(words)
    if best[0] == "keywords" and bare is not None:
        best = ("which" if bare[1] and tokens[0].lower.startswith("what") else "who", bare[1])
    if best[0] in ("keywords", "truth", "list"):
        inner = _inner_focus(tokens, len(best[1]))
        if inner is not None and best[0] != "truth":
            return inner
    return best


def _inner_focus(tokens: tuple[Token, ...], start: int) -> tuple[str, tuple[int, ...]] | None:
    """A question word that is not at the front: "show me how many …", "the model started when"."""
    for i in range(start, len(tokens)):
        two = " ".join(t.lower for t in tokens[i : i + 2])
        if two in ("how many", "how much", "how long"):
            return {"how many": "count", "how much": "amount", "how long": "duration"}[two], (i, i + 1)
        if tokens[i].lower in ("when", "who", "where") and (
            i == start or i == len(tokens) - 1 or (tokens[len(tokens) - 1].lower == "?" and i == len(tokens) - 2)
        ):
            return tokens[i].lower, (i,)
    return None


def find_negation(tokens: tuple[Token, ...], named: frozenset[int] = frozenset()) -> tuple[int, ...]:
    """Positions of words that deny; `named` are positions inside names."""
    out: list[int] = []
    for i, token in enumerate(tokens):
        if i in named:
            continue
        if token.lower in word_set("negation", "words") or token.lower.endswith("n't"):
            if (
                token.lower in ("no", "not")
                and i + 2 < len(tokens)
                and tokens[i + 1].lower in ("more", "less", "fewer", "later", "longer")
            ):
                continue
            out.append(i)
    return tuple(out)


def find_time(tokens: tuple[Token, ...], named: frozenset[int] = frozenset()) -> tuple[str, tuple[int, ...]]:
    """Whether what is now or what was is asked for; `named` are positions inside names ("prior authorization")."""
    for kind in ("former", "current"):
        for i in range(len(tokens)):
            if i in named:
                continue
            length = phrase_at(tokens, i, "time", kind)
            after = [t.lower for t in tokens[i + 1 :]]
            if kind == "former" and tokens[i].lower == "earlier" and ("or" in after or "than" in after[:1]):
                continue
            if length and not (
                kind == "former"
                and tokens[i].lower in ("prior", "old", "once", "past")
                and i + 1 < len(tokens)
                and tokens[i + 1].lower in ("to", "the", "how")
            ):
                return kind, tuple(range(i, i + length))
    return "", ()


def find_modality(tokens: tuple[Token, ...], named: frozenset[int] = frozenset()) -> str:
    """Whether forecasts, plans or opinions are asked for; `named` are positions inside names."""
    for kind in ("projection", "opinion", "plan"):
        for i in sorted(set(range(len(tokens))) - named):
            if phrase_at(tokens, i, "modality", kind) and not (
                kind == "plan" and tokens[i].lower in ("will", "plan", "plans")
            ):
                return kind
    return ""


def find_superlative(
    tokens: tuple[Token, ...], named: frozenset[int] = frozenset()
) -> tuple[tuple[str, str, int] | None, int]:
    """ "the three largest" → (("max", "number", position), 3); `named` are positions inside names."""
    lower = [t.lower for t in tokens]
    for i, token in enumerate(tokens):
        if i in named:
            continue
        said = tables()["superlatives"].get(token.lower)
        if not said and "or" in lower[i:] and "than" not in lower and lower[0] in ("which", "what", "who"):
            said = tables()["comparatives"].get(token.lower)
        pair = tables()["superlatives"].get(f"{token.lower} {tokens[i + 1].lower}") if i + 1 < len(tokens) else None
        if pair or said:
            if token.lower in ("most", "least") and i and tokens[i - 1].lower == "at":
                continue
            if not pair and period_at(lower, i):
                continue
            direction, kind = pair or said
            near = [t.lower for t in (*tokens[max(0, i - 1) : i], *tokens[i + 1 : i + 2])]
            top = next(
                (int(n) if n.isdigit() else _NUMBERS[n] for n in near if n in _NUMBERS or (n.isdigit() and len(n) < 3)),
                1,
            )
            return (direction, kind, i), top
    return None, 1


def find_rate(tokens: tuple[Token, ...]) -> tuple[str, frozenset[int]]:
    """The stretch of time that an amount is asked for, as a duration, and where it stands: "each decade", "per year".

    >>> find_rate(tokenize("how much for every ten years"))
    ('P10Y', frozenset({3, 4, 5}))
    """
    lower = [t.lower for t in tokens]
    for i, word in enumerate(lower):
        if word in ("annually", "yearly"):
            return "P1Y", frozenset({i})
        if word not in ("each", "every", "per"):
            continue
        stop = i + 1
        while stop < len(lower) and lower[stop] in ("fiscal", "calendar", "subsequent", "following", "single"):
            stop += 1
        for said, rate in (("decade", "P10Y"), ("ten years", "P10Y"), ("10 years", "P10Y"), ("year", "P1Y")):
            words = said.split()
            if lower[stop : stop + len(words)] == words:
                rest = stop + len(words)
                after = next((w for w in _AFTERWARDS if tuple(lower[rest : rest + len(w)]) == w), ())
                return rate, frozenset(range(i, rest + len(after)))
        if lower[stop : stop + 3] in (["10", "-", "year"], ["ten", "-", "year"]) or lower[stop : stop + 1] == [
            "ten-year"
        ]:
            length = 1 if lower[stop] == "ten-year" else 3
            more = lower[stop + length : stop + length + 1] in (["period"], ["span"], ["stretch"])
            return "P10Y", frozenset(range(i, stop + length + more))
    return "", frozenset()


def period_at(lower: list[str], at: int) -> int:
    """How many words name a stretch of time that no date tells, from "first" or "last" on: "its first ten years" has 3.

    >>> period_at("in its first ten years".split(), 2), period_at("the first model".split(), 1)
    (3, 0)
    """
    if lower[at] not in ("first", "last", "latest") or not at:
        return 0
    if lower[at - 1] not in ("its", "their", "the", "his", "her", "s", "'s"):
        return 0
    stop = at + 1
    while stop < len(lower) and (lower[stop].isdigit() or lower[stop] in _NUMBERS or lower[stop] == "full"):
        stop += 1
    return stop - at + 1 if stop < len(lower) and lower[stop] in word_set("periods", "words") else 0


def find_grouping(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Where "by", "per", "of each" … stand: (position, length)."""
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        length = phrase_at(tokens, i, "grouping", "markers")
        if length:
            out.append((i, length))
        i += max(1, length)
    return tuple(out)

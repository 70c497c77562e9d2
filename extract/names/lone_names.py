"""Lone names: capitals without a class noun that several different deeds together show to be an initiative's name.

"Alder saved $5 million" alone could be said of a company. Where the same text also says that Alder is voluntary, or
that clinics joined it, the two together are enough. Each kind of deed has a weight of its own, since equal weights
count once. Two or three words of ordinary English in capitals ("Warm Hands", "Safe Start") are a lone name as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from extract.names.name_matcher import ARTICLES
from extract.names.name_words import NameWords
from extract.names.runs import CONNECTORS, DAYS, OPENERS, is_capital, is_owner, right_of
from extract.names.signs import ENOUGH, Sign
from extract.parsing.pipeline import english_words

GAINS = frozenset({"save", "lose", "cost"})
EFFECTS = frozenset({"improve", "lower", "reduce", "raise", "cut"})
JOINING = frozenset({"join", "leave", "exit", "enter"})
PAYING = frozenset({"pay", "cover", "reward", "target", "enroll", "bundle"})
KIN = frozenset({"successor", "predecessor", "replacement", "failure", "success", "future", "fate"})
FATES = frozenset({"drop", "renew", "scrap", "shelve", "survive", "fail", "await", "close", "save", "lose"})
RUN = frozenset({"run", "test", "pilot", "trial", "manage", "operate", "oversee", "administer"})
"""What is done by a body to what it tries out: "Friend in the Ward is run by the Volunteering Office"."""
RANKS = frozenset({"smallest", "largest", "oldest", "newest", "latest", "youngest", "biggest"})
COUNTED = re.compile(
    r"(?:(?:a|one|the|two|another|others?)(?: of (?:them|these|those))?,? ?)?"
    r"(?:second|third|fourth|fifth|sixth|last|other|newest|oldest|latest|first|another|one of them|one)"
    r"(?: (?:model|test|pilot|demonstration|initiative|experiment|trial))?,$"
)
"""What opens a sentence that goes on with the name of one more of what was counted: "A fourth, Alder, failed"."""

AMONG = re.compile(
    r"(?:among (?:them|these|those)|one of (?:them|these|those)|the \w+est)(?: of (?:them|these))?"
    r" (?:is|are|was|were):?$"
)
KIND_ENDS = frozenset({",", "that", "which", "of", "for", "on", "."})
"""What may follow the noun that tells what a name names: "Alder, a pilot on sleep"."""
NUMBER = 4
"""Digits that a number in a name has not: it is no year."""
ASIDE = 12
"""Tokens that brackets between a name and what it is may hold."""
SLIGHT = 0.96
"""What a deed proves that firms and people have as well: nothing, unless the name is half likely or does more."""
BACK = 8
"""Sentences back within which models, tests or pilots must be spoken of before one of them is named so."""


def lone_names(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """The signs in one sentence that lone capitalised words name initiatives."""
    for token in sentence:
        if _is_lone(token, sentence):
            for weight in set(_weights(token, sentence, words)):
                yield Sign(token.text, words.initiative, weight)
    for run in _runs(sentence, words):
        for weight in set(_run_weights(run, sentence, words)):
            yield Sign(run.text, words.initiative, weight)


def _runs(sentence: Span, words: NameWords) -> Iterator[Span]:
    """Two or three ordinary words in capitals, without an article: no class noun, title or known thing among them.

    An owner's "'s" and small words may stand among them: "Miner's Lamp", "Bread on the Table".
    """
    doc, place = sentence.doc, sentence.start
    idle = words.words("initiatives", "plain") | words.words("initiatives", "loose") | words.words("people", "titles")
    while place < sentence.end:
        end, joined = place, False
        while end < sentence.end:
            step = _joint(doc, end, sentence.end, words) if end > place else 0
            joined = joined or step > 0
            if not step and not is_capital(doc[end]):
                break
            end += step or 1
        numbered = end > place and end < sentence.end and doc[end].text.isdigit() and len(doc[end]) < NUMBER
        run = doc[place : end + numbered]
        said = [one for one in doc[place:end] if is_capital(one)]
        known = english_words()
        spelt = all(
            one.text.istitle() and not known.isdisjoint({one.lower_, one.lower_.removesuffix("s")}) for one in said
        )
        before = doc[place - 1] if place > sentence.start else None
        own = joined and before is not None and before.is_title and (before.i > sentence.start or before.lower_ == "a")
        articled = before is not None and before.lower_ in {*ARTICLES, "this"} and not own
        inner = CONNECTORS - {"and", "or", "&"}
        led = place - 1 > sentence.start and doc[place - 1].lower_ in inner and is_capital(doc[place - 2])
        leads = end + 1 < sentence.end and doc[end].lower_ in inner and is_capital(doc[end + 1])
        body = led or leads or (joined and any(one.lower_ in words.apart for one in said))
        if len(said) + numbered in {2, 3} and spelt and not body and not articled:
            last = said[-1].lower_
            classed = last in words.heads or last in words.kinds or last in words.words("bodies", "heads")
            opener = run[0].pos_ in OPENERS and place == sentence.start
            titled = not words.words("people", "titles").isdisjoint(one.lower_ for one in run)
            dated = any(one.lower_ in DAYS | {"may", "march"} for one in run)
            if not (classed or opener or titled or dated or all(one.lower_ in idle for one in run)):
                yield run
        place = max(end, place + 1)


def _joint(doc: Doc, at: int, last: int, words: NameWords) -> int:
    """How many tokens at `at` join capitals to one name ("'s", "on the"), or none."""
    if is_owner(doc, at, last):
        return 1
    if doc[at].lower_ not in words.words("entire", "small") or doc[at].text[0].isupper():
        return 0
    step = 1 + (at + 1 < last and doc[at + 1].lower_ in ARTICLES)
    return step if at + step < last and is_capital(doc[at + step]) and doc[at + step].ent_type_ != "DATE" else 0


def _run_weights(run: Span, sentence: Span, words: NameWords) -> Iterator[float]:
    """What a sentence tells of a run; firms have such names too, so that to pay, to cover or to join proves nothing."""
    doc, root = run.doc, run.root
    closed = (
        doc[run.end : min(sentence.end, run.end + ASIDE)] if doc[run.end - 1 : run.end + 1].text.endswith("(") else ()
    )
    end = next((one.i + 1 for one in closed if one.text == ")"), run.end)  # "Long Meadow (officially …) is a scheme"
    after = [each.lower_ for each in doc[end : min(sentence.end, end + 9)]]
    if after[:1] in ([","], ["is"], ["was"], ["remains"]) and after[1:2] in (["a"], ["an"], ["the"], ["our"], ["its"]):
        stop = next((at for at, word in enumerate(after[1:], 1) if word in KIND_ENDS), 0)
        if stop and after[stop - 1] in words.words("initiatives", "nouns"):
            yield ENOUGH + 0.5
    states = words.words("references", "initiative_states")
    is_so = root.dep_ == "nsubj" and root.head.lemma_ in {"be", "become", "remain"}
    if is_so and any(child.lower_ in states for child in root.head.children):
        yield 1.4
    fates = words.words("initiatives", "passive_verbs") | {"stop", "approve"}
    if root.dep_ == "nsubjpass" and root.head.lemma_ in fates:
        yield 1.35
    if root.dep_ == "dobj" and root.head.lemma_ in fates:
        yield 1.2
    if root.dep_ == "nsubjpass" and root.head.lemma_ in RUN:
        agents = [one for by in root.head.children if by.dep_ == "agent" for one in by.children]
        if any(words.heads.get(one.lower_) == words.terms["Organization"] and is_capital(one) for one in agents):
            yield 1.25
    begun = words.words("initiatives", "verbs")
    goes_on = any(child.dep_ in {"xcomp", "dobj"} for child in root.head.children)  # "began serving food"
    dated = root.head.lemma_ in begun and any(t.ent_type_ == "DATE" for t in root.head.subtree)
    if root.dep_ == "nsubj" and dated and not goes_on:
        yield 1.45 if all(map(is_capital, run[:2])) else 1.5  # the latter as other readers weigh it: it counts once
    amount = any(one.is_currency or one.lower_ == "money" for one in doc[run.end : min(sentence.end, run.end + 3)])
    if run.end < sentence.end and doc[run.end].lemma_ in GAINS and amount:
        yield 1.25
    if _is_beside_initiative(run, sentence, words):
        yield 1.3
    if root.dep_ == "dobj" and root.head.lemma_ in words.words("initiatives", "presents"):
        yield SLIGHT + 0.01
    taking = root.dep_ == "pobj" and root.head.lower_ in {"in", "for", "under"}
    if taking or (root.dep_ == "dobj" and root.head.lemma_ in JOINING):
        yield SLIGHT


def _is_beside_initiative(run: Span, sentence: Span, words: NameWords) -> bool:
    """Whether a run stands in a list right beside an initiative's full name: "the Alder Model and Safe Start"."""
    doc, named = run.doc, words.words("heads", "Initiative")
    before = run.start - 1
    while before > sentence.start and doc[before].lower_ in {"and", "or", ","}:
        before -= 1
    if before < run.start - 1 and doc[before].text.istitle() and doc[before].lower_ in named:
        return True
    place = run.end
    while place < sentence.end and doc[place].lower_ in {"and", "or", ",", "the"}:
        place += 1
    if not run.end < place < sentence.end or not is_capital(doc[place]):
        return False
    last = doc[right_of(doc, place, sentence.end) - 1]
    return last.text.istitle() and last.lower_ in named


def speaks_of(sentence: Span, words: NameWords) -> tuple[bool, bool]:
    """Whether a sentence speaks of models or tests, and whether it tells how many they are ("three pilots")."""
    groups, nouns = words.words("initiatives", "groups"), words.words("initiatives", "nouns")
    spoken = [token for token in sentence if token.lower_ in groups or token.lower_ in nouns]
    return bool(spoken), any(
        token.lower_ in groups and any(child.dep_ == "nummod" for child in token.children) for token in spoken
    )


def counted_names(sentence: Span, before: Sequence[tuple[bool, bool]], words: NameWords) -> Iterator[Sign]:
    """ "A fourth, Alder, failed", "Among them is Alder", near sentences that speak of models or tests.

    `before` is what `speaks_of` tells of the sentences before this one, and of it itself at the end.
    """
    if not any(spoken for spoken, _ in before[-BACK - 1 :]):
        return
    if any(numbered for _, numbered in before[-5:-1]):
        yield from _one_of_several(sentence, words)
    for token in sentence[1:8]:
        if not is_capital(token) or token.ent_type_ == "DATE" or token.lower_ in DAYS:
            continue
        told = " ".join(each.lower_ for each in sentence[: token.i - sentence.start]).replace(" ,", ",")
        if COUNTED.fullmatch(told) or AMONG.fullmatch(told):
            end = token.i + 1
            while end < sentence.end and (is_capital(sentence.doc[end]) or is_owner(sentence.doc, end, sentence.end)):
                end += 1
            if end >= sentence.end or sentence.doc[end].text in {",", ".", ":", ";", "—", "(", "and"}:
                yield Sign(sentence.doc[token.i : end].text, words.initiative, ENOUGH)
        return


def _one_of_several(sentence: Span, words: NameWords) -> Iterator[Sign]:
    """ "Three pilots went on. Alder was renewed": a subject with an initiative's verb, just after their number."""
    first = sentence[1] if len(sentence) > 1 and sentence[0].lower_ in {"and", "but"} else sentence[0]
    if not _is_lone(first, sentence) or first.ent_type_ == "PERSON":
        return
    fates = words.words("initiatives", "passive_verbs") | words.words("initiatives", "verbs") | FATES
    if first.dep_ in {"nsubj", "nsubjpass"} and first.head.lemma_ in fates:
        yield Sign(first.text, words.initiative, 1.45)


def _is_lone(token: Token, sentence: Span) -> bool:
    if not token.text.istitle() or not token.is_alpha or len(token) < 3 or token.lower_ in DAYS:
        return False
    doc = token.doc
    first, last = token.i == sentence.start, token.i + 1 >= sentence.end
    if (not last and is_capital(doc[token.i + 1])) or (not first and is_capital(doc[token.i - 1])):
        return False
    if not first and doc[token.i - 1].lower_ in {"the", "a", "an", "this", "dr.", "mr.", "ms.", "mrs."}:
        return False
    opens = first or doc[token.i - 1].is_quote or doc[token.i - 1].text in {":", ";"}
    ordinary = opens and token.lower_ in english_words() and token.pos_ not in {"PROPN", "NOUN"}
    return not ordinary and token.tag_ != "NNS"


def _weights(token: Token, sentence: Span, words: NameWords) -> Iterator[float]:
    """The weights of all kinds of evidence that one word has in one sentence."""
    doc = token.doc
    after = [each.lower_ for each in doc[token.i + 1 : min(sentence.end, token.i + 14)]]
    nouns = words.words("initiatives", "nouns")
    if after[:1] == [":"] and token.lower_ in words.words("headings", "words"):
        return  # "Rumour: it will shut in March"
    if after[:1] == [","] and len(after) > 2 and after[1] in {"a", "an", "its", "our", "the"}:
        stop = next((at for at, word in enumerate(after[1:], 1) if word in KIND_ENDS), 0)
        if stop and after[stop - 1] in nouns:
            yield ENOUGH
    if after[:1] in (["'s"], ["\u2019s"]) and len(after) > 1 and after[1] in KIN:
        yield 1.3
    if after[:2] == [",", "the"] and len(after) > 3 and after[2] in RANKS and after[3] == ",":
        yield 1.22
    head = token.head
    if token.dep_ == "nsubj":
        yield from _deeds(head, words)
    if token.dep_ == "dobj" and head.lemma_ in JOINING:
        yield 1.2
    if token.dep_ == "dobj" and head.lemma_ in {"replace", "supersede"} and token.ent_type_ != "PERSON":
        yield 1.3
    for clause in token.children:
        if clause.dep_ == "relcl" and any(each.lower_ in {"which", "that"} for each in clause.children):
            yield from _deeds(clause, words)
            dated = any(t.ent_type_ == "DATE" for t in clause.subtree)
            if dated and clause.lemma_ in words.words("initiatives", "verbs"):
                yield 1.45
    taking = {"participate", "part", "enroll", "sign"}
    if token.dep_ == "pobj" and head.lower_ in {"in", "for"} and head.head.lemma_ in taking:
        yield 1.2


def _deeds(verb: Token, words: NameWords) -> Iterator[float]:
    objects = [child for child in verb.children if child.dep_ in {"dobj", "dative"}]
    if verb.lemma_ in GAINS and any(t.ent_type_ == "MONEY" or t.lower_ in {"money", "nothing"} for t in objects):
        yield 1.25
    if verb.lemma_ in EFFECTS and any(each.lower_ in {"quality", "spending", "care", "costs"} for each in objects):
        yield 1.1
    if verb.lemma_ in PAYING and any(each.tag_ == "NNS" and each.text.islower() for each in objects):
        yield 1.15
    states = words.words("references", "initiative_states")
    if verb.lemma_ in {"be", "become", "remain"} and any(child.lower_ in states for child in verb.children):
        yield 1.4
    for other in verb.conjuncts:
        if other.pos_ == "VERB" and not any(child.dep_ == "nsubj" for child in other.children) and other.i > verb.i:
            yield from (weight for weight in _deeds(other, words) if verb.i < other.i)
            return

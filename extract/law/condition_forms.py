"""Condition forms: how running prose says that a provision sets a test, as expressions over a sentence's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.parsing.cues import Cues

PLAIN = r"(?!(?:the|an?|if|unless|that|when|where|until|once|only|and|or|by|of|to|than)\b)[a-z]+"
SURE = r"(?:(?:is|are|be|has been) )?(?:satisfied|persuaded|convinced)|(?:is|are|be) of (?:the|an) (?:opinion|view)"
COUNT = r"(?:two|three|four|five|2|3|4|5|several|each of|all of|both)"
MAY = r"(?:may|can|shall|must|will)"
MUST = r"(?:must|shall|has to|have to|is to|are to|need(?:s|ed)? to|may only|may not|cannot)"
ORDINALS = ("first", "second", "third", "fourth", "fifth")
CAPITAL = r"(?![A-Z]\.\s+[a-z])(?!(?:And|But|If|Only|First|Second|Third|Finally|The|When)\b)[A-Z][\w&.\u2019'-]*"
NAME = rf"(?:{CAPITAL}(?:\s+(?:(?:of|for|on|and|the)\s+){{0,2}}{CAPITAL}){{0,5}})"
FOUND = "found|determined|certified|judged|decided|settled"
ONE_TEST = "criterion|condition|test|requirement|standard"
ONLY_IF = r"(?:only )?(?:if|once|where|when|provided that)"
IF = r"(?:only )?(?:if|where|when|once|provided that|so long as|as long as)"
ENLARGE = "expand|extend|continue|renew|widen|scale up|broaden"
CLOSED = "terminated|ended|stopped|discontinued|closed"
CHANGED = "expanded|extended|widened|renewed|continued"
BEHIND = r"[^.;:]{0,80}?"
"""What stands between what may happen and its test, in the same clause."""
WORDS = ("tests", "decide", "bearer", "trials", "goes_on", "becoming", "holds", "decisions")


@dataclass(frozen=True, slots=True)
class ConditionForms:
    """What announces tests (`head`), who decides them (`decides`, `left_to`), and the wordings that set just one.

    A sentence of its own tells who decides by the narrower `finds`: a clinic that must state something tests nothing.
    Of those `sole` counts it, `nth` tells its place, `about` its place and its matter alone, `asked` its words (`text`)
    and its decider (`who`); `plain` and `only_if` end where it begins, the last where it must name its decider.
    Believed only of what a test can be about are `judged` (as `asked`) and `loose` (as `plain`).
    """

    head: re.Pattern[str]
    finds: re.Pattern[str]
    decides: tuple[re.Pattern[str], ...]
    left_to: re.Pattern[str]
    sole: re.Pattern[str]
    plain: tuple[re.Pattern[str], ...]
    asked: tuple[re.Pattern[str], ...]
    nth: re.Pattern[str]
    about: re.Pattern[str]
    only_if: re.Pattern[str]
    judged: tuple[re.Pattern[str], ...]
    loose: tuple[re.Pattern[str], ...]


def forms_of(cues: Cues) -> ConditionForms:
    """The forms that a set of cue words makes, made once for each set."""
    law = cues.group("law")
    return _forms(*(law.get(name, frozenset()) for name in WORDS))


@lru_cache(maxsize=4)
def _forms(
    tests: frozenset[str],
    decide: frozenset[str],
    bearer: frozenset[str],
    trial: frozenset[str],
    going_on: frozenset[str],
    becoming: frozenset[str],
    holds: frozenset[str],
    decisions: frozenset[str],
) -> ConditionForms:
    nouns = "|".join(sorted(tests - {"things"}))
    listed = r"\b(?:if|where|when|unless|only upon|provided(?: that)?)(?:\s+[^.;:()]{5,110}?\bthat)?:?\s*"
    listed += r"(?=\((?:1|a|i)\)|,? first,)"
    stems = "|".join(sorted(word.rstrip("ye") for word in decide)) + rf"|found|{SURE}"
    wider = stems + "".join(f"|{word.removesuffix('e')}" for word in sorted(holds))
    bearers = "|".join(sorted(bearer))
    whose = rf"(?:\s+of\s+(?:(?:the\s+)?{NAME}|(?!the\b)[a-z]+))?"
    who = rf"(?<![\w-])(?P<who>{NAME}|(?:{PLAIN}[\s-]){{0,2}}(?:{bearers}){whose})"
    leads = (
        r"(?:which is |and is )?(?:a matter|a question) for",
        rf"(?:which is )?(?:to be )?(?:as )?(?:{FOUND}) by",
        r"to the satisfaction of",
        r"in the (?:judgment|view|opinion) of",
        r"(?:and )?(?:leaves|left) (?:it|that) to",
        r"which",
    )
    rules = rf"(?:\s+(?:alone\s+)?(?:{stems}|settle|rule|certif)\w*(?:\s+alone|\s+on that)?)"
    opens = "only if|unless and until|unless|if|only where|only when|where|when|provided that"
    opens += "|(?:only )?(?:up)?on|only after"
    trials, goes_on, becomes = ("|".join(sorted(words)) for words in (trial, going_on, becoming))
    lets = r"(?:allows?|permits?|authorizes?|lets)"
    return ConditionForms(
        head=re.compile(rf"\b{COUNT}\b[^.;:]{{0,40}}?\b(?:{nouns})\b|\bsets? (?:out )?when\b|{listed}", re.I),
        finds=_deciding(who, stems),
        decides=(
            _deciding(who, wider),
            re.compile(
                rf"\b(?:{'|'.join(sorted(decisions))})s?(?:\s+in writing)?\s+(?:by|of|from)\s+(?:the\s+)?{who}"
                r"(?:\s+in writing)?\s+(?:that|to the effect that)\s+(?P<text>.+)$",
                re.S,
            ),
            re.compile(
                rf"\bit (?:is|has been|must be|shall be) (?:{FOUND}) by (?:the\s+)?{who}\s+that\s+(?P<text>.+)$", re.S
            ),
        ),
        left_to=re.compile(
            rf"[,;]?\s*(?:{'|'.join(leads)})\s+(?:the\s+)?{who}(?:{rules}|\s+to (?:settle|decide|judge))?\s*$", re.S
        ),
        sole=re.compile(
            r"\b(?:(?:a single|one|the (?:sole|only|single)) (?:criterion|condition|standard|test)"
            r"|(?:the|another) criterion)\b(?: only| alone)?[^.;:]{0,60}?(?:: ?|,? )that\s+",
            re.I,
        ),
        plain=(
            re.compile(rf"\b(?:{trials})s? {MAY} (?:{goes_on})\b{BEHIND}\bonly (?:if|where|when)\s+", re.I),
            re.compile(rf"\b(?:is|are|be) eligible for (?:{becomes})\b{BEHIND}\b(?:only )?(?:if|where|when)\s+", re.I),
            re.compile(rf"\b{lets} (?:the )?(?:{becomes})\b{BEHIND}\b{ONLY_IF}\s+", re.I),
            re.compile(rf"\b{lets} (?:an?|the) (?:{trials}) to (?:be )?(?:{goes_on})\b{BEHIND}\b{ONLY_IF}\s+", re.I),
            re.compile(rf"^To (?:qualify|be eligible) for (?:{becomes})\b[^,;:]{{0,80}},\s+"),
            re.compile(rf"^To be (?:{goes_on})\b[^,;:]{{0,80}},\s+"),
        ),
        asked=(
            re.compile(rf"^Whether (?P<text>.+?) (?:is|must be) (?:{FOUND}) by (?:the\s+)?{who}", re.S),
            re.compile(
                rf"\bit is for (?:the\s+)?{who} to (?:{stems})\w* that (?P<text>.+?)"
                rf"(?= (?:before|if|for) (?:it|the|an?)\b[^.;]*(?:{goes_on}|{becomes}|widened|extended))",
                re.S,
            ),
        ),
        nth=re.compile(
            rf"\b[Tt]he (?P<nth>{'|'.join(ORDINALS)}) (?:{ONE_TEST})\b[^.;:]{{0,90}}?"
            r"\b(?:(?:is|requires|demands) that|(?:is|asks|looks at|turns on|concerns) whether)\s+"
        ),
        about=re.compile(
            rf"^(?:[Tt]he (?P<nth>{'|'.join(ORDINALS)}) (?:{ONE_TEST})|(?:{ONE_TEST}) (?P<number>[1-9]))\b"
            r"[^.;:]{0,90}?\b(?:is about|concerns|relates to|looks at|deals with|addresses|turns on|has to do with)"
            r"\s+(?P<text>[^.;]+)",
            re.I,
        ),
        only_if=re.compile(
            rf"(?:\b(?:may|shall|can|will|is|be|{lets})\b.{{0,120}}?\b(?:{opens})"
            rf"|\b(?:[Nn]o|not|may|takes effect|{lets})\b.{{0,120}}?\b(?:until|once|only after))"
            rf"\s+(?=[Tt]?the|an?\s|[A-Z]|it (?:is|has been)\s|(?:written )?(?:{'|'.join(sorted(decisions))})\s)",
            re.S,
        ),
        judged=(
            re.compile(
                rf"\b(?:requires?|directs?) (?:the\s+)?{who} to (?:{stems})\w* that (?P<text>.+?)"
                rf"(?= before (?:it|the|any|an?)\b[^.;]*(?:{goes_on}|{becomes}|{CHANGED}))",
                re.S,
            ),
            re.compile(rf"\b{who} {MUST} (?:first )?(?:{stems})\w* that (?P<text>[^.;]*\b(?:{becomes})\b[^.;]*)", re.S),
            re.compile(
                rf"\brequires? (?:an?|the) (?:{'|'.join(sorted(decisions))}) (?:by|of|from) (?:the\s+)?{who} that "
                r"(?P<text>[^.;]+)"
            ),
            re.compile(
                rf"\b{who} (?:{MAY} )?(?:decide|determine|judge|settle)s?(?: under [^,;]{{3,60}}?)? whether"
                rf" (?P<text>(?:an?|any|the) (?:{trials}|{becomes})\b[^.;]+)"
            ),
        ),
        loose=(
            re.compile(rf"\b(?:{trials})s? {MAY} (?:{goes_on})\b{BEHIND}\b{IF}\s+", re.I),
            re.compile(rf"\b(?:{trials})s? (?:{MAY} )?be (?:{CLOSED})\b{BEHIND}\bunless\s+", re.I),
            re.compile(rf"\b{who} {MAY} (?:{ENLARGE}) (?:an?|any|the) (?:{trials})\b{BEHIND}\b{IF}\s+"),
        ),
    )


def _deciding(who: str, stems: str) -> re.Pattern[str]:
    """Somebody, a verb of deciding that has one of these stems, and behind "that" what is decided (`text`)."""
    return re.compile(
        rf"(?:\b(?:[Tt]he|[Aa]n?)\s+)?\b{who}(?:\s+of\s+[A-Z]\w+)?(?:,\s[^,;.]{{3,70}},|,)?"
        rf"\s+(?:(?:{MUST}|also|alone|then|has|have|first)\s+)*(?:{stems})(?:s|es|ies|y|e|ied|d|ed|n)?\b"
        r"(?:\s+in writing)?(?:\s+first)?(?:\s+|(?=,))(?:in writing\s+)?(?:to the [A-Z]\w+(?:\s[A-Z]\w+)?\s+)?"
        r"(?:\([^()]{3,200}\)\s?,?\s+|,\s[^;.]{3,140},\s+)?that\s+(?P<text>.+)$",
        re.S,
    )

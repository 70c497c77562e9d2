"""Ministers: heads of departments, whose title tells the matter and not the body: "Ann Lee, Minister of Health".

Such a post is that of the Ministry of Health where the text speaks of one; else it says nothing of any body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.passages import Passage
from extract.claims.claims import Claim, Evidence
from extract.claims.mentions import Mention
from extract.names.name_words import NameWords
from extract.names.named_posts import properties_of_heads
from extract.patterns.terms import XSD
from extract.values.values import Value
from ontology.namespaces import Namespaces

REACH = 90
"""Characters before and behind a name in which the title of its bearer may stand."""
TIMES = r"(?!\s*,?\s*\(?(?:until|from|since|between|through|till|in|\d{4})\b)(?!\s+[A-Z])"
"""A title with times behind it, or that goes on, is more than a title."""


def heads_of_departments(
    found: Sequence[Mention], passages: Sequence[Passage], words: NameWords, names: Namespaces, text: str, document: str
) -> Iterator[Claim]:
    """The claims of titles right behind or before the names of people, for the departments among `found`."""
    bodies = {one.referent.key: one for one in found if one.type == words.terms["Organization"]}
    people = [one for one in found if one.type == words.terms["Person"]]
    posts = properties_of_heads(words)
    lesser = "|".join(one for both in words.tables["lesser_posts"].values() for one in both)
    polite = "|".join(re.escape(one) for one in sorted(words.words("people", "dropped"), key=len, reverse=True))
    for head, kinds in words.tables["departments"].items():
        for body in bodies.values():
            known = re.fullmatch(rf"(?:{'|'.join(kinds)}) (?:of|for) (?:the )?(.+)", body.referent.label, re.I)
            field = re.escape(known.group(1)) if known else r"(?!)"
            told = rf"{head}(?: of state)? (?:of|for) (?:the )?{field}|{field} {head}"
            title = rf"(?P<title>(?:acting |interim )?(?:{told}))"
            behind = re.compile(rf"\s*[,(]\s*(?:the )?{title}\b{TIMES}", re.I)
            before = re.compile(rf"(?P<lesser>\b(?:{lesser})[ -])?\b{title},? (?:(?:{polite}) )?$", re.I)
            for person in people:
                said = behind.match(text, person.end, person.end + REACH)
                said = said or before.search(text, max(0, person.start - REACH), person.start)
                place = next((one for one in passages if one.start <= person.start < one.end), None)
                if said is None or place is None or said.start() < place.start or said.groupdict().get("lesser"):
                    continue
                start, end = min(person.start, said.start("title")), max(person.end, said.end("title"))
                proof = Evidence(
                    document,
                    start,
                    end,
                    text[start:end],
                    (place.start, place.end),
                    ((body.start, body.end, "antecedent"),),
                    confidence=0.9,
                    extracted_by="signature",
                )
                role = (("role", Value(" ".join(said.group("title").split()), XSD + "string")),)
                if head in posts:
                    yield Claim(body.referent, names.iri(posts[head]), person.referent, proof, role, "fact")
                else:
                    yield Claim(person.referent, names.iri("kg:affiliation"), body.referent, proof, role, "fact")

"""Mastheads: what the first and last lines of a plain text say of it, and who speaks in a transcript."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from corpus.blocks import Block, Metadata
from corpus.dates import date_line, find_date
from corpus.lines import Line

_URL = re.compile(r"(?:URL|Link|Source)?:?\s*<?(https?://\S+?)>?", re.I)
_NAME = r"[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){1,4}"
_BYLINE = re.compile(
    rf"(?i:(?:written |reported )?by:?|authors?:?)\s+(?P<names>{_NAME}(?:(?:,\s+{_NAME})*,?\s+(?:and|&)\s+{_NAME})?)"
    r"\s*(?P<rest>[,|(\u2013\u2014-].*)?"
)
_PREPARED = re.compile(
    r"(?i:(?:prepared|written|compiled|produced|drafted|submitted|conducted|authored) by:?)\s+(?:the )?"
    r"(?P<who>[A-Z][^.;:|,]{2,70}?)(?:\s+(?:for|to|on behalf of|under contract)\b.*|,.*)?"
)
"""Who made a report, told below its title: "Prepared by Alder Research for the Office of Tides"."""
_BY_AND_ON = re.compile(
    r"(?P<by>by\s+\S.*?)\s+on\s+(?P<on>\S.*)|(?P<first>(?:posted|published)\s.*?),?\s+(?P<then>by\s+\S.*)", re.I
)
_PARTS = re.compile(r"\s+(?:[|\u2022\u00b7/~]|\*{1,3})\s+|;\s+|\s*\u2014\s*(?=\d+ min)")
_MAIL = re.compile(
    r"(?P<key>From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Message-ID|MIME-Version|Content-[\w-]+|X-[\w-]+|Title|Headline"
    r"|Source|Publisher|Publication|Published|Date published|Publication date|Issued|Author|Byline|By|URL|Link"
    r"|Language|Licen[sc]e|Document number|Retrieved|Accessed|Scraped|Crawled):\s*(?P<value>.*)",
    re.I,
)
"""What mails and saved pages say in the lines above their text."""

_SIGNED = re.compile(r"(?P<who>[A-Z][^.;:|]{2,50}?)(?:,| [\u2013\u2014|-])\s+(?P<date>[^,]*\d.*)")
"""A name and a date below the title: "Office of Tides, May 4, 2026"."""

_SORT = re.compile(
    r"\b(?:reports?|evaluation|edition|updates?|issue|volume|newsletter|alert|opinion|draft|version|chapter|part|release"
    r"|sheet|statement|testimony|minutes|hearing|review|summary|notice|transcript|analysis|brief(?:ing)?|page|rule"
    r"|no|number|section|appendix|budget|memo(?:randum)?)\b",
    re.I,
)
"""A sort of document, which stands with a date below the title as a maker's name does."""
_ONLY_SORT = re.compile(
    rf"(?:(?:fact|press|news|data|program|model|policy)\s+)?(?:{_SORT.pattern}|factsheet)(?:\s+(?:no\.?|number)?\s*\d+)?",
    re.I,
)
_EVENT = re.compile(
    r"\b(?:beg[iau]n|start|end|launch|clos|open|effective|due|deadline|announc|expir|creat|sign|pass"
    r"|events?\b|meeting|hearing|webinar|comments?\b|appl|rounds?\b|cohorts?\b|phases?\b)",
    re.I,
)
_DAY = r"(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4})"
_DASH = r"\s*(?:--|[\u2013\u2014-])"
_DATELINES = (
    re.compile(
        r"[A-Z][A-Z.' ]{2,30}(?:,\s+[A-Z][A-Za-z.]+)*\s*[,(\u2013\u2014-]\s*"
        rf"{_DAY}\)?\s*(?:/\S+/\s*|\([A-Z][\w ]+\)\s*)?[\u2013\u2014-]"
    ),
    re.compile(rf"\(?{_DAY}\)?{_DASH}\s"),
    re.compile(rf"\({_DAY}\)\s"),
    re.compile(
        rf"[A-Z][a-zA-Z.']+(?: [A-Z][a-zA-Z.']+)?(?:,\s+[A-Z][A-Za-z.]+)?(?:,|{_DASH})\s*{_DAY}"
        rf"(?:\s*/[A-Z][\w ]+/)?(?:\.|{_DASH})\s"
    ),
)
"""How a release's first line begins: place and date, in either order and with any mark between."""

_TITLE_DATE = re.compile(
    r"\((?:rev(?:ised)?\.?|updated|published|issued)?\s*(?P<date>[^()]{4,20})\)\s*$"
    r"|[:,|\u2013\u2014-]\s+(?P<last>[A-Z][a-z]{2,8}\.?(?: \d{1,2},)? \d{4})\s*$",
    re.I,
)
_COLOPHON = re.compile(
    r"(?:this|the) (?:\w+ ){1,2}(?:was|is)(?: last)? (?:prepared|updated|reviewed|published|issued|current|written"
    r"|posted|revised|compiled)(?: (?:on|in|as of|at))* (?P<date>[^.]{4,24})\.?",
    re.I,
)
"""A closing line that tells when the text was made: "This notice was prepared in May 2034."."""

_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.'\u2019-]*(?:\s+[A-Z][\w.'\u2019-]*){0,4})(?:\s*\([^()\n]{2,60}\)|,\s+[^:\n]{2,60})?\s*:\s+(?=\S)"
)
_GUEST = re.compile(
    rf"\b(?:interview|conversation|q\s?&\s?a|questions for|sat down|talk)\w*\s+(?:with\s+|for\s+)?(?P<name>{_NAME})",
    re.I,
)
_FULL_NAME = re.compile(r"\b(?=(?P<full>[A-Z][a-z]+(?:\s+[A-Z]\.)?\s+(?P<last>[A-Z][a-z]+))\b)")
_ASKED, _ANSWERED = frozenset(("Q", "Question")), frozenset(("A", "Answer"))


def tells_event(words: str) -> bool:
    """Whether words beside a date say that it is of something that the text tells, and not of the text itself."""
    return _EVENT.search(words) is not None


def tells_sort(words: str) -> bool:
    """Whether a line only says of what sort a document is ("Fact sheet no. 14"), so that its title stands below."""
    return _ONLY_SORT.fullmatch(words.strip("*_# ")) is not None


def stands_alone(line: Line) -> bool:
    """Whether a line never goes on in the next: an address, a date line, a mail header."""
    words = line.text
    return len(words) <= 120 and bool(
        date_line(words)
        or _URL.fullmatch(words)
        or re.fullmatch(r"(?:for immediate release|(?:# ?){3}|\* ?\* ?\*)\.?", words, re.I)
    )


def mail_header(lines: list[Line]) -> tuple[int, Metadata]:
    """How many first lines are a header of a mail or a saved page, and what it says of the text below.

    Two such lines make a header, if one of them names a sender, subject, title, date or address.
    """
    fields: dict[str, tuple[str, int]] = {}
    count = last = 0
    for index, line in enumerate(lines):
        found = _MAIL.fullmatch(line.text)
        if found:
            fields.setdefault(found.group("key").lower(), (found.group("value"), line.start + found.start("value")))
            last = index + 1
            count += 1
        elif line.blank or not (line.indent and count):
            break
        else:
            last = index + 1
    if count < 2 or not {"from", "subject", "title", "headline", "date", "published", "url"} & fields.keys():
        return 0, Metadata()

    def said(*names: str) -> tuple[str, int]:
        return next((fields[name] for name in names if name in fields and fields[name][0]), ("", 0))

    words, at = said("date", "sent", "published", "date published", "publication date", "issued")
    dated = find_date(words)
    sender = re.sub(r"\s*<[^>]*>|\"", "", said("from", "author", "byline", "by")[0]).strip()
    address = next((value for value, _ in fields.values() if value.startswith(("http://", "https://"))), None)
    publisher = said("publisher", "publication", "source")[0]
    return last, Metadata(
        title=said("subject", "title", "headline")[0] or None,
        creators=(sender,) if sender else (),
        publisher=publisher if publisher and not publisher.startswith("http") else None,
        issued=dated[0] if dated else None,
        issued_span=(at + dated[1], at + dated[2]) if dated else None,
        language=said("language")[0] or None,
        url=address.split()[0] if address else None,
        license=said("license", "licence")[0] or None,
        identifier=said("document number")[0] or None,
    )


def tells_post(words: str) -> bool:
    """Whether a byline also tells what post its author holds: "By Ann Lee, Chief, Tide Office"."""
    found = _BYLINE.fullmatch(words.strip("*_ "))
    rest = (found.group("rest") or "").lstrip(", ") if found else ""
    return re.match(r"(?:the )?[A-Z][\w ]+(?:, | of | at )(?:the )?[A-Z]\w+ \w+", rest) is not None


def read_line(words: str, start: int, metadata: Metadata, byline: bool) -> Metadata | None:
    """Metadata with what a masthead line adds (address, date, byline), or `None` if the line is no such line."""
    marked = re.fullmatch(r"([*_]{1,3})([^*_].*?)\1", words)
    if marked:
        words, start = marked.group(2), start + len(marked.group(1))
    address = _URL.fullmatch(words)
    if address:
        return replace(metadata, url=metadata.url or address.group(1))
    dated = date_line(words)
    if dated and dated[0] == "posted":
        return metadata
    if dated and dated[0] == "modified":
        return replace(metadata, modified=metadata.modified or dated[1])
    if dated:
        if metadata.issued:
            return metadata
        return replace(metadata, issued=dated[1], issued_span=(start + dated[2], start + dated[3]))
    both = _BY_AND_ON.fullmatch(words) if byline and len(words) <= 120 else None
    if both and date_line(both.group("on") or both.group("first")):
        name = both.group("by") or both.group("then")
        parts = [both.group("on") or both.group("first"), name] if _BYLINE.fullmatch(name) else []
    else:
        parts = [part.strip() for part in _PARTS.split(words)]
    row = words.startswith("|")
    if len(parts) > 1 and len(words) <= 120 and not row and any(date_line(part) for part in parts):
        for part in parts:
            metadata = read_line(part, start + words.index(part), metadata, byline) or metadata
        return metadata
    signed = _SIGNED.fullmatch(words) if byline and len(words) <= 80 else None
    signed_on = date_line(signed.group("date")) if signed else None
    if signed and signed_on and len(signed.group("who").split()) <= 6 and not _EVENT.search(signed.group("who")):
        at = start + signed.start("date")
        if metadata.issued is None:
            metadata = replace(metadata, issued=signed_on[1], issued_span=(at + signed_on[2], at + signed_on[3]))
        who = signed.group("who").split(",")[0]
        return replace(metadata, creators=metadata.creators or ((who,) if not _SORT.search(who) else ()))
    prepared = _PREPARED.fullmatch(words) if byline and len(words) <= 160 and not words.endswith((".", ":")) else None
    if prepared:
        return replace(metadata, creators=metadata.creators or (prepared.group("who"),))
    names = _BYLINE.fullmatch(words) if byline and len(words) <= 160 and not words.endswith((".", ":")) else None
    if names:
        return replace(metadata, creators=metadata.creators or tuple(re.findall(_NAME, names.group("names"))))
    return None


def dateline(words: str, start: int, metadata: Metadata) -> Metadata:
    """Metadata with the date of a release's dateline ("SPRINGFIELD, March 3, 2026 — …"), if it has no date yet."""
    found = next((one for form in _DATELINES if (one := form.match(words))), None)
    dated = find_date(found.group("date")) if found else None
    if found is None or dated is None or metadata.issued:
        return metadata
    at = start + found.start("date")
    return replace(metadata, issued=dated[0], issued_span=(at + dated[1], at + dated[2]))


def told_date(words: str, start: int, metadata: Metadata) -> Metadata:
    """Metadata with the date that a title has at its end, or a closing line tells, if it has none yet."""
    found = _TITLE_DATE.search(words) or _COLOPHON.fullmatch(words)
    if found is None or metadata.issued or _EVENT.search(words if "last" in found.groupdict() else found.group()):
        return metadata
    name = "last" if found.groupdict().get("last") else "date"
    dated = find_date(found.group(name).strip())
    if dated is None or len(dated[0]) < 7:
        return metadata
    at = start + found.start(name) + len(found.group(name)) - len(found.group(name).lstrip())
    return replace(metadata, issued=dated[0], issued_span=(at + dated[1], at + dated[2]))


def speaker_labels(lines: list[Line]) -> frozenset[str]:
    """Names before a colon that stand at the head of two lines or more, or of lines of two speakers by turns."""
    counts = Counter(found.group("name") for line in lines if (found := _LABEL.match(line.text)))
    asked = any(name in _ASKED for name in counts) and any(name in _ANSWERED for name in counts)
    labels = {name for name, count in counts.items() if count >= 2 and _is_speaker(name)}
    if asked:
        labels |= (_ASKED | _ANSWERED) & counts.keys()
    if asked or len(labels) >= 1:
        labels |= {name for name in counts if name.isupper() and _is_speaker(name)}
    spoken = sum(counts[name] for name in labels)
    return frozenset(labels) if spoken >= 3 and (asked or len(labels) >= 2) else frozenset()


def _is_speaker(name: str) -> bool:
    words = name.split()
    return (
        name.isupper() or len(words) >= 2 or name in ("Interviewer", "Moderator", "Host", "Reporter", "Speaker")
    ) and all(word[0].isupper() for word in words)


def label_of(words: str, labels: frozenset[str]) -> tuple[str, int] | None:
    """The speaker's label that the words begin with, and where what is said begins."""
    found = _LABEL.match(words)
    return (found.group("name"), found.end()) if found and found.group("name") in labels else None


def full_names(text: str, blocks: list[Block]) -> list[Block]:
    """Speakers under their full names: the guest for "A", the one full name in the text for a surname."""
    guest = _GUEST.search(text[:3000])
    names: dict[str, str] = {}
    labels = {block.speaker for block in blocks if block.speaker}
    surnames = {label.capitalize() for label in labels if label.isalpha() and len(label) > 2}
    full: dict[str, set[str]] = {}
    for found in _FULL_NAME.finditer(text) if surnames else ():
        if found.group("last") in surnames:
            full.setdefault(found.group("last"), set()).add(found.group("full"))
    for label in labels:
        if label in _ANSWERED and guest:
            names[label] = guest.group("name")
        elif len(full.get(label.capitalize(), ())) == 1:
            names[label] = next(iter(full[label.capitalize()]))
        elif label.isupper() and " " in label and label.title() in text:
            names[label] = label.title()
    return [
        replace(block, speaker=names.get(block.speaker, block.speaker)) if block.speaker else block for block in blocks
    ]

"""Broken, hostile and absurd files by a seeded generator: `python tests/broken_files.py --count 500 --scale 10`.

Each is named by its number, what is wrong with it and how it is called. Run as a program it reads them one after the
other and prints a line of JSON for each: seconds, the reader's own line if it was refused, or how many passages it gave.
"""

from __future__ import annotations

import argparse
import codecs
import json
import random
import resource
import signal
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from office_files import W, paragraph, parts_of, pdf, pdf_of, run, saved, stream, word_document, zipped  # noqa: E402
from openpyxl import Workbook  # noqa: E402

WORDS = "The Tide Model began in January 2025 with 40 operators of the Harbor Center. "
Broken = tuple[str, bytes]
Maker = Callable[[random.Random, int], Broken]


def sound_files() -> dict[str, bytes]:
    """One file or more of each format, whole."""
    kept = {
        path.name: path.read_bytes()
        for path in sorted((HERE / "documents").iterdir())
        if path.suffix not in (".blocks", ".py")
    }
    book = Workbook()
    for row in (["Model", "Start"], ["Tide", 2021], ["Birch", 2022]):
        book.active.append(row)
    lines = [(60, 700 - 14 * at, 10, f"Line {at}: {WORDS}"[:90]) for at in range(12)]
    return {
        **kept,
        "sound.xlsx": saved(book),
        "sound.docx": word_document(paragraph(run(WORDS), "Heading1") + paragraph(run(WORDS), "ListBullet")),
        "sound.pdf": pdf([lines, lines]),
    }


SOUND = sound_files()


def any_file(chance: random.Random) -> tuple[str, bytearray]:
    """A sound file's name and bytes, each format as likely as the other."""
    suffix = chance.choice(sorted({name.rpartition(".")[2] for name in SOUND}))
    name = chance.choice([name for name in SOUND if name.endswith(suffix)])
    return name, bytearray(SOUND[name])


def truncated(chance: random.Random, scale: int) -> Broken:
    name, data = any_file(chance)
    return name, bytes(data[: chance.randrange(len(data))])


def beheaded(chance: random.Random, scale: int) -> Broken:
    name, data = any_file(chance)
    return name, bytes(data[chance.randrange(len(data)) :])


def garbled(chance: random.Random, scale: int) -> Broken:
    name, data = any_file(chance)
    start = chance.randrange(len(data))
    data[start : start + chance.choice((4, 64, 4096))] = chance.randbytes(chance.choice((4, 64, 4096)))
    return name, bytes(data)


def flipped(chance: random.Random, scale: int) -> Broken:
    name, data = any_file(chance)
    for _ in range(chance.choice((1, 5, 50))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return name, bytes(data)


def shuffled(chance: random.Random, scale: int) -> Broken:
    name, data = any_file(chance)
    size = chance.choice((7, 50, 400))
    pieces = [bytes(data[at : at + size]) for at in range(0, len(data), size)]
    chance.shuffle(pieces)
    return name, b"".join(pieces)


def misnamed(chance: random.Random, scale: int) -> Broken:
    name, data = any_file(chance)
    return f"{name}.{chance.choice(('pdf', 'docx', 'xlsx', 'html', 'csv', 'xml', 'json', 'exe'))}", bytes(data)


def joined(chance: random.Random, scale: int) -> Broken:
    (name, first), (_, second) = any_file(chance), any_file(chance)
    return name, bytes(first + second)


def padded_with_nulls(chance: random.Random, scale: int) -> Broken:
    name, data = any_file(chance)
    at = chance.randrange(len(data))
    return name, bytes(data[:at] + b"\0" * chance.choice((1, 100, 10_000)) + data[at:])


def nothing(chance: random.Random, scale: int) -> Broken:
    marks = (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, b"\xef\xbb\xbf\xef\xbb\xbf")
    return "nothing.txt", chance.choice(marks) + chance.choice((b"", b" \n\t", b"\0" * 40, b"\r" * 100, b"---\n---\n", b"\x0c" * 9))


def mixed_encodings(chance: random.Random, scale: int) -> Broken:
    words = "Caf\u00e9 \u201cTide\u201d \u2014 na\u00efve \u05e9\u05dc\u05d5\u05dd \u6f6e. "
    names = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-32-le", "cp1255", "gb18030", "shift_jis", "koi8-r", "cp500")
    made = b"".join(words.encode(chance.choice(names), "replace") for _ in range(chance.choice((2, 20, 400))))
    return "mixed.txt", chance.choice((b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"<html><meta charset=utf-99>")) + made


def zip_bomb(chance: random.Random, scale: int) -> Broken:
    filler = chance.choice(("<w:p/>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<w:x>" * 9, " "))
    size = chance.choice((2, 15)) * scale * 1_000_000
    if chance.random() < 0.5:
        return "bomb.docx", word_document(filler * (size // len(filler)))
    row = chance.choice(("<row/>", "<row><c/></row>", "<row><c><v>1</v></c></row>", '<row><c t="inlineStr"><is><t>a</t></is></c></row>'))
    return "bomb.xlsx", sheet_of(row * (size // len(row)))


def sheet_of(rows: str, after: str = "", strings: str = "") -> bytes:
    """A workbook whose sheet is this markup."""
    parts = parts_of(SOUND["sound.xlsx"])
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{strings}</sst>'.encode()
    return zipped(parts)


def absurd_sheet(chance: random.Random, scale: int) -> Broken:
    def cell(place: str, value: str = "1") -> str:
        return f'<c r="{place}"><v>{value}</v></c>'

    plain = "".join(f'<row r="{at}">{cell(f"A{at}")}{cell(f"B{at}")}</row>' for at in range(1, 9))
    whole = "A1:XFD1048576"
    long = "<si><t>" + WORDS * 1000 * scale + "</t></si>"
    many = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c><c r="B{at}" t="s"><v>0</v></c></row>' for at in range(1, 3000))
    made = chance.choice((
        lambda: sheet_of(f'<row r="1">{cell("A1")}</row><row r="1048576">{cell("XFD1048576")}</row>'),
        lambda: sheet_of(plain, f'<mergeCells><mergeCell ref="{whole}"/></mergeCells>'),
        lambda: sheet_of(plain, f'<hyperlinks><hyperlink ref="{whole}" location="x"/></hyperlinks>'),
        lambda: sheet_of(plain, f'<dataValidations><dataValidation sqref="{whole}"/></dataValidations>'),
        lambda: sheet_of(plain, f'<mergeCells>{"".join(f"<mergeCell ref={chr(34)}A{n}:Z{n + 900}{chr(34)}/>" for n in range(300 * scale))}</mergeCells>'),
        lambda: sheet_of(f'<row r="99999999999">{cell("A99999999999")}</row>'),
        lambda: sheet_of(f'<row r="-5">{cell("ZZZZZ0")}</row>'),
        lambda: sheet_of('<row r="1">' + "".join(cell(f"{a}{b}1") for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: 2 * scale] for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + "</row>"),
        lambda: sheet_of(many, strings=long),
        lambda: sheet_of(f'<row r="1">{cell("A1", "1e400")}{cell("B1", "9" * 5000)}</row><row r="2">{cell("A2", "nan")}</row>'),
        lambda: sheet_of('<row r="1"><c r="A1" t="s"><v>999</v></c><c r="B1" t="zz"><v>?</v></c></row>'),
        lambda: sheet_of('<row r="1"><c r="A1" s="999"><v>5</v></c></row>'),
        lambda: zipped({**parts_of(sheet_of(plain)), "xl/workbook.xml": b"<workbook/>"}),
    ))()  # fmt: skip
    return "absurd.xlsx", made


def entity_bomb(chance: random.Random, scale: int) -> Broken:
    nested = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    outside = chance.choice(("file:///etc/passwd", "http://127.0.0.1:9/x", "file:///dev/zero"))
    entities = chance.choice((nested, f'<!ENTITY a9 SYSTEM "{outside}">', f'<!ENTITY % p SYSTEM "{outside}"> %p;', f'<!ENTITY a9 "{"b" * 100_000}">'))
    root = chance.choice(("RULE", "ECFR", "statuteCompilation", "html", "w:document"))
    text = f"<!DOCTYPE {root} [{entities}]><{root}><P>{'&a9;' * chance.choice((1, 1000))} {WORDS}</P></{root}>"
    if chance.random() < 0.3:
        text = f"<!--{' ' * 120_000}-->" + text
    if root == "w:document":
        part = text.replace(f"<{root}>", f'<{root} xmlns:w="{W}"><w:body><w:p><w:r><w:t>').replace(f"</{root}>", f"</w:t></w:r></w:p></w:body></{root}>").replace("<P>", "").replace("</P>", "")
        return "entities.docx", zipped({**parts_of(SOUND["sound.docx"]), "word/document.xml": part.encode()})
    if root == "ECFR" and chance.random() < 0.5:
        rows = text.replace("ECFR", "worksheet").replace("<P>", "<sheetData><row><c><v>").replace("</P>", "</v></c></row></sheetData>")
        return "entities.xlsx", zipped({**parts_of(SOUND["sound.xlsx"]), "xl/worksheets/sheet1.xml": rows.encode()})
    return "entities.xml", text.encode(chance.choice(("utf-8", "utf-16")))


def deep(chance: random.Random, scale: int) -> Broken:
    depth = chance.choice((60, 240, 300, 5000 * scale))
    kind = chance.choice(("html", "table", "lists", "xml", "uslm", "json", "quote", "bullets", "emphasis", "yaml", "wiki", "wikitable", "docx", "closed"))
    made = {
        "html": lambda: "<html><body>" + "<div>" * depth + WORDS,
        "closed": lambda: "<html><body><p>Before.</p>" + "<div>" * depth + WORDS + "</div>" * depth + "<p>After.</p>",
        "table": lambda: "<html><body>" + "<table><tr><td>" * depth + WORDS,
        "lists": lambda: "<html><body>" + "<ul><li>a " * depth + WORDS,
        "xml": lambda: "<RULE>" + "<SUPLINF>" * depth + f"<P>{WORDS}</P>" + "</SUPLINF>" * depth + "</RULE>",
        "uslm": lambda: '<lawDoc xmlns="http://schemas.gpo.gov/xml/uslm"><main>' + "<level>" * depth + f"<content>{WORDS}</content>" + "</level>" * depth + "</main></lawDoc>",
        "json": lambda: '{"document_number": "1", "title": ' + "[" * depth + "]" * depth + "}",
        "quote": lambda: "# T\n\n" + ">" * depth + " " + WORDS,
        "bullets": lambda: "# T\n\n" + "".join("  " * n + f"- item {n}\n" for n in range(min(depth, 400))),
        "emphasis": lambda: "# T\n\n" + "*a **b " * depth,
        "yaml": lambda: "---\ntitle: " + "[" * depth + "]" * depth + f"\n---\n\n# T\n\n{WORDS}\n",
        "wiki": lambda: "== T ==\n" + "{{a|" * depth + WORDS + "}}" * chance.choice((depth, depth // 2, 0)),
        "wikitable": lambda: "== T ==\n" + "{|\n|-\n| " * depth + WORDS + "\n|}" * depth,
        "docx": lambda: "<w:tbl><w:tr><w:tc>" * depth + paragraph(run(WORDS)) + "</w:tc></w:tr></w:tbl>" * depth,
    }[kind]()  # fmt: skip
    return f"deep-{kind}", word_document(made) if kind == "docx" else made.encode()


def wide(chance: random.Random, scale: int) -> Broken:
    count = chance.choice((990, 1500, 10_000 * scale))
    mark = chance.choice((",", "\t", ";", "|"))
    if chance.random() < 0.4:
        span = chance.choice(("9" * 5000, "\u00b2", "1000000000", "-3", "0"))
        return "wide.html", f"<html><body><table><tr><th colspan={span}>a<td rowspan={span}>b{'<td>c' * count}<tr><td>d</table>{WORDS}".encode()
    return "wide.csv", (mark.join(f"c{n}" for n in range(count)) + "\n" + (mark.join("1" * count) + "\n") * 3).encode()


def spanning(chance: random.Random, scale: int) -> Broken:
    words = WORDS * 20 * scale
    rows = "<tr><td>x</td></tr>" * 1000
    return "span.html", f"<html><body><table><tr><th>a</th><td rowspan=1000 colspan=150>{words}</td></tr>{rows}</table>".encode()


def endless(chance: random.Random, scale: int) -> Broken:
    unit = chance.choice(("a", "a ", WORDS, "a,", '"', "'", "[[", "**", "<b>", "&amp;", "|", "=", "#", "> ", "http://a ", "\u00ad", "\u200f", "(a)", "{{", "_a_", "$"))
    head = chance.choice(("", "# T\n\n", "== T ==\n", "<html><body>", "a,b\n1,2\n", "---\ntitle: ", "From: a\nSubject: b\n\n"))
    return "endless.txt", (head + unit * (chance.choice((20_000, 100_000 * scale, 300_000)) // len(unit))).encode()


def many_lines(chance: random.Random, scale: int) -> Broken:
    unit = chance.choice((
        "It covers:\n", "# Heading\n", "== Heading ==\n", "Q: Who?\nA: Ann.\n", "Page 7\n\n", "a  b\n", "-----\n", "a | b | c\n", "1. It began\n",
        "HEADING\n\n", "(a) a\n", "* a\n", "\u2022 a\n", "> a\n", "a:\n\n", "Ann Poe: yes\n", "1See it\n", "Tide\n=====\n", "```\n", "[^1]: a\n", "|a|b|\n|-|-|\n",
        "; a\n: b\n", "{|\n! a\n|}\n", "<ref>\n", "'''a\n", "**a:** b\n", "12\n", "\n", "\f", "Label: value\n", "the model, which\n", "<p>a\n", "<table>\n", "<li>\n",
        '"a\n', '"a""b",c\n', "a,b\n", "-\n", "https://a.b/c\n", "May 4, 2026\n", "By Ann Poe\n", "Sources\n\n", "[a]: b\n", "<div class=nav>\n", "<a href=x>b</a>\n",
    ))  # fmt: skip
    head = chance.choice(("", "", "# T\n\n", "<html><body>\n"))
    return "lines.txt", (head + unit * chance.choice((2_000, 4_000, 4_000 * scale))).encode()


def many_names(chance: random.Random, scale: int) -> Broken:
    names = [f"{chance.choice(('Ann', 'Bo', 'Cy'))} {''.join(chance.choices('abcdefgh', k=7)).title()}" for _ in range(400 * scale)]
    return "talk.txt", "".join(f"{name}: It began then, as {name} said.\n{name.upper()}: No.\n" for name in names * 2).encode()


def many_notes(chance: random.Random, scale: int) -> Broken:
    body = "".join(f"It began in the year of the tide.{n}\n\n" for n in range(1, 900))
    return "notes.txt", (body * scale + "".join(f"{n}See the report.\n\n" for n in range(1, 900))).encode()


def page_loop(chance: random.Random, scale: int) -> Broken:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>/XObject<</X 5 0 R>>>>/Contents 5 0 R>>"
    said = b"BT /F1 10 Tf 60 700 Td (" + WORDS.encode() + b") Tj ET "
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>/XObject<</X 5 0 R>>>>"
    kids = chance.choice((b"[2 0 R 4 0 R]", b"[4 0 R 4 0 R 2 0 R]", b"2 0 R", b"[99 0 R]", b"[4 0 R]", b"[" + b"4 0 R " * 3000 + b"]"))
    size = 10_000_000 * chance.choice((1, 10)) if scale > 1 else 2_000_000
    bomb = zlib.compress(chance.choice((b" ", b"q Q ", said)) * (size // 40) * chance.choice((1, 10)))
    content = chance.choice((stream(said), stream(said + b"/X Do", form), stream(bomb, b"/Filter/FlateDecode"), stream(zlib.compress(bomb), b"/Filter[/FlateDecode/FlateDecode]"), b"5 0 R", b"null"))
    root = chance.choice((b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Catalog/Pages 1 0 R>>", b"<</Type/Catalog>>"))
    pages = b"<</Type/Pages/Parent 2 0 R/Count " + chance.choice((b"1", b"-1", b"99999999999")) + b"/Kids" + kids + b">>"
    return "loop.pdf", pdf_of([chance.choice((root, b"<</Type/Catalog/Pages 2 0 R>>")), pages, font, page, content])


def wrong_places(chance: random.Random, scale: int) -> Broken:
    data = SOUND["sound.pdf"]
    start = data.rindex(b"xref\n0", 0, data.rindex(b"startxref"))
    return "xref.pdf", chance.choice((
        data[:start] + data[start:].replace(b"00000 n", b"0000x n"),
        data.replace(b"startxref\n", b"startxref\n9"),
        data[:start],
        data[:start] + b"trailer<</Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (start, start),
        data.replace(b"/Root 1 0 R", b"/Root 77 0 R"),
        data.replace(b"/Length ", b"/Length 9"),
        data.replace(b"endstream", b""),
        data.replace(b"MediaBox[0 0 612 792]", b"MediaBox[0 0 0 0]"),
        data.replace(b"MediaBox[0 0 612 792]", b"MediaBox[a b]"),
        data.replace(b"[0 0 612 792]", b"[0 0 1e9 1e9]"),
        data.replace(b" Td ", b" TD 1e30 0 0 1e30 0 0 cm "),
        data.replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Standard/V 9/R 9>>"),
        b"%PDF-1.7\n" + data[9:] * 3,
    ))  # fmt: skip


def missing_parts(chance: random.Random, scale: int) -> Broken:
    name = chance.choice(("sound.docx", "sound.xlsx"))
    parts = parts_of(SOUND[name])
    kept = ("word/document.xml", "xl/workbook.xml")
    doomed = chance.choice([part for part in parts if part not in kept])
    if chance.random() < 0.5:
        del parts[doomed]
    else:
        parts[doomed] = chance.choice((b"", b"<a/>", b"<a", b"\0" * 100, parts[doomed][: len(parts[doomed]) // 2]))
    return name, zipped(parts)


def odd_word(chance: random.Random, scale: int) -> Broken:
    def cell(about: str, words: str = "x") -> str:
        return f"<w:tc><w:tcPr>{about}</w:tcPr>{paragraph(run(words))}</w:tc>"

    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    body = chance.choice((
        f'<w:tbl><w:tr>{cell("""<w:gridSpan w:val="2000000000"/>""")}</w:tr></w:tbl>',
        f'<w:tbl><w:tr>{cell("""<w:gridSpan w:val="x"/>""")}</w:tr></w:tbl>',
        "<w:tbl>" + f'<w:tr>{cell("""<w:vMerge w:val="restart"/>""")}{cell("")}</w:tr>' + f'<w:tr>{cell("<w:vMerge/>")}{cell("")}</w:tr>' * 1500 + "</w:tbl>",
        f'<w:tbl><w:tr>{cell("<w:vMerge/>")}{cell("")}</w:tr></w:tbl>',
        f"<w:tbl>{'<w:tr>' + cell('') * 60 + '</w:tr>'}</w:tbl>" * 50,
        item.format("x", "1"), item.format("99999999999", "1"), item.format("-4", "-4"), item.format("0", "\u00b2"),
        paragraph(run("a"), "List2") + paragraph(run("b"), "ListContinue") + paragraph(run("c"), "NoSuchStyle"),
        "<w:p><w:r><w:t/></w:r></w:p>", "", "<w:sectPr/>", f"<w:sdt><w:sdtContent>{paragraph(run('a'))}</w:sdtContent></w:sdt>",
    ))  # fmt: skip
    return "odd.docx", word_document(body)


def unbalanced_wiki(chance: random.Random, scale: int) -> Broken:
    pieces = ("{{", "}}", "[[", "]]", "{|", "|}", "|", "'''", "''", "== a ==\n", "<ref>", "</ref>", "<ref name=a/>", "<nowiki>", "<!--", "a ", "\n* b", "\n|-\n", "{{{", "<div>", "&lt;", "[http://a b]")
    return "article.wiki", ("'''Tide''' is a [[model]].\n\n== Life ==\n" + "".join(chance.choices(pieces, k=chance.choice((50, 1000, 1000 * scale))))).encode()


def yaml_bomb(chance: random.Random, scale: int) -> Broken:
    lists = "a: &a [x]\n" + "".join(f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefghi", "bcdefghij", strict=True))
    merges = "a: &a {x: 1}\n" + "".join(f"{name}: &{name} {{<<: [{','.join(['*' + before] * 9)}]}}\n" for before, name in zip("abcdefg", "bcdefgh", strict=True))
    front = chance.choice((
        lists + "title: *j\nauthor: *j\n", merges, "title: *nowhere\n", "a: &a [*a]\ntitle: *a\nauthors: *a\n", "title: !!python/object/apply:os.system [ls]\n", "date: 2026-02-31\n",
        "date: 99999999999999999999\n", "title: {a: b\n", "\t\n", "? [a, b]\n: c\n", "title: " + "9" * 5000 + "\n", "a: b\n" * 2000 * scale, "title: |\n" + "  a\n" * 5000 * scale, "- a\n" * 2000, "'" * 9000, "title: \x07\n",
    ))  # fmt: skip
    return "front.md", f"---\n{front}---\n\n# Tide\n\n{WORDS}\n".encode()


def absurd_records(chance: random.Random, scale: int) -> Broken:
    record = {"document_number": "2026-1", "title": "Tide", "publication_date": "2026-01-02", "abstract": WORDS}
    name = chance.choice((*record, "agencies", "cfr_references", "results", "html_url"))
    value = chance.choice((None, 7, -1e300, [], {}, [[]], [None], "\0", "\ud800", True, [{"name": 7}], {"a": "b"}, "x" * 100_000 * scale, float("nan"), "2026-99-99"))
    data = json.dumps({**record, name: value}, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return "record.json", data.replace(b"7", b"7" * chance.choice((1, 5000)))


def odd_markup(chance: random.Random, scale: int) -> Broken:
    name = chance.choice(("act.xml", "part.xml", "rule.xml", "title.xml", "model.html", "old.asp", "sidebar.html"))
    text = SOUND[name].decode("utf-8", "replace")
    places = [at for at, letter in enumerate(text) if letter in "<>\"=/"]
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.choice(places)
        text = text[:at] + chance.choice(("", "x", "\u00b2", "<", ">", '"', "&", "\x01", "-1", "99999999999999999999")) + text[at + 1 :]
    for mark in ('H="1"', 'value="', 'P="', 'N="', "SOURCE=", 'TITLE="', 'date="'):
        if chance.random() < 0.3:
            text = text.replace(mark, mark[:-1] + '"\u00b2x' if mark.endswith('"') else mark + '"\u00b2" X=')
    return name, text.encode()


FAMILIES: tuple[Maker, ...] = (
    truncated, garbled, flipped, deep, endless, many_lines, entity_bomb, absurd_sheet, page_loop, wrong_places, missing_parts, odd_word,
    unbalanced_wiki, yaml_bomb, odd_markup, many_lines, deep, truncated, flipped, endless, beheaded, shuffled, misnamed, joined,
    padded_with_nulls, nothing, mixed_encodings, wide, absurd_records, garbled, zip_bomb, spanning, many_names, many_notes,
)  # fmt: skip


def battery(seed: int, count: int, scale: int = 1) -> Iterator[Broken]:
    """`count` broken files; the same for the same seed and scale, which says how large the large ones are."""
    for number in range(count):
        make = FAMILIES[number % len(FAMILIES)]
        if make in (zip_bomb, spanning, many_names, many_notes) and number >= min(5, 1 + scale // 2) * len(FAMILIES):
            make = odd_markup
        name, data = make(random.Random(f"{seed} {number}"), scale)
        yield f"{number:03}-{make.__name__.replace('_', '-')}-{name}", data


def main() -> None:
    """Reads the battery; the last line has the peak of memory."""
    from corpus.documents import UnreadableDocument, read_document

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    for name, data in battery(given.seed, given.count, given.scale):
        if given.only is not None and not name.startswith(f"{given.only:03}-"):
            continue
        if given.keep:
            (given.keep / name).write_bytes(data)
        signal.alarm(60)
        started = time.perf_counter()
        found: dict[str, object] = {"name": name, "bytes": len(data)}
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        try:
            document = read_document(data, name)
            found["passages"] = len(document.passages)
            found["exact"] = all(one.text == document.text[one.start : one.end] for one in document.passages)
        except UnreadableDocument as refused:
            found["refused"] = str(refused)
        signal.alarm(0)
        found["seconds"] = round(time.perf_counter() - started, 2)
        found["grew"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - before
        print(json.dumps(found), flush=True)
    print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


if __name__ == "__main__":
    main()

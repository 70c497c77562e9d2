"""Documents: golden files of each text format, metadata, sources found, and bad input said in one line."""

from __future__ import annotations

import hashlib
import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from made_documents import golden

from corpus.documents import Document, UnreadableDocument, find_sources, read_document
from corpus.flows import flow
from corpus.passages import KINDS, Passage

GOLDEN = Path(__file__).parent / "documents"
DOCUMENTS = golden()
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"


def shown(passage: Passage, document: Document) -> str:
    """A passage as the golden files write it: kind, depth, page, citation, speaker, lead-in | words [cells]."""
    words = [passage.kind]
    if passage.level and passage.kind in ("heading", "list-item"):
        words.append(str(passage.level))
    if passage.page:
        words.append(f"p{passage.page}")
    if passage.citation:
        words.append(f"{{{passage.citation}}}")
    if passage.speaker:
        words.append(f"{passage.speaker}:")
    if passage.lead_in:
        words.append(f"^ {' '.join(document.text[slice(*passage.lead_in)].split())}")
    cells = "; ".join(f"{cell.header} = {cell.text}" for cell in passage.cells)
    return f"{' '.join(words)} | {flow(passage).text}" + (f" [{cells}]" if cells else "")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_gives_the_blocks_set_down_by_hand(name: str) -> None:
    document = read_document(DOCUMENTS[name], name)
    lines = (GOLDEN / f"{name}.blocks").read_text(encoding="utf-8").splitlines()
    about = dict(line[1:].split(" ", 1) for line in lines if line.startswith("@"))
    blocks = [line for line in lines if not line.startswith("@")]
    assert [shown(passage, document) for passage in document.passages] == blocks
    found = {name: getattr(document.metadata, name) for name in about}
    assert {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in found.items()} == about


def check_passages(document: Document) -> None:
    """The laws of passages: exact slices in order, cells and headers exact, lead-ins and headings in the text."""
    assert document.passages
    before = 0
    for number, passage in enumerate(document.passages):
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text.strip() == passage.text != ""
        assert passage.order == number
        assert passage.document == document.id
        assert passage.kind in KINDS
        assert passage.start >= before, f"{passage.kind} {passage.text[:40]!r} overlaps the passage before"
        before = passage.end
        for start, end in (*passage.headings, *passage.skips, *([passage.lead_in] if passage.lead_in else [])):
            assert 0 <= start < end <= len(document.text)
        for cell in passage.cells:
            assert passage.start <= cell.start < cell.end <= passage.end
            assert plain(document.text[cell.start : cell.end]) == plain(cell.text)
            if cell.header is not None and cell.header_start is not None:
                assert plain(document.text[cell.header_start : cell.header_end]) == plain(cell.header)


def plain(words: str) -> str:
    return re.sub(r'[\s"*`]+', "", words)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_passages_are_exact_slices_of_the_text(name: str) -> None:
    check_passages(read_document(DOCUMENTS[name], name))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus does not lie beside this checkout")
def test_passages_of_real_documents_are_exact_slices() -> None:
    for source, path in find_sources([SHARED]):
        check_passages(read_document(path.read_bytes(), source))


@pytest.mark.parametrize(
    ("encoding", "bytes_before"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
    ],
)
def test_encodings_give_the_same_text(encoding: str, bytes_before: bytes) -> None:
    words = "The Tide Model began in 2021.\r\n\r\nJane Roe said: \u201cIt is caf\u00e9 time.\u201d\r\n"
    document = read_document(bytes_before + words.encode(encoding), "a.txt")
    assert document.text == words.replace("\r\n", "\n")


def test_windows_1252_is_read_as_such() -> None:
    data = "Roe\u2019s model \u2013 the \u201cbig\u201d one.".encode("cp1252")
    assert read_document(data, "a.txt").text == "Roe\u2019s model \u2013 the \u201cbig\u201d one."


def test_identity_is_the_hash_of_the_bytes() -> None:
    document = read_document(b"It began.", "a.txt")
    assert document.sha256 == hashlib.sha256(b"It began.").hexdigest()
    assert document.id == document.sha256[:16]
    assert document.id == read_document(b"It began.", "b.txt").id != read_document(b"It ended.", "a.txt").id


@pytest.mark.parametrize(
    ("text", "own", "whole"),
    [
        ("---\ntitle: A\nlicense: CC-BY-4.0\n---\nIt began.\n", False, True),
        ("---\ntitle: A\nlicense: all rights reserved\n---\nIt began.\n", False, False),
        ("---\ntitle: A\n---\nIt began.\n", False, False),
        ("---\ntitle: A\n---\nIt began.\n", True, True),
        ("# Title 5\n## \u00a7 1. Boats\n\nThere is created a Board.\n", False, True),
    ],
)
def test_a_text_is_shown_whole_by_its_licence(text: str, own: bool, whole: bool) -> None:
    assert read_document(text.encode(), "a.md", own=own).metadata.shown_whole is whole


def test_sources_are_found_below_folders_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [source for source, _ in find_sources([tmp_path, tmp_path / "b.txt"])] == ["a/z.md", "b.txt", "b.txt"]
    with pytest.raises(UnreadableDocument, match="no such file or folder"):
        list(find_sources([tmp_path / "missing"]))


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


BROKEN = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n", "empty"),
    "noise": (random.Random(1).randbytes(50_000), "not text|binary"),
    "long line": (b"a" * 2_000_000, "a line of 2,000,000 characters"),
    "wide rows": (b",".join([b"c"] * 10_000) + b"\n" + b",".join([b"1"] * 10_000), "over 1000 columns"),
    "picture": (b"\x89PNG\r\n\x1a\n123", "not read yet: PNG"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not read yet: old Word"),
    "archive": (zipped({"a.txt": b"x"}), "not read yet: ZIP"),
    "zip bomb": (zipped({"word/document.xml": b"0" * 160_000_000}), "unzips to 160,000,000 bytes"),
    "cut archive": (zipped({"word/document.xml": b"<a/>" * 999})[:60], "broken or cut-off archive"),
    "entities": (b'<!DOCTYPE a [<!ENTITY b "c">]><RULE><P>&b;</P></RULE>', "declares entities"),
    "deep XML": (b"<RULE>" + b"<P>" * 50_000, "nested over 255 deep"),
    "cut XML": (b"<RULE><P>It began", "broken or cut-off XML"),
    "other XML": (b"<?xml version='1.0'?><rss><a/></rss>", "not read yet: XML with root element rss"),
    "deep HTML": (b"<html><body>" + b"<div>" * 50_000 + b"x", "nested too deep"),
    "empty HTML": (b"<html><body><script>x()</script></body></html>", "without words"),
    "cut PDF": (b"%PDF-1.4\n1 0 obj\n<</Type", "broken or cut-off PDF"),
    "JSON": (b'{"a": 1}', "not read yet: JSON"),
    "cut JSON": (b'{"document_number": "1", "ti', "broken or cut-off JSON"),
    "deep JSON": (b"[" * 100_000, "JSON"),
    "cut UTF-16": (b"\xff\xfea\0b", "UTF-8"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_said_in_one_line(name: str) -> None:
    data, words = BROKEN[name]
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "x.bin")
    assert re.search(words, str(caught.value))
    assert str(caught.value).startswith("x.bin: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("seed", range(60))
def test_garbled_documents_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    name = chance.choice(sorted(DOCUMENTS))
    data = bytearray(DOCUMENTS[name])
    if seed % 3 == 0:
        data = data[: chance.randrange(len(data))]
    for _ in range(chance.choice((1, 10, 100))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        document = read_document(bytes(data), name)
    except UnreadableDocument as refused:
        said, passages = str(refused), tuple[Passage, ...]()
    else:
        said, passages = "", document.passages
        assert all(passage.text == document.text[passage.start : passage.end] for passage in passages)
    assert bool(said) != bool(passages)
    assert "\n" not in said


@pytest.mark.parametrize(
    "data",
    [
        b"# T\n\n" + b"[" * 20_000,
        b"# T\n\n" + b"**a " * 10_000,
        b"== T ==\n" + b"{{a|" * 5_000,
        b"== T ==\n[[a]] " + b"[[" * 10_000,
        b"\xe2\x80\xa2 a\n" * 10_000,
        b"Page head 1\n" * 10_000,
    ],
)
@pytest.mark.filterwarnings("error")
def test_hostile_markup_is_read_in_seconds(data: bytes) -> None:
    assert read_document(data, "x.md").passages


BRACKETED = [
    "[00:14:02] CALLER: Is it mandatory?\n[00:14:06] HOST: For ports, yes.\n",
    "[12:40] A guest asks who pays.\n",
    "[1] Ellison wrote the report.\n\n[2] Park read it.\n",
    "[[Harbor Model]] began in 2031.\n",
    "[Applause.] The chair thanked her.\n",
]


@pytest.mark.parametrize("text", BRACKETED)
def test_a_text_that_opens_with_a_bracket_is_no_json(text: str) -> None:
    last = text.split()[-1]
    assert last in read_document(text.encode(), "text.txt").text


@pytest.mark.parametrize("text", ['{"a": ', "[1, 2", '["a", ', "[[[[", "[{", "[]"])
def test_json_that_is_none_of_ours_or_broken_says_so(text: str) -> None:
    with pytest.raises(UnreadableDocument, match="JSON"):
        read_document(text.encode(), "record.txt")


@pytest.mark.parametrize(("name", "what"), [("scan.pdf", "PDF"), ("memo.docx", "Word document"), ("sums.xlsx", "workbook")])
def test_bytes_that_are_not_what_their_name_says_are_told_so(name: str, what: str) -> None:
    noise = bytes(range(256)) * 20
    with pytest.raises(UnreadableDocument, match=f"^{re.escape(name)}: named .*neither a {what} nor text"):
        read_document(noise, name)
    assert "a plain note" in read_document(b"This is a plain note about nothing much.\n", name).text

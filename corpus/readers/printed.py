"""Printed pages (PDF): the text layer put back into the order in which a person reads it."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from corpus.blocks import Metadata, TextWriter, UnreadableDocument, Writing
from corpus.lines import Line, ends_sentence, mark_of
from corpus.passages import Cell
from corpus.readers.bombs import check_pdf
from corpus.readers.gutters import Word, lines_in_order
from corpus.readers.pagemeta import first_lines
from corpus.readers.pairs import as_pairs

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
"""It logs each oddity of a file; what cannot be read is said once, by the exception."""

_NOBODY = re.compile(r"(?:user|admin\w*|owner|author|unknown|default|none|windows user|guest)\d*", re.I)
_MOST_PAGES = 2000
_MOST_DRAWN = 3_000_000
"""Bytes that draw one page; a full page of text takes ten thousand."""

_MARGIN = 0.12
"""Heads and feet stand in this share of a page at its top and bottom."""


@dataclass(slots=True)
class _Piece:
    """One line of words, or one row of a table, on its page."""

    words: str
    page: int
    top: float
    bottom: float
    left: float
    right: float
    size: float
    bold: bool
    height: float
    row: list[str] = field(default_factory=list)
    header: bool = False
    column: int = 0


def read(data: bytes, source: str) -> Writing:
    """Read a PDF's text layer: columns in reading order, running heads, page numbers and line-end hyphens left out.

    Raises `UnreadableDocument` for a scan without a text layer, a locked file, or one that is broken.
    """
    check_pdf(data, source)
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise UnreadableDocument(
                    f"{source}: {len(pdf.pages)} pages; split it into parts of at most {_MOST_PAGES}"
                )
            about = dict(pdf.metadata or {})
            pieces, pictures = [], 0
            for page in pdf.pages:
                drawn = sum(len(part.get_data()) for part in page.page_obj.contents if hasattr(part, "get_data"))
                if drawn > _MOST_DRAWN:
                    raise UnreadableDocument(
                        f"{source}: page {page.page_number} is drawn by {drawn:,} bytes, more than any page of text; "
                        "print it anew without its drawings"
                    )
                pieces += _pieces(page)
                pictures += len(page.images)
                page.close()
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise UnreadableDocument(f"{source}: a PDF locked with a password; save it without one") from None
        raise UnreadableDocument(f"{source}: a broken or cut-off PDF; fetch or print it anew") from None
    except (UnreadableDocument, RecursionError, MemoryError):
        raise
    except Exception as error:  # pdfminer and pdfplumber trust what a file says of itself and fail on it in many ways
        said = " ".join(str(error).split())[:80] or type(error).__name__
        raise UnreadableDocument(f"{source}: a broken or cut-off PDF ({said}); fetch or print it anew") from error
    if not any(re.search(r"\w", piece.words) for piece in pieces):
        if pictures:
            raise UnreadableDocument(
                f"{source}: a scan without a text layer; run text recognition first, e.g. ocrmypdf"
            )
        raise UnreadableDocument(f"{source}: a PDF without a text layer; run text recognition first, e.g. ocrmypdf")
    pieces = _without_furniture(pieces)
    writer = TextWriter()
    _Composer(writer, pieces).compose()
    blocks, found = as_pairs(writer.text, writer.blocks), _metadata(about)
    blocks, found = first_lines(writer.text, blocks, found)
    if found.issued is None:
        made = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(about.get("CreationDate") or ""))
        found = replace(found, issued="-".join(made.groups()) if made else None)
    return Writing(writer.text, tuple(blocks), found)


def _metadata(about: dict[str, Any]) -> Metadata:
    title = " ".join(str(about.get("Title") or "").split())
    if re.match(r"(?:microsoft word|untitled|slide|powerpoint|document\d*$)|.*\.(?:docx?|pdf|indd|qxd)$", title, re.I):
        title = ""
    authors = [" ".join(name.split()) for name in str(about.get("Author") or "").split(";")]
    people = tuple(name for name in authors if name and not _NOBODY.fullmatch(name))
    changed = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(about.get("ModDate") or ""))
    return Metadata(
        title=title or None, creators=people, modified="-".join(changed.groups()) if changed else None,
        format="application/pdf",
    )  # fmt: skip


def _pieces(page: Any) -> list[_Piece]:
    """Lines and table rows of one page in reading order."""
    made: list[_Piece] = []
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    words = []
    for raw in page.extract_words(
        x_tolerance=1.5, y_tolerance=2, extra_attrs=["size", "fontname"], keep_blank_chars=False
    ):
        middle = (raw["top"] + raw["bottom"]) / 2
        center = (raw["x0"] + raw["x1"]) / 2
        if not any(t.bbox[0] <= center <= t.bbox[2] and t.bbox[1] <= middle <= t.bbox[3] for t in tables):
            bold = bool(re.search(r"bold|black|heavy|semibold", str(raw["fontname"]), re.I))
            words.append(
                Word(raw["text"], raw["x0"], raw["x1"], raw["top"], raw["bottom"], round(raw["size"], 1), bold)
            )
    height = float(page.height)
    for column, line in lines_in_order(words, float(page.width)):
        sizes = Counter(word.size for word in line for _ in word.text)
        size = sizes.most_common(1)[0][0]
        kept = [
            word
            for word in line
            if not (word.size < 0.8 * size and re.fullmatch(r"[\d,*\u2020\u2021]{1,4}", word.text))
        ]
        said = " ".join(word.text for word in kept)
        if said:
            top, bottom = min(word.top for word in line), max(word.bottom for word in line)
            bold = sum(len(word.text) for word in kept if word.bold) > 0.8 * sum(len(word.text) for word in kept)
            left, right = line[0].left, line[-1].right
            made.append(_Piece(said, page.page_number, top, bottom, left, right, size, bold, height, column=column))
    for table in tables:
        rows = [_row(table, index, cells, page.page_number, height) for index, cells in enumerate(table.extract())]
        at = next((index for index, piece in enumerate(made) if piece.top > table.bbox[1] and not piece.row), len(made))
        made[at:at] = rows
    return made


def _row(table: Any, index: int, cells: list[str | None], page: int, height: float) -> _Piece:
    box = table.rows[index].bbox
    words = [" ".join(re.sub(r"-\n(?=[a-z])", "", cell or "").split()) for cell in cells]
    return _Piece(" ".join(words), page, box[1], box[3], box[0], box[2], 0.0, False, height, words, index == 0)


def _without_furniture(pieces: list[_Piece]) -> list[_Piece]:
    """The lines without page numbers and without heads and feet that come back from page to page."""
    pages = len({piece.page for piece in pieces})

    def masked(piece: _Piece) -> str:
        return re.sub(r"\d+|\b[ivxl]+\b", "#", piece.words.lower())

    def marginal(piece: _Piece) -> bool:
        return piece.bottom < _MARGIN * piece.height or piece.top > (1 - _MARGIN) * piece.height

    counts = Counter(
        (masked(piece), piece.top > piece.height / 2) for piece in pieces if marginal(piece) and not piece.row
    )
    kept = []
    for piece in pieces:
        words = masked(piece)
        number = bool(re.fullmatch(r"(?:page )?[-\u2013|]?\s*#\s*[-\u2013|]?(?: of #)?", words))
        often = counts[(words, piece.top > piece.height / 2)] >= max(2, min(3, pages // 2))
        if not (marginal(piece) and not piece.row and (number or often)):
            kept.append(piece)
    return kept


class _Composer:
    """Puts lines together into paragraphs, headings, list items and rows."""

    def __init__(self, writer: TextWriter, pieces: list[_Piece]) -> None:
        self.writer = writer
        self.pieces = pieces
        sizes = Counter(piece.size for piece in pieces if not piece.row for _ in piece.words)
        self.body = sizes.most_common(1)[0][0] if sizes else 10.0
        larger = sorted(
            {piece.size for piece in pieces if not piece.row and piece.size >= 1.12 * self.body}, reverse=True
        )
        self.levels = {size: min(level, 5) for level, size in enumerate(larger, 1)}
        gaps = [
            round(after.top - before.top, 1)
            for before, after in pairwise(pieces)
            if (before.page, before.column) == (after.page, after.column)
            and 0 < after.top - before.top < 3 * self.body
            and before.size == after.size == self.body
        ]
        self.pitch = Counter(gaps).most_common(1)[0][0] if gaps else 1.2 * self.body
        self.words: Counter[str] = Counter()
        broken = False
        for piece in pieces:
            whole = re.sub(r"^\S+" if broken else r"(?<!\S)\S+[-\u2010\u00ad]$", "", piece.words.lower())
            self.words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.sub(r"(?<!\S)\S+[-\u2010\u00ad]$", "", whole)))
            broken = piece.words.endswith(("-", "\u2010", "\u00ad"))
        self.headers: dict[int, Cell] = {}
        self.number = 0

    def compose(self) -> None:
        """Write all blocks."""
        group: list[_Piece] = []
        notes: list[list[_Piece]] = []
        for piece in self.pieces:
            if group and self.is_note(piece):  # it waits until the paragraph is whole that may go on overleaf
                notes.append([piece])
                continue
            if notes and notes[-1][-1].page == piece.page and abs(notes[-1][-1].size - piece.size) < 0.1:
                notes[-1].append(piece)
                continue
            if piece.row or (group and not self.goes_on(group, piece)):
                for one in (group, *notes):
                    self.close(one)
                group, notes = [], []
            if piece.row:
                self.row(piece)
            else:
                group.append(piece)
        for one in (group, *notes):
            self.close(one)

    def is_note(self, piece: _Piece) -> bool:
        """Whether a line begins a footnote: small, numbered, low on its page."""
        return bool(
            piece.size < 0.9 * self.body
            and not piece.row
            and re.match(r"(?:\d{1,3}|[*\u2020\u2021])\.?\s*\S", piece.words)
            and piece.top > 0.5 * piece.height
        )

    def goes_on(self, group: list[_Piece], piece: _Piece) -> bool:
        """Whether a line belongs to the paragraph, heading or item of the lines before it."""
        last = group[-1]
        if self.mark(piece) or abs(piece.size - last.size) > 0.6:
            return False
        if self.is_heading(last) != self.is_heading(piece):
            return False
        open_end = not ends_sentence(last.words)
        if last.page != piece.page or last.column != piece.column or piece.top < last.top:
            return open_end and (
                piece.words[:1].islower()
                or last.words.endswith(("-", ","))
                or (len(group) > 1 and piece.left > 0 and not piece.words[:1].isupper())
            )
        gap = piece.top - last.top
        if gap > 1.35 * max(self.pitch, 1.05 * last.size):
            return False
        if self.is_heading(piece):
            return True
        widest = max(other.right for other in group)
        indented = piece.left > min(other.left for other in group) + 0.8 * self.body and not self.mark(group[0])
        short = last.right < widest - 6 * self.body and not open_end
        return not ((indented and not open_end) or short)

    def mark(self, piece: _Piece) -> tuple[str, int, str] | None:
        """The list mark that the line begins with."""
        found = mark_of(Line(0, len(piece.words), piece.words, 0, False))
        if found and found[0] == "number" and not re.match(r"\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]", piece.words):
            return None
        return found

    def is_heading(self, piece: _Piece) -> bool:
        """Larger than the body, or bold and no sentence."""
        if piece.size >= 1.12 * self.body:
            return True
        return (
            piece.bold
            and piece.size >= 0.95 * self.body
            and len(piece.words) < 120
            and not piece.words.endswith((".", ";", ","))
        )

    def close(self, group: list[_Piece]) -> None:
        """Write one group of lines as a block."""
        if not group:
            return
        self.headers, self.number = {}, 0
        words = self.joined([piece.words for piece in group])
        first = group[0]
        mark = self.mark(first)
        if self.is_heading(first) and len(words) < 300:
            level = self.levels.get(first.size, min(len(self.levels) + 1, 6))
            self.writer.block("heading", words, level=level, page=first.page)
        elif self.is_note(first):
            self.writer.block("reference", words, page=first.page)
        elif mark:
            at = mark[1]
            self.writer.block("list-item", words[at:], mark=words[:at].strip(), level=1, page=first.page)
        else:
            self.writer.block("paragraph", words, page=first.page)

    def joined(self, lines: list[str]) -> str:
        """Lines as one, each hyphen at a line's end kept or dropped by what the whole document writes."""
        made = lines[0]
        for line in lines[1:]:
            broken = re.search(r"(?<![^\W\d_])([^\W\d_]+)[-\u2010\u00ad]$", made[-80:])
            after = re.match(r"[^\W\d_]+", line)
            if broken and after and line[0].islower():
                first, second = broken.group(1).lower(), after.group().lower()
                compound = self.words[f"{first}-{second}"] > 0
                both = self.words[first] > 0 and self.words[second] > 0 and self.words[first + second] == 0
                made = made + line if compound or both else made[:-1] + line
            else:
                made = f"{made} {line}"
        return made

    def row(self, piece: _Piece) -> None:
        """Write one table row; the first row of a table heads the others, also where the table goes on overleaf."""
        if piece.header and (not self.headers or not self.number):
            cells = self.writer.row(
                [(at, words, None) for at, words in enumerate(piece.row)], heads=True, page=piece.page, element="head"
            )
            self.headers, self.number = {cell.column: cell for cell in cells}, 0
            return
        if (
            piece.header
            and [self.headers[at].text if at in self.headers else "" for at in range(len(piece.row))] == piece.row
        ):
            return
        self.number += 1
        self.writer.row(
            [(at, words, self.headers.get(at)) for at, words in enumerate(piece.row)], row=self.number, page=piece.page
        )

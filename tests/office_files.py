"""Files of PDF, Word and spreadsheets for tests, built part by part: what they hold is what stands in the call."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from docx import Document as new_document
from openpyxl import Workbook

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Line = tuple[float, float, float, str]


def pdf_of(objects: list[bytes], info: bytes = b"") -> bytes:
    """A PDF of these objects, the first its catalogue, with a sound cross-reference table."""
    objects = [*objects, b"<<" + info + b">>"]
    made = io.BytesIO(b"%PDF-1.4\n")
    made.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(made.tell())
        made.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    made.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    made.write(
        b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(objects), start)
    )
    return made.getvalue()


def stream(data: bytes, about: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), about, data)


def pdf(
    pages: Iterable[list[Line]], *, bold: tuple[str, ...] = (), drawing: str = "", title: str = "", info: str = ""
) -> bytes:
    """A PDF of lines set at `(left, up, size, words)` in points, with no library."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
    kids = []
    for lines in pages:
        body = drawing
        for left, up, size, words in lines:
            safe = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            body += f"BT /F{2 if words in bold else 1} {size} Tf {left} {up} Td ({safe}) Tj ET\n"
        objects.append(stream(body.encode("cp1252")))
        page = (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents %d 0 R>>"
        )
        objects.append((page % len(objects)).encode())
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return pdf_of(objects, f"/Title({title}){info}".encode())


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The files in a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word_document(body: str, footnotes: str = "", properties: dict[str, object] | None = None) -> bytes:
    """A Word document whose body is this markup; styles and lists are those of a new document."""
    made = io.BytesIO()
    document = new_document()
    for name, value in (properties or {}).items():
        setattr(document.core_properties, name, value)
    document.save(made)
    parts = parts_of(made.getvalue())
    parts["word/document.xml"] = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()
    if footnotes:
        parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W}">{footnotes}</w:footnotes>'.encode()
    return zipped(parts)


def paragraph(inner: str, style: str = "") -> str:
    """A paragraph of Word markup."""
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>' if style else ''}{inner}</w:p>"


def run(words: str) -> str:
    """A run of Word markup."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()

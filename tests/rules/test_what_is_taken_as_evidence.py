"""Files are taken by what is in them; what hides, fetches, runs, carries something or is two things is refused."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dspt.documents.rules import FileRefused, PdfTraits, check_pdf, recognised, safe_name
from dspt.documents.rules.archives import MOST_ENTRIES
from tests.world.files import (
    DOCX,
    EICAR,
    JPEG,
    ODT,
    OFFICE,
    PDF,
    PNG,
    RELATIONS,
    WORDS,
    docx,
    jpeg,
    odt,
    png,
    pptx,
    relations,
    xlsx,
    zipped,
)

BOMB = b"0" * (16 * 1024 * 1024)
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
MACRO_TYPE = '<T xmlns="x"><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></T>'
MACRO_RELATION = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Type="{OFFICE}/vbaProject" Target="x.bin"/></Relationships>'
)
EXTERNAL_DATA = '<externalLink xmlns="x"><ddeLink ddeService="cmd"/></externalLink>'
SETTINGS, PARTS = "word/_rels/settings.xml.rels", "word/_rels/document.xml.rels"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500


def refusal(content: bytes, name: str) -> str:
    """The code with which a file is refused; empty: it is taken."""
    try:
        recognised(io.BytesIO(content), name)
    except FileRefused as refused:
        return refused.code
    return ""


def field(*words: str) -> str:
    """A letter's part with one field, its words cut into runs as an attacker would."""
    runs = "".join(f"<w:r><w:instrText>{word}</w:instrText></w:r>" for word in words)
    return f'<w:document xmlns:w="{WORDS}"><w:p>{runs}</w:p></w:document>'


def flagged(content: bytes) -> bytes:
    """The same archive with its first entry marked as encrypted, in both places."""
    made = bytearray(content)
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF, "a.pdf"),
        (b"\n" + PDF, "a.pdf"),
        (PDF + b"\n\x00\x00 trailing words of a printer", "a.pdf"),
        (PDF + b"\n\x00 " * 3000, "a.pdf"),
        (PNG, "a.png"),
        (JPEG, "a.jpg"),
        (JPEG + JPEG, "a.jpg"),
        (JPEG + b"\x00\x00\x01\x0aImage_UTC_Data1700000000000SEFT", "a.jpg"),
        (DOCX, "a.docx"),
        (xlsx(), "a.xlsx"),
        (pptx(), "a.pptx"),
        (ODT, "a.odt"),
        (docx(word__embeddings__Sheet1_xlsx="", **{"word/embeddings/Microsoft_Excel_Sheet.xlsx": xlsx()}), "a.docx"),
        (pptx(**{"ppt/media/image1.emz": b"\x1f\x8b\x08\x00packed drawing"}), "a.pptx"),
        (docx(**{SETTINGS: relations("attachedTemplate", r"file:///C:\Trust\Letter.dotx")}), "a.docx"),
        (docx(**{PARTS: relations("hyperlink", "https://example.org/")}), "a.docx"),
        (docx(**{"word/footer1.xml": field(" PAGE ", " NUMPAGES ")}), "a.docx"),
        ("\ufeffname,role\r\nTom,carer\r\n".encode(), "a.csv"),
        (b"Found in the scan:\n" + b"x" * 2000 + b"<script>alert(1)</script>\n", "report.txt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_people_really_have_is_taken(content: bytes, name: str) -> None:
    assert refusal(content, name) == ""


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (LOCKED, "a.docx", "encrypted"),
        (LOCKED.replace(b"E\x00n\x00", b"e\x00n\x00"), "a.docx", "not_what_it_says"),
        (flagged(DOCX), "a.docx", "encrypted"),
        (odt(**{"META-INF/manifest2.xml": '<m xmlns="urn:m"><encryption-data/></m>'}), "a.odt", "encrypted"),
        (docx(word__vbaProject_bin="", **{"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
        (xlsx(**{"xl/macrosheets/sheet1.xml": "<a/>"}), "a.xlsx", "macros"),
        (zipped({"[Content_Types].xml": MACRO_TYPE, "word/document.xml": "<a/>"}), "a.docx", "macros"),
        (docx(**{PARTS: MACRO_RELATION}), "a.docx", "macros"),
        (odt(**{"Basic/Standard/Module1.xml": "<a/>"}), "a.odt", "macros"),
        (odt(**{"Scripts/python/evil.py": "x"}), "a.odt", "macros"),
        (docx(**{SETTINGS: relations("attachedTemplate", "https://example.org/evil.dotm")}), "a.docx", "fetches"),
        (docx(**{SETTINGS: relations("attachedTemplate", r"\\198.51.100.7\share\evil.dotm")}), "a.docx", "fetches"),
        (docx(**{PARTS: relations("oleObject", "https://example.org/evil.html!")}), "a.docx", "fetches"),
        (docx(**{"word/header1.xml": field("DDE", "AUTO c:", "\\\\cmd.exe")}), "a.docx", "fetches"),
        (xlsx(**{"xl/externalLinks/externalLink1.xml": EXTERNAL_DATA}), "a.xlsx", "fetches"),
        (docx(**{"word/embeddings/oleObject1.bin": LOCKED}), "a.docx", "holds_files"),
        (docx(**{"word/embeddings/more.zip": zipped({"eicar.com": EICAR})}), "a.docx", "holds_files"),
        (docx(**{"word/media/image1.png": b"MZ\x90\x00"}), "a.docx", "holds_files"),
        (docx(**{"word/embeddings/a.docx": docx(**{"word/embeddings/b.xlsx": xlsx()})}), "a.docx", "holds_files"),
        (docx(**{"word/embeddings/a.docx": zipped({"eicar.com": EICAR})}), "a.docx", "holds_files"),
        (docx(**{"word/embeddings/a.xlsx": xlsx(**{"xl/macrosheets/a.xml": "<a/>"})}), "a.docx", "macros"),
        (zipped({"inner.zip": zipped({"eicar.com": EICAR})}), "a.docx", "not_what_it_says"),
        (docx(**{"word/styles.xml": ENTITIES}), "a.docx", "damaged"),
        (docx(**{"word/styles.xml": ENTITIES.encode("utf-16")}), "a.docx", "damaged"),
        (docx(**{"word/styles.xml": "<a><b></a>"}), "a.docx", "damaged"),
        (docx(**{"../../etc/x.xml": "<a/>"}), "a.docx", "damaged"),
        (docx(**{"word/Document.xml": "<a/>"}), "a.docx", "damaged"),
        (docx(**{"word/media/image1.png": BOMB}), "a.docx", "unpacks_too_big"),
        (docx(**{f"word/{number}.bin": b"" for number in range(MOST_ENTRIES)}), "a.docx", "unpacks_too_big"),
        (DOCX + b"<html><script>alert(1)</script>", "a.docx", "two_kinds"),
        (b"GIF89a" + DOCX, "a.docx", "two_kinds"),
        (PNG + DOCX, "a.png", "two_kinds"),
        (JPEG + DOCX, "a.jpg", "two_kinds"),
        (PDF + DOCX, "a.pdf", "two_kinds"),
        (PNG + PDF, "a.png", "two_kinds"),
        (JPEG + b"<html><script>alert(1)</script>", "a.jpg", "two_kinds"),
        (jpeg(comment=b"%PDF-1.7"), "a.jpg", "two_kinds"),
        (jpeg(comment=b"<script>alert(1)</script>"), "a.jpg", "two_kinds"),
        (b"GIF89a;" + PDF, "a.pdf", "two_kinds"),
        (b"%PDF-1.7\n%<html><script>x</script>\n" + PDF[9:], "a.pdf", "two_kinds"),
        (PDF + b"<html><body>", "a.pdf", "two_kinds"),
        (png(20_000, 20_000), "a.png", "unpacks_too_big"),
        (jpeg(20_000, 20_000), "a.jpg", "unpacks_too_big"),
        (PNG[:-12], "a.png", "damaged"),
        (JPEG[:-2], "a.jpg", "damaged"),
        (DOCX[: len(DOCX) // 2], "a.docx", "damaged"),
        (DOCX[:-30], "a.docx", "damaged"),
        (b"PK\x03\x04", "a.xlsx", "damaged"),
        (PDF[: len(PDF) // 2], "a.pdf", "damaged"),
        (PDF[:-20], "a.pdf", "damaged"),
        (PDF + b" x" * 1500, "a.pdf", "damaged"),
        (b"plain <html> words", "a.txt", "not_what_it_says"),
        (b"\xef\xbb\xbf%PDF-1.7 called text", "a.txt", "not_what_it_says"),
        (b"a" * 300_000 + b"\x00", "a.txt", "not_what_it_says"),
        (b"MZ" + b"\x00" * 100, "invoice.pdf.exe", "kind_not_allowed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_may_do_harm_is_refused_with_its_reason(content: bytes, name: str, code: str) -> None:
    assert refusal(content, name) == code


def test_sizes_that_lie_are_found_by_counting() -> None:
    """An archive may say that an entry is small and hold a bomb; programs that believe the data unpack it all."""
    honest = bytearray(docx(**{"word/media/image1.png": b"0" * 5_000_000}))
    where = honest.rindex(b"PK\x01\x02", 0, honest.index(b"word/media/image1.png", honest.index(b"PK\x01\x02")))
    honest[where + 24 : where + 28] = struct.pack("<I", 10)
    assert refusal(bytes(honest), "a.docx") == "damaged"


def test_entries_that_overlap_are_refused() -> None:
    """The bomb of overlapping entries: thousands of names for the same packed bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"<a/>") + packed.flush()
    out = io.BytesIO(DOCX)
    with zipfile.ZipFile(out) as container:
        entries = container.infolist()
    assert body
    made = bytearray(DOCX)
    last = made.rindex(b"PK\x01\x02")
    made[last + 42 : last + 46] = struct.pack("<I", entries[0].header_offset)
    assert refusal(bytes(made), "a.docx") in ("damaged", "unpacks_too_big", "not_what_it_says")


@pytest.mark.parametrize(
    ("traits", "code"),
    [
        (PdfTraits(True, False, False, False), "damaged"),
        (PdfTraits(True, True, False, False), "encrypted"),
        (PdfTraits(False, False, True, True), "scripts"),
        (PdfTraits(False, False, False, True), "holds_files"),
    ],
)
def test_a_pdf_is_there_to_be_read_and_nothing_else(traits: PdfTraits, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        check_pdf(traits)
    assert refused.value.code == code
    check_pdf(PdfTraits(False, False, False, False))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ('C:\\Users\\a"b\n.pdf', "ab.pdf"),
        ("", "document"),
        ("...", "document"),
        ("Policy\u202efdp.exe", "Policyfdp.exe"),
        ("Polic\u0065\u0301.pdf", "Polic\u00e9.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul"),
        ("LPT1 .docx", "_LPT1 .docx"),
        ("Contract.pdf", "Contract.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie x=1.pdf"),
        ("policy%2e%2e.pdf", "policy2e2e.pdf"),
        (".htaccess", "htaccess"),
    ],
)
def test_names_lose_whatever_means_something_elsewhere(typed: str, kept: str) -> None:
    assert safe_name(typed) == kept


@given(st.text(max_size=400))
def test_every_name_comes_out_short_printable_and_alone(typed: str) -> None:
    name = safe_name(typed)
    assert name == safe_name(name)
    assert 0 < len(name) <= 200
    assert name.isprintable()
    assert not set(name) & set('/\\<>:"|?*%;')
    assert not name.startswith(".")


MUTATED = st.sampled_from([DOCX, ODT, PDF, PNG, JPEG, xlsx(), docx(**{"word/embeddings/a.xlsx": xlsx()})])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MUTATED, st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6), st.integers(0, 4000))
def test_no_damage_brings_more_than_a_refusal(content: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    """Bytes changed at random, ends cut off: the file is taken or refused, and nothing else ever happens."""
    made = bytearray(content)
    for at, byte in changes:
        made[at % len(made)] = byte
    kept = bytes(made[: len(made) - cut % 40])
    for name in ("a.docx", "a.odt", "a.pdf", "a.png", "a.jpg", "a.txt"):
        with contextlib.suppress(FileRefused):
            recognised(io.BytesIO(kept), name)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=3000))
def test_nothing_at_random_is_an_office_document(content: bytes) -> None:
    assert refusal(content, "a.docx") != ""
    assert refusal(content, "a.odt") != ""

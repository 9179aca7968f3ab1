"""PDFs are looked into by another program, in a process that may die of it."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from dspt.documents.gateways import inspected
from dspt.documents.rules import FileRefused
from tests.world.files import PDF, pdf

LIMIT = 20 * 1024 * 1024


def refusal(content: bytes, limit: int = LIMIT) -> str:
    try:
        inspected(io.BytesIO(content), "Policy.pdf", limit)
    except FileRefused as refused:
        return refused.code
    return ""


def saved(made: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    made.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def one_page() -> pikepdf.Pdf:
    made = pikepdf.new()
    made.add_blank_page()
    return made


def hidden_script() -> bytes:
    """A script within a packed stream of objects: no search for its words finds it."""
    made = one_page()
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def attached() -> bytes:
    made = one_page()
    made.attachments["evil.exe"] = b"MZ"
    return saved(made)


def locked(password: str) -> bytes:
    return saved(one_page(), encryption=pikepdf.Encryption(owner="owner", user=password))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PDF, ""),
        (saved(one_page(), object_stream_mode=pikepdf.ObjectStreamMode.generate), ""),
        (hidden_script(), "scripts"),
        (pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"), "scripts"),
        (pdf("/AcroForm << /Fields [] /XFA [(template) 4 0 R] >>", objects=("<< >>",)), "scripts"),
        (pdf("/AA << /WC << /S /J#61vaScript /JS (x) >> >>"), "scripts"),
        (attached(), "holds_files"),
        (pdf("/Names << /EmbeddedFiles << /Names [(a) << /F (a) /EF << /F 4 0 R >> >>] >> >>"), "holds_files"),
        (locked("secret"), "encrypted"),
        (locked(""), "encrypted"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n", "damaged"),
        (PDF[:60], "damaged"),
    ],
    ids=[
        "plain",
        "plain, packed objects",
        "script in packed objects",
        "starts a program",
        "form that is a program",
        "script under a disguised name",
        "attachment",
        "attachment by hand",
        "password",
        "no password to read",
        "no pages",
        "cut off",
    ],
)
def test_a_pdf_that_does_more_than_be_read_is_refused(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_a_pdf_that_unpacks_without_end_kills_the_child_alone() -> None:
    """A stream of objects of a gigabyte and a half, in one and a half megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 16_000_000) for _ in range(100)) + packer.flush()
    stream = b"4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    content = bytearray(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n")
    content += b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    at = len(content)
    content += stream + packed + b"\nendstream\nendobj\n"
    start = len(content)
    entries = b"\x00\x00\x00\x00" + b"\x01" + (9).to_bytes(3, "big") + b"\x01" + (60).to_bytes(3, "big")
    entries += b"\x02\x00\x00\x04" + b"\x01" + at.to_bytes(3, "big")
    content += b"6 0 obj\n<< /Type /XRef /Size 5 /Root 1 0 R /W [1 3 0] /Length %d >>\nstream\n" % len(entries)
    content += entries + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    assert refusal(bytes(content)) in ("damaged", "unpacks_too_big")


def test_what_is_too_big_is_not_looked_into() -> None:
    assert refusal(PDF + b"0" * 100, limit=len(PDF)) == "too_big"

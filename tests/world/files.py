"""Small files of every kind that is taken, made here byte by byte, so that tests can say what is in them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless text that every scanner must find. In two halves, so that no scanner finds this file."""
_WHEN = (2024, 9, 2, 9, 0, 0)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(entries: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    """Pack entries in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            container.writestr(entry, content)
    return out.getvalue()


def docx(text: str = "Our policy", **more: str | bytes) -> bytes:
    """A letter with one paragraph; ``more``: further entries, a double underscore in their names is a slash."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="text/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"/>',
            "word/document.xml": f'<w:document xmlns:w="{WORDS}"><w:p><w:t>{text}</w:t></w:p></w:document>',
            **{name.replace("__", "/"): content for name, content in more.items()},
        }
    )


def xlsx(**more: str | bytes) -> bytes:
    """A workbook with nothing in it."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
            "xl/workbook.xml": "<workbook/>",
            **{name.replace("__", "/"): content for name, content in more.items()},
        }
    )


def pptx(**more: str | bytes) -> bytes:
    """Slides, none."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
            "ppt/presentation.xml": "<presentation/>",
            **{name.replace("__", "/"): content for name, content in more.items()},
        }
    )


def odt(**more: str | bytes) -> bytes:
    """An OpenDocument text."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<office/>",
            "META-INF/manifest.xml": "<manifest/>",
            **{name.replace("__", "/"): content for name, content in more.items()},
        },
        packed=False,
    )


def relations(kind: str, target: str, *, mode: str = "External") -> str:
    """The relationships of a part: one, to a target."""
    one = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{RELATIONS}">{one}</Relationships>'


def pdf(catalogue: str = "", *, objects: tuple[str, ...] = (), padding: int = 0) -> bytes:
    """One empty page; ``catalogue``: more of its root, ``objects``: further ones, from number 4 on."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    if padding:
        out += b"%" + b"0" * padding + b"\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def png(width: int = 1, height: int = 1) -> bytes:
    """A picture of one black pixel, whatever size it claims."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(b"\x00\x00"))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def jpeg(width: int = 1, height: int = 1, *, comment: bytes = b"") -> bytes:
    """The skeleton of a picture: header, frame, one scan, end."""
    said = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        + said
        + b"\xff\xc0\x00\x0b\x08"
        + struct.pack(">HH", height, width)
        + b"\x01\x01\x11\x00"
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
        + b"\x54\xff\x00\x2a\xff\xd0\x11"
        + b"\xff\xd9"
    )


PDF, PNG, JPEG, DOCX, ODT = pdf(), png(), jpeg(), docx(), odt()

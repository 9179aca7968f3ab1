"""Sets of rows as one long number, a bit for each: counted and cut in microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def bitmap_of(rows: Iterable[int], size: int) -> int:
    """Set the bits of some rows; ``size`` is how many rows there are."""
    bits = bytearray(size // 8 + 1)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(bits, "little")


def set_bits(bitmap: int, skip: int = 0) -> Iterator[int]:
    """Walk through the set bits from the lowest, leaving out the first so many (quickly: by the kilobyte)."""
    content = bitmap.to_bytes(bitmap.bit_length() // 8 + 1, "little")
    start = 0
    while start < len(content):
        count = int.from_bytes(content[start : start + 1024], "little").bit_count()
        if count > skip:
            break
        skip -= count
        start += 1024
    for place in range(start, len(content)):
        byte = content[place]
        if byte:
            for bit in range(8):
                if byte >> bit & 1:
                    if skip:
                        skip -= 1
                    else:
                        yield place * 8 + bit

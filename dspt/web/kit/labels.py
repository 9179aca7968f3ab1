"""Labels of the standard inside a sentence: small letters where they are due, and the article before them."""

from __future__ import annotations


def within(words: str) -> str:
    """Put the beginning of a sentence inside another one: its first letter small, unless it is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def with_article(label: str) -> str:
    """Put the article before a label, its first letter small unless it is an abbreviation: an NHS trust, a company."""
    is_vowel = label[0] in "AEIOU" and not label.startswith("Uni")
    return f"{'an' if is_vowel or label.startswith('NHS') else 'a'} {within(label)}"

"""What somebody may have meant by a word that no listing holds, or that stands inside other words only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .index import Index

NEAREST = 5
"""How many listings are offered where nothing was found."""
_MEANT = 3
_ALIKE = 12
_RANKED = 800
_SHORTEST = 3
"""Letters from which a word is looked at; a shorter one is like too many."""
_SHORTEST_WITHIN = 4
"""The same for a word that was found, though only inside of others."""

Others = Mapping[str, tuple[str, ...]]
"""Words that may stand for a doubtful one, likeliest first."""


def others(index: Index, tokens: Sequence[str], *, found: bool) -> Others:
    """Find what the doubtful words may stand for.

    Doubtful is a word that no listing holds; where all were ``found``, one that stands inside of other words only.
    """
    if found:
        doubtful = [t for t in tokens if t.isalpha() and len(t) >= _SHORTEST_WITHIN and not _begins(index, t)]
        return {token: _alike(index, token, _within(index, token, 1)) for token in doubtful}
    doubtful = [token for token in tokens if len(token) >= _SHORTEST and not index.holding(token)]
    return {token: _alike(index, token, _within(index, token)) for token in doubtful}


def nearest(index: Index, tokens: Sequence[str], others: Others) -> list[int]:
    """Find the listings that come nearest to words which none holds together."""
    rows = 0
    for most in (1, 3, _ALIKE):  # the likeliest words alone may be enough
        unions = [_union(index, others[each][:most]) if each in others else index.holding(each) for each in tokens]
        rows = _most(unions)
        if rows.bit_count() >= NEAREST:
            break

    def strangeness(row: int) -> tuple[int, int]:
        held = set(index.keys[row].split())
        return sum(_place(words, held) for words in others.values()), len(index.keys[row])

    return sorted(islice(index.by_name(rows), _RANKED), key=strangeness)[:NEAREST] if rows else []


def meant(index: Index, tokens: Sequence[str], others: Others, is_of_use: Callable[[int], bool]) -> tuple[str, ...]:
    """Give the words somebody may have meant, likeliest first, where they find something: ``is_of_use`` says so."""
    if not others or not all(words and token.isalpha() for token, words in others.items()):
        return ()
    most = _MEANT if len(others) < _MEANT else 1
    readings = product(*([*enumerate(others[token][:most])] if token in others else [(0, token)] for token in tokens))
    likely = sorted(readings, key=lambda reading: sum(place for place, _ in reading))
    said = (" ".join(word for _, word in reading) for reading in likely)
    return tuple(islice((words for words in said if is_of_use(index.matching(words.split()))), _MEANT))


def _alike(index: Index, token: str, found: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Put words in the order of their likelihood: fewer slips, then how many listings hold them."""
    kept = sorted(token)

    def likelihood(one: tuple[str, int]) -> tuple[int, int]:
        word, slips = one
        count = _holders(index, word)
        if word[0] == token[0]:  # the first letter is seldom wrong
            count *= 3
        if sorted(word) == kept:  # two were swapped
            count *= 8
        return slips, -count

    return tuple(word for word, _ in sorted(found, key=likelihood)[:_ALIKE])


def _within(index: Index, token: str, slips: int = 0) -> list[tuple[str, int]]:
    """Find the words that are at most so many slips away: letters wrong, missing, too many, or two swapped.

    Without a number, one in a word of five letters or fewer, two in a longer one; where that finds none, one more.
    """
    most = slips or (1 if len(token) <= 5 else 2)
    lengths = index.by_length()
    sizes = range(len(token) - most, len(token) + most + 1)
    words = [word for size in sizes for word in lengths.get((token.isalpha(), size), ())]
    found = process.extract(token, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    if not found and not slips and len(token) > _SHORTEST:
        return _within(index, token, most + 1)
    return [(word, int(distance)) for word, distance, _ in found if word != token]


def _begins(index: Index, token: str) -> bool:
    place = bisect_left(index.words, token)
    stands = place < len(index.words) and index.words[place].startswith(token)
    return stands or any(word.startswith(token) for row in index.late for word in index.keys[row].split())


def _holders(index: Index, word: str) -> int:
    place = bisect_left(index.words, word)
    return index.first[place + 1] - index.first[place]


def _place(words: tuple[str, ...], held: set[str]) -> int:
    return next((place for place, word in enumerate(words) if word in held), len(words))


def _union(index: Index, words: Iterable[str]) -> int:
    rows = 0
    for word in words:
        rows |= index.rows_of(word)
    return rows


def _most(unions: Sequence[int]) -> int:
    """Give the rows that hold all words, else all but one, else any."""
    whole = _all(unions)
    if whole or len(unions) < 2:
        return whole
    for missing in range(len(unions)):
        whole |= _all([rows for place, rows in enumerate(unions) if place != missing])
    if not whole:
        for rows in unions:
            whole |= rows
    return whole


def _all(unions: Iterable[int]) -> int:
    whole = -1
    for rows in unions:
        whole &= rows
    return max(whole, 0)

"""The digest of an entry stays what it was: entries written by the first release must check for ever."""

from __future__ import annotations

import hashlib
import json

from dspt.journal.rules import GENESIS, content, digest, digest_of_heads


def laid(behalf: str = "") -> dict[str, object]:
    return content(
        chain="VZZ02",
        number=1,
        at="2025-05-12T09:30:00+00:00",
        event="assessments.answer.saved",
        actor=("person", "01936000-0000-7000-8000-000000000001", "Zoë", "0123456789abcdef"),
        subject="2024-25 1.1.1",
        before={},
        after={"b": 1, "a": "“é”"},
        behalf=behalf,
    )


def test_a_known_entry_has_its_known_digest() -> None:
    text = (
        '{"actor":["person","01936000-0000-7000-8000-000000000001","Zoë","0123456789abcdef"],"after":{"a":"“é”","b":1},'
        '"at":"2025-05-12T09:30:00+00:00","before":{},"chain":"VZZ02","event":"assessments.answer.saved","number":1,'
        '"subject":"2024-25 1.1.1"}'
    )
    assert digest(GENESIS, laid()) == hashlib.sha256(f"{GENESIS}\n{text}".encode()).hexdigest()
    assert json.loads(text)["after"] == laid()["after"]


def test_whom_somebody_acts_for_is_covered_where_it_says_something() -> None:
    assert "behalf" not in laid()
    assert digest(GENESIS, laid("service:national")) != digest(GENESIS, laid())


def test_heads_are_digested_in_one_order_whatever_the_databases() -> None:
    heads = [("b", 1, "x"), ("A", 2, "y"), ("a", 3, "z")]
    assert digest_of_heads(heads) == digest_of_heads(reversed(heads))
    assert digest_of_heads(heads) != digest_of_heads(heads[:2])

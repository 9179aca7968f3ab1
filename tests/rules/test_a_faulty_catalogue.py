"""A catalogue that does not hold together is refused, with the file, the entry and what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dspt.standard.catalogue import ROOT, CatalogueFaulty, Reader


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "catalogue"
    shutil.copytree(ROOT, folder)
    return folder


def faults_after(folder: Path, file: str, old: str, new: str, key: str = "2024-25") -> list[str]:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFaulty) as refused:
        Reader(folder).read(key)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "2024-25/ndg.yaml",
            "            type: text\n",
            "            type: essay\n",
            "2024-25/ndg.yaml, items 1.1.1: 'type' is 'essay'; it must be one of yes_no, text, date, number, document,"
            " yes_no_exceptions",
        ),
        (
            "2024-25/ndg.yaml",
            "            title: Registration number with the Information Commissioner\n",
            "",
            "2024-25/ndg.yaml, items 1.1.1: 'title' is missing",
        ),
        (
            "2024-25/ndg.yaml",
            "            approaching: true\n",
            "            approaching: true\n            colour: blue\n",
            "2024-25/ndg.yaml, items 1.1.1: unknown field 'colour'",
        ),
        (
            "2024-25/ndg.yaml",
            "            type: text\n",
            "            type: text\n            type: date\n",
            "'type' stands twice",
        ),
        (
            "2024-25/ndg.yaml",
            "asked: {'2': mandatory, '3': mandatory, '4': mandatory}",
            "asked: {'2': mandatory, '3': perhaps, '4': mandatory}",
            "2024-25/ndg.yaml, items 1.1.1 asked: '3' is 'perhaps'; it must be one of mandatory, recommended,",
        ),
        (
            "2024-25/ndg.yaml",
            "asked: {'2': mandatory, '3': mandatory, '4': mandatory}",
            "asked: {'2': mandatory, '3': recommended, '4': mandatory}",
            "2024-25/easy_mode.yaml, topics 3: 1.1.1 must stand in a topic exactly if it is mandatory",
        ),
        (
            "2024-25/ndg.yaml",
            "{supported_servers}",
            "{supported_ships}",
            "2024-25/ndg.yaml, items 8.3.7: names a figure that the edition does not hold: 'supported_ships'",
        ),
        (
            "2024-25/ndg.yaml",
            "exemptions: {psn: high}",
            "exemptions: {prince2: high}",
            "2024-25/ndg.yaml, items 1.3.6: exemption 'prince2' does not exist",
        ),
        (
            "2024-25/guidance/ndg.yaml",
            "  1.1.1:\n",
            "  1.1.99:\n",
            "2024-25/guidance/ndg.yaml, items 1.1.99: there is no such item",
        ),
        (
            "2024-25/guidance/ndg.yaml",
            "terms: [ico, personal_data]",
            "terms: [ico, personal_dada]",
            "2024-25/guidance/ndg.yaml, items 1.1.1: term 'personal_dada' is not in the glossary",
        ),
        (
            "2024-25/caf.yaml",
            "levels: [not_achieved, achieved]",
            "levels: [not_achieved, brilliant]",
            "2024-25/caf.yaml, outcomes A1.a: 'brilliant' is not a level",
        ),
        (
            "2024-25/caf.yaml",
            "expected: {standard: achieved,",
            "expected: {standard: partially_achieved,",
            "2024-25/caf.yaml, outcomes A1.a: profile standard expects partially_achieved, a level that the outcome",
        ),
        (
            "2024-25/edition.yaml",
            "version: 7\n",
            "version: 7\namendments: [{on: 2025-03-05, what: Help of both., subjects: [B2.a, B2.z]}]\n",
            "2024-25/edition.yaml, amendments 2025-03-05: 'B2.z' is neither an item nor an outcome",
        ),
        (
            "2024-25/edition.yaml",
            "due_on: 2025-06-30",
            "due_on: 2025-02-31",
            "2024-25/edition.yaml, calendar due_on: 2025-02-31 is not a day that exists",
        ),
        (
            "2024-25/edition.yaml",
            "due_on: 2025-06-30",
            "due_on: 2024-06-30",
            "2024-25/edition.yaml, calendar: must open before it is due",
        ),
        (
            "2024-25/edition.yaml",
            "policy_answers_bar: false",
            "policy_answers_bar: off",
            "2024-25/edition.yaml, switches policy_answers_bar: write 'off' in quotes",
        ),
        (
            "2024-25/edition.yaml",
            "mandated_outcomes: [A2.a,",
            "mandated_outcomes: [Z9.a,",
            "2024-25/caf.yaml: the audit mandates Z9.a, which does not exist",
        ),
        (
            "2024-25/organisations.yaml",
            "    otherwise: company\n",
            "    otherwise: firm\n",
            "2024-25/organisations.yaml, types it_supplier: tests need an 'otherwise' that is a type, and the reverse",
        ),
        (
            "2024-25/organisations.yaml",
            "    fact: nhsmail_only\n",
            "    fact: shoe_size\n",
            "2024-25/organisations.yaml, exemptions nhsmail: the profile holds no fact 'shoe_size'",
        ),
        (
            "2024-25/statuses.yaml",
            "  not_published:\n",
            "  unpublished:\n",
            "2024-25/statuses.yaml, not_published: this status is needed and missing",
        ),
        ("glossary.yaml", "also: [log]", "also: [malware]", "'malware' stands twice in the glossary"),
        ("2024-25/caf.yaml", "objectives:\n", "objectives: [\n", "2024-25/caf.yaml, line"),
    ],
)
def test_a_fault_is_named_with_file_entry_and_what_is_wrong(
    copy: Path, file: str, old: str, new: str, message: str
) -> None:
    assert any(message in fault for fault in faults_after(copy, file, old, new))


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "2024-25" / "statuses.yaml").unlink()
    with pytest.raises(CatalogueFaulty, match=r"2024-25/statuses\.yaml: the file is missing"):
        Reader(copy).read("2024-25")


def test_faults_are_told_all_at_once(copy: Path) -> None:
    path = copy / "2024-25" / "ndg.yaml"
    text = path.read_text(encoding="utf-8").replace("type: date", "type: dote")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueFaulty) as refused:
        Reader(copy).read("2024-25")
    assert sum("'dote'" in str(fault) for fault in refused.value.faults) == 3


def test_an_edition_that_rests_on_another_names_its_own_faults(copy: Path) -> None:
    faults = faults_after(copy, "2023-24/edition.yaml", "  4.5.3:\n", "  4.5.99:\n", key="2023-24")
    assert "2023-24/edition.yaml, items_changed 4.5.99: there is no such item" in faults
    path = copy / "2023-24" / "edition.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("based_on: 2024-25", "based_on: 1999-00"))
    with pytest.raises(CatalogueFaulty, match="there is no edition '1999-00'"):
        Reader(copy).read("2023-24")


def test_any_change_of_a_file_changes_the_checksum(copy: Path) -> None:
    before = Reader(copy).read("2024-25").checksum
    path = copy / "2024-25" / "ndg.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# A remark.\n", encoding="utf-8")
    after = Reader(copy).read("2024-25").checksum
    assert len(before) == len(after) == 64
    assert before != after
    # The edition that rests on it is made of that file too.
    assert Reader(copy).read("2023-24").checksum != Reader(ROOT).read("2023-24").checksum


def test_what_an_edition_does_not_use_leaves_its_checksum_alone(copy: Path) -> None:
    before = Reader(copy).read("2023-24").checksum
    path = copy / "2024-25" / "caf.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# A remark.\n", encoding="utf-8")
    assert Reader(copy).read("2023-24").checksum == before

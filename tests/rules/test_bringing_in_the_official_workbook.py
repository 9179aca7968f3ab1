"""An official-style workbook becomes a new revision of an edition's files, or nothing at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from dspt.standard.catalogue import ROOT, Reader
from dspt.standard.catalogue.reading import Faults, read_yaml
from dspt.standard.catalogue.writing import dumped
from dspt.standard.edition import AnswerType, Edition, Requirement
from dspt.standard.revision import RestsOnAnother, Revision, RowsRefused, as_text, revise, write
from dspt.standard.workbook import WorkbookUnreadable, read_mapping, read_workbook

HEADINGS = [
    "Evidence item reference",
    "Evidence item",
    "Tool tip",
    "Response type",
    "Category 2",
    "Category 3",
    "Category 4",
]
TYPES = {
    AnswerType.YES_NO: "Yes/No",
    AnswerType.YES_NO_EXCEPTIONS: "Yes/No",
    AnswerType.TEXT: "Text",
    AnswerType.DATE: "Date",
    AnswerType.NUMBER: "Number",
    AnswerType.DOCUMENT: "Document",
}
WORDS = {Requirement.MANDATORY: "Mandatory", Requirement.RECOMMENDED: "Recommended"}
TODAY = date(2025, 3, 1)
Rows = list[list[object]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "catalogue"
    shutil.copytree(ROOT, folder)
    return folder


def rows_of(edition: Edition) -> Rows:
    """Print an edition the way the official workbook does: one row per question."""
    rows: Rows = []
    for item in edition.items.values():
        questions: dict[tuple[str, str], list[str]] = {}
        for category, asked in item.asked.items():
            questions.setdefault((asked.question, TYPES[asked.type]), []).append(category)
        for (question, kind), categories in questions.items():
            flags = [WORDS[item.asked[key].requirement] if key in categories else "" for key in ("2", "3", "4")]
            rows.append([item.reference, question, "", kind, *flags])
    return rows


def book(path: Path, rows: Rows, *, sheet: str = "Evidence items", headings: list[str] | None = None) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet(sheet)
        page.write(0, 0, "Data Security and Protection Toolkit")
        for number, row in enumerate([HEADINGS if headings is None else headings, *rows], start=2):
            for place, cell in enumerate(row):
                page.write(number, place, cell)
    return path


def change(rows: Rows, reference: str, **cells: str) -> None:
    places = {"reference": 0, "question": 1, "tooltip": 2, "type": 3, "two": 4, "three": 5, "four": 6}
    [row, *_] = [row for row in rows if row[0] == reference]
    for name, value in cells.items():
        row[places[name]] = value


def brought_in(copy: Path, rows: Rows, **options: object) -> Revision:
    mapping = read_mapping(copy / "workbook-mapping.yaml")
    path = book(copy.parent / "official.xlsx", rows, **options)  # type: ignore[arg-type]
    good, bad = read_workbook(path, mapping)
    return revise(copy, "2024-25", good, bad, mapping, workbook=path, on=TODAY)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_a_workbook_that_says_the_same_changes_no_words(copy: Path) -> None:
    before = Reader(copy).read("2024-25")
    revision = brought_in(copy, rows_of(before))
    assert revision.differences == ()
    write(copy, revision)
    after = Reader(copy).read("2024-25")
    assert after.revision == before.revision + 1
    assert after.amendments == ()
    for key, item in before.items.items():
        for category, asked in item.asked.items():
            now = after.items[key].asked[category]
            assert (now.question, now.type, now.title, now.help) == (
                asked.question,
                asked.type,
                asked.title,
                asked.help,
            )
            assert now.exemptions == asked.exemptions


def test_official_words_types_and_flags_replace_ours(copy: Path) -> None:
    rows = rows_of(Reader(copy).read("2024-25"))
    change(rows, "1.1.1", question="What is your ICO number?", tooltip="See the ICO's register.")
    change(rows, "1.1.6", three="Mandatory", type="Text")
    change(rows, "1.4.3", four="")
    revision = brought_in(copy, rows)
    told = {(one.reference, one.category, one.what): one.after for one in revision.differences}
    assert told["1.1.1", "3", "question"] == "What is your ICO number?"
    assert told["1.1.6", "3", "requirement"] == "mandatory"
    assert told["1.1.6", "4", "type"] == "text"
    assert told["1.4.3", "4", "requirement"] == "not_asked"
    write(copy, revision)
    after = Reader(copy).read("2024-25")
    asked = after.items["1.1.1"].asked["3"]
    assert (asked.question, asked.tooltip) == ("What is your ICO number?", "See the ICO's register.")
    assert asked.ask == "Which registration number did the Information Commissioner's Office (ICO) give you?"
    [amendment] = after.amendments
    assert (amendment.on, amendment.subjects) == (TODAY, ("1.1.1", "1.1.6"))
    assert after.amended_since("1.1.1", TODAY - timedelta(days=1)) == amendment
    assert after.amended_since("1.1.1", TODAY) is None
    assert after.amended_since("1.4.3", TODAY - timedelta(days=1)) is None
    assert "WORKBOOK-2" in asked.provenance.sources
    assert after.sources["WORKBOOK-2"].startswith("Workbook official.xlsx, SHA-256 ")
    assert any("1.1.6" in topic.items for topic in after.topics["3"])
    assert "More questions" in " ".join(revision.remarks)
    assert "mandatory 3 is now 44; published_counts in edition.yaml says 43" in revision.remarks
    assert "## Revision 2\n- 2025-03-01: official.xlsx brought in; 3 items differ." in (
        copy / "2024-25" / "CHANGELOG.md"
    ).read_text(encoding="utf-8")
    assert "1.1.6, category 3: requirement\n    - recommended\n    + mandatory" in as_text(revision)


def test_the_edition_that_rests_on_this_one_keeps_its_words_and_its_checksum(copy: Path) -> None:
    before = Reader(copy).read("2023-24")
    rows = rows_of(Reader(copy).read("2024-25"))
    change(rows, "1.1.1", question="What is your ICO number?", four="")
    write(copy, brought_in(copy, rows))
    after = Reader(copy).read("2023-24")
    assert after == before
    assert after.items == before.items
    assert Reader(copy).read("2024-25").items["1.1.1"].asked["3"].question == "What is your ICO number?"


def test_one_reference_may_ask_categories_different_things_in_rows_of_its_own(copy: Path) -> None:
    rows = rows_of(Reader(copy).read("2024-25"))
    change(rows, "1.1.2", two="")
    rows.append(["1.1.2", "Where is the register of a supplier?", "Say where.", "Text", "Mandatory", "", ""])
    write(copy, brought_in(copy, rows))
    asked = Reader(copy).read("2024-25").items["1.1.2"].asked
    assert (asked["2"].question, asked["2"].type) == ("Where is the register of a supplier?", AnswerType.TEXT)
    assert asked["3"].type is AnswerType.DOCUMENT


def test_three_choices_stay_where_the_official_list_knows_two(copy: Path) -> None:
    write(copy, brought_in(copy, rows_of(Reader(copy).read("2024-25"))))
    assert Reader(copy).read("2024-25").items["4.5.3"].asked["3"].type is AnswerType.YES_NO_EXCEPTIONS


def test_a_new_item_gets_the_official_tooltip_as_its_help(copy: Path) -> None:
    rows = rows_of(Reader(copy).read("2024-25"))
    rows.append(["7.1.5", "Do you rehearse?", "At least once a year.", "Yes/No", "", "Mandatory", "Mandatory"])
    revision = brought_in(copy, rows)
    assert any("7.1.5" in remark and "tooltip" in remark for remark in revision.remarks)
    write(copy, revision)
    after = Reader(copy).read("2024-25")
    asked = after.items["7.1.5"].asked["4"]
    assert (asked.ask, asked.help.why, asked.title) == ("Do you rehearse?", "At least once a year.", "Do you rehearse")
    assert list(after.assertions["7.1"].items) == ["7.1.1", "7.1.2", "7.1.3", "7.1.4", "7.1.5"]


def test_an_item_that_the_workbook_lacks_is_asked_of_nobody_and_kept(copy: Path) -> None:
    rows = [row for row in rows_of(Reader(copy).read("2024-25")) if row[0] != "1.1.1"]
    revision = brought_in(copy, rows)
    assert "no longer asked of anybody: 1.1.1" in revision.remarks
    write(copy, revision)
    assert Reader(copy).read("2024-25").items["1.1.1"].asked == {}


def test_bad_rows_are_all_listed_and_nothing_is_written(copy: Path) -> None:
    rows = rows_of(Reader(copy).read("2024-25"))
    start = len(rows) + 4
    rows += [
        ["", "A question", "", "Text", "", "Mandatory", ""],
        ["1.1", "A question", "", "Text", "", "Mandatory", ""],
        ["1.1.9", "", "Help.", "Text", "", "Mandatory", ""],
        ["1.1.10", "A question", "Help.", "Essay", "", "Perhaps", ""],
        ["3.9.1", "A question", "Help.", "Text", "", "Mandatory", ""],
        ["1.1.11", "How many?", "Help.", "Number", "", "Mandatory", ""],
        ["1.1.12", "A question", "", "Text", "", "Mandatory", ""],
        ["1.1.1", "Again?", "", "Text", "", "Mandatory", ""],
        ["1.1.13", "x" * 5_001, "Help.", "Text", "", "Mandatory", ""],
    ]
    before = files_of(copy)
    with pytest.raises(RowsRefused) as refused:
        brought_in(copy, rows)
    told = {row.number - start: str(row) for row in refused.value.rows}
    reasons = [
        "the reference is empty",
        "the reference is not of the form 1.2.3",
        "the question is empty",
        "the type 'Essay' is not in the mapping; the requirement 'Perhaps' of category 3 is not in the mapping",
        "the edition has no assertion 3.9",
        "a number needs a unit: name it under 'units' in the mapping",
        "a new item needs a tooltip, as there is no help for it yet",
        "asks a category again that row 4 has asked",
        "the question is longer than 5000 characters",
    ]
    assert [told[number].partition(": ")[2] for number in range(len(reasons))] == reasons
    assert files_of(copy) == before


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: data[: len(data) // 2], "not_a_workbook"),
        (lambda data: data[:100], "not_a_workbook"),
        (lambda _: b"", "file_empty"),
        (lambda _: b"Evidence item reference,Evidence item\n1.1.1,What?\n", "is_text"),
    ],
    ids=["cut in half", "cut short", "empty", "another kind"],
)
def test_a_file_that_is_no_whole_workbook_is_refused(copy: Path, spoil: Callable[[bytes], bytes], code: str) -> None:
    path = book(copy.parent / "official.xlsx", rows_of(Reader(copy).read("2024-25")))
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(WorkbookUnreadable) as refused:
        read_workbook(path, read_mapping(copy / "workbook-mapping.yaml"))
    assert refused.value.code == code


def test_another_layout_is_refused_with_what_is_there(copy: Path) -> None:
    with pytest.raises(WorkbookUnreadable) as refused:
        brought_in(copy, [], sheet="Data")
    assert refused.value.facts == {"wanted": "Evidence items", "present": ("Data",)}
    with pytest.raises(WorkbookUnreadable) as refused:
        brought_in(copy, [], headings=[*HEADINGS[:3], "Kind", *HEADINGS[4:]])
    assert refused.value.facts["missing"] == ("Response type",)
    assert "Kind" in str(refused.value.facts["present"])
    with pytest.raises(WorkbookUnreadable) as refused:
        brought_in(copy, [])
    assert refused.value.code == "no_rows"


def test_a_faulty_mapping_is_refused(copy: Path) -> None:
    path = copy / "workbook-mapping.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Text: text", "Text: prose"), encoding="utf-8")
    with pytest.raises(WorkbookUnreadable) as refused:
        read_mapping(path)
    assert refused.value.code == "mapping_faulty"
    assert "'Text' is 'prose'" in str(refused.value.facts["faults"])


def test_an_edition_that_rests_on_another_is_not_imported_into(copy: Path) -> None:
    mapping = read_mapping(copy / "workbook-mapping.yaml")
    path = book(copy.parent / "official.xlsx", rows_of(Reader(copy).read("2024-25")))
    good, bad = read_workbook(path, mapping)
    with pytest.raises(RestsOnAnother):
        revise(copy, "2023-24", good, bad, mapping, workbook=path, on=TODAY)


@pytest.mark.parametrize("name", ["ndg.yaml", "easy_mode.yaml"])
def test_an_import_leaves_lines_alone_that_it_does_not_change(name: str) -> None:
    path = ROOT / "2024-25" / name
    faults = Faults()
    lines = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("#")]
    assert dumped(read_yaml(path, name, faults)) == "".join(lines)
    assert faults.found == []

"""A new revision of an edition's files from official rows: worked out in full, checked as a whole, then written.

Official question, type, tooltip and requirements replace ours; titles, plain questions and help stay ours. An item that
the workbook does not hold is asked of nobody and keeps its place. Nothing is written unless the result loads.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from dspt.foundation.refusals import Refusal

from .catalogue import Reader
from .catalogue.reading import Faults, read_yaml
from .catalogue.writing import dumped
from .edition import Edition
from .workbook import BadRow, OfficialRow, WorkbookMapping

TITLE_LIMIT = 60


class RowsRefused(Refusal):
    """Rows cannot be taken; ``facts['rows']`` holds each as a ``BadRow``. Nothing was written."""

    code = "rows_refused"

    def __init__(self, rows: Sequence[BadRow]) -> None:
        super().__init__(rows=tuple(rows))
        self.rows = tuple(rows)


class RestsOnAnother(Refusal):
    """The edition takes its items from another; import into that one. ``facts``: edition, base."""

    code = "rests_on_another"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the new revision says otherwise. ``category`` is empty where it is the same for all."""

    reference: str
    category: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What an import makes of an edition: the new text of each file that changes, and what differs."""

    edition: str
    number: int
    files: Mapping[str, str]
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...]


def revise(
    root: Path,
    key: str,
    rows: Sequence[OfficialRow],
    bad: Sequence[BadRow],
    mapping: WorkbookMapping,
    *,
    workbook: Path,
    on: date,
) -> Revision:
    """Work out the new revision of an edition. Writes nothing.

    ``on`` dates the line in the changelog. Refuses with ``RowsRefused`` when any row is bad, ``RestsOnAnother``, and
    ``CatalogueFaulty`` when the edition, or the result, does not hold together.
    """
    before = Reader(root).read(key)
    faults = Faults()
    front = read_yaml(root / key / "edition.yaml", f"{key}/edition.yaml", faults)
    if front.get("based_on"):
        raise RestsOnAnother(edition=key, base=front["based_on"])
    ndg = read_yaml(root / key / "ndg.yaml", f"{key}/ndg.yaml", faults)
    easy = read_yaml(root / key / "easy_mode.yaml", f"{key}/easy_mode.yaml", faults)
    faults.stop_if_any()

    number = before.revision + 1
    tag = f"WORKBOOK-{number}"
    bad = [*bad, *_unfit(before, rows, mapping)]
    if bad:
        raise RowsRefused(sorted(bad, key=lambda row: row.number))
    _apply(ndg, rows, mapping, tag)
    remarks = _topics(easy, ndg)
    files = {
        f"{key}/ndg.yaml": _with_head(root / key / "ndg.yaml", ndg),
        f"{key}/easy_mode.yaml": _with_head(root / key / "easy_mode.yaml", easy),
        f"{key}/edition.yaml": _front(root / key / "edition.yaml", number, tag, workbook),
    }
    files |= _kept_for_others(root, key, files)
    after = _tried(root, key, files)
    differences = tuple(_differences(before, after))
    remarks += _further_remarks(before, after)
    front_name = f"{key}/edition.yaml"
    files[front_name] = _amended(files[front_name], differences, on)
    _tried(root, key, files)
    files[f"{key}/CHANGELOG.md"] = _changelog(root / key / "CHANGELOG.md", number, workbook.name, differences, on)
    return Revision(key, number, files, differences, tuple(remarks))


def write(root: Path, revision: Revision) -> None:
    """Put the files of a revision in place: all are written beside the old ones first, then each is swapped."""
    pairs = []
    for name, text in revision.files.items():
        new = root / f"{name}.new"
        new.write_text(text, encoding="utf-8")
        pairs.append((new, root / name))
    for new, old in pairs:
        new.replace(old)


def as_text(revision: Revision) -> str:
    """Put a revision into lines for a terminal."""
    lines = [f"Edition {revision.edition}, revision {revision.number}: {len(revision.differences)} differences"]
    for one in revision.differences:
        place = f"{one.reference}, category {one.category}" if one.category else one.reference
        lines.append(f"  {place}: {one.what}")
        lines += [f"    {sign} {text}" for sign, text in (("-", one.before), ("+", one.after)) if text]
    lines += [f"  Note: {remark}" for remark in revision.remarks]
    return "\n".join(lines)


def _unfit(before: Edition, rows: Sequence[OfficialRow], mapping: WorkbookMapping) -> list[BadRow]:
    """Find rows that the edition has no place for."""
    found = []
    for row in rows:
        assertion = row.reference.rpartition(".")[0]
        item = before.items.get(row.reference)
        known = item is not None and any(asked.unit for asked in item.asked.values())
        if assertion not in before.assertions:
            found.append(BadRow(row.number, row.reference, f"the edition has no assertion {assertion}"))
        elif row.type == "number" and not known and row.reference not in mapping.units:
            found.append(
                BadRow(row.number, row.reference, "a number needs a unit: name it under 'units' in the mapping")
            )
        elif item is None and not row.tooltip:
            found.append(
                BadRow(row.number, row.reference, "a new item needs a tooltip, as there is no help for it yet")
            )
    return found


def _apply(ndg: dict[str, object], rows: Sequence[OfficialRow], mapping: WorkbookMapping, tag: str) -> None:
    by_reference: dict[str, list[OfficialRow]] = {}
    for row in rows:
        by_reference.setdefault(row.reference, []).append(row)
    for assertion in _each(ndg, "standards", "assertions"):
        items = assertion["items"]
        assert isinstance(items, list)
        for item in items:
            _replace(item, by_reference.pop(str(item["reference"]), []), mapping, tag)
        for reference in list(by_reference):
            if reference.rpartition(".")[0] == assertion["reference"]:
                items.append(_new_item(by_reference.pop(reference), mapping, tag))
        items.sort(key=lambda item: [int(part) for part in str(item["reference"]).split(".")])


def _replace(item: dict[str, object], rows: Sequence[OfficialRow], mapping: WorkbookMapping, tag: str) -> None:
    """Put the official words into an item. Categories that the workbook has a column for follow it alone."""
    variants = _mapping(item.pop("variants", {}))
    for name, value in (("asked", ""), ("asked_confidence", "high")):
        kept = {key: one for key, one in _mapping(item[name]).items() if key not in mapping.requirements}
        item[name] = kept | {key: value or str(one) for row in rows for key, one in row.asked.items()}
    if not rows:
        return
    # The row for categories without a question of their own carries the item; the others become variants of it.
    first, *others = sorted(rows, key=lambda row: (all(key in variants for key in row.asked), row.number))
    item["question"] = first.question
    item["type"] = _kept_type(str(item["type"]), str(first.type))
    if first.tooltip:
        item["tooltip"] = first.tooltip
    item["confidence"] = "high"
    item["sources"] = list(dict.fromkeys([*_list(item.get("sources")), tag]))
    own: dict[str, object] = {}
    for row in others:
        for category in row.asked:
            # Nothing says that a certificate which completes one question completes another.
            ours = _mapping(variants.get(category, {"exemptions": {}}))
            told = {"tooltip": row.tooltip} if row.tooltip else {}
            own[category] = {**ours, "question": row.question, "type": str(row.type), **told}
    if own:
        item["variants"] = own


def _new_item(rows: Sequence[OfficialRow], mapping: WorkbookMapping, tag: str) -> dict[str, object]:
    reference = rows[0].reference
    item: dict[str, object] = {
        "reference": reference,
        "title": _title(rows[0].question),
        "question": "",
        "type": str(rows[0].type),
        "asked": {},
    }
    if reference in mapping.units:
        item["unit"] = dict(mapping.units[reference])
    item |= {"confidence": "high", "asked_confidence": {}, "sources": [tag]}
    _replace(item, rows, mapping, tag)
    return item


def _kept_type(ours: str, official: str) -> str:
    """Keep three choices where the official list knows only two: exceptions were settled by the edition."""
    return ours if (ours, official) == ("yes_no_exceptions", "yes_no") else official


def _title(question: str) -> str:
    words = question.split("\n")[0].rstrip(".?")
    if len(words) <= TITLE_LIMIT:
        return words
    return words[: TITLE_LIMIT - 1].rpartition(" ")[0] + "…"


def _topics(easy: dict[str, object], ndg: dict[str, object]) -> list[str]:
    """Make easy mode hold exactly the mandatory items: drop what is no longer, add what is new to a last topic."""
    remarks = []
    topics_by_category = easy["topics"]
    assert isinstance(topics_by_category, dict)
    for category, topics in topics_by_category.items():
        mandatory = [
            str(item["reference"])
            for assertion in _each(ndg, "standards", "assertions")
            for item in _list_of_mappings(assertion["items"])
            if _mapping(item["asked"]).get(category) == "mandatory"
        ]
        for topic in topics:
            topic["items"] = [one for one in topic["items"] if one in mandatory]
        topics[:] = [topic for topic in topics if topic["items"]]
        new = [one for one in mandatory if all(one not in topic["items"] for topic in topics)]
        if new:
            topics.append({"key": "more", "title": "More questions", "items": new})
            placed = f"{', '.join(new)} stand under More questions until somebody places them"
            remarks.append(f"easy mode of category {category}: {placed}")
    return remarks


def _front(path: Path, number: int, tag: str, workbook: Path) -> str:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^revision: \d+$", f"revision: {number}", text, count=1, flags=re.MULTILINE)
    digest = hashlib.sha256(workbook.read_bytes()).hexdigest()
    line = f"  {tag}: {yaml.safe_dump(f'Workbook {workbook.name}, SHA-256 {digest}', width=1000).splitlines()[0]}"
    return re.sub(r"^sources:$", f"sources:\n{line}", text, count=1, flags=re.MULTILINE)


def _amended(front: str, differences: Sequence[Difference], on: date) -> str:
    """Note in the front which items now say something else, so that who answered before is told."""
    reworded = (one.reference for one in differences if one.what in ("question", "type", "tooltip"))
    subjects = ", ".join(dict.fromkeys(reworded))
    if not subjects:
        return front
    line = f"  - {{on: {on.isoformat()}, what: The official wording was brought in., subjects: [{subjects}]}}\n"
    if re.search(r"^amendments:$", front, flags=re.MULTILINE):
        return re.sub(r"^amendments:\n", f"amendments:\n{line}", front, count=1, flags=re.MULTILINE)
    return f"{front.rstrip()}\n\namendments:\n{line}"


def _kept_for_others(root: Path, key: str, files: Mapping[str, str]) -> dict[str, str]:
    """Copy what changes, as it was, into every edition that rests on this one, so that its words stay its own."""
    kept = {}
    for other in Reader(root).edition_keys():
        if read_yaml(root / other / "edition.yaml", other, Faults()).get("based_on") == key:
            for name in files:
                part = name.partition("/")[2]
                if part != "edition.yaml" and not (root / other / part).is_file():
                    kept[f"{other}/{part}"] = (root / name).read_text(encoding="utf-8")
    return kept


def _tried(root: Path, key: str, files: Mapping[str, str]) -> Edition:
    """Load the result from a copy of the catalogue, so that a faulty one is refused before anything is written."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "catalogue"
        shutil.copytree(root, copied)
        for name, text in files.items():
            (copied / name).write_text(text, encoding="utf-8")
        reader = Reader(copied)
        for other in reader.edition_keys():
            if other != key:
                reader.read(other)
        return reader.read(key)


def _differences(before: Edition, after: Edition) -> Iterable[Difference]:
    for reference, item in after.items.items():
        old = before.items.get(reference)
        if old is None:
            yield Difference(reference, "", "new item", "", _any_question(after, reference))
            continue
        for category in sorted({*old.asked, *item.asked}):
            was, now = old.asked.get(category), item.asked.get(category)
            if was is None or now is None:
                said = (str(was.requirement) if was else "not_asked", str(now.requirement) if now else "not_asked")
                yield Difference(reference, category, "requirement", *said)
                continue
            for what in ("requirement", "type", "question", "tooltip"):
                one, other = str(getattr(was, what)), str(getattr(now, what))
                if one != other:
                    yield Difference(reference, category, what, one, other)


def _any_question(edition: Edition, reference: str) -> str:
    return next((asked.question for asked in edition.items[reference].asked.values()), "")


def _further_remarks(before: Edition, after: Edition) -> list[str]:
    remarks = []
    dropped = [key for key, item in after.items.items() if not item.asked and before.items[key].asked]
    if dropped:
        remarks.append(f"no longer asked of anybody: {', '.join(dropped)}")
    new = [key for key in after.items if key not in before.items]
    if new:
        remarks.append(f"new, with the official tooltip as the only help until somebody writes more: {', '.join(new)}")
    counts = {
        f"{name} {category}": sum(asked.is_mandatory is mandatory for asked in after.asked(category))
        for category in after.categories
        for name, mandatory in (("mandatory", True), ("recommended", False))
    } | {"items": len(after.items)}
    for name, published in after.published_counts.items():
        if name in counts and counts[name] != published:
            remarks.append(f"{name} is now {counts[name]}; published_counts in edition.yaml says {published}")
    return remarks


def _changelog(path: Path, number: int, workbook: str, differences: Sequence[Difference], on: date) -> str:
    text = path.read_text(encoding="utf-8") if path.is_file() else f"# Edition {path.parent.name}\n"
    head, _, rest = text.partition("\n## ")
    touched = len({one.reference for one in differences})
    entry = f"\n## Revision {number}\n- {on.isoformat()}: {workbook} brought in; {touched} items differ.\n"
    return head.rstrip("\n") + "\n" + entry + (f"\n## {rest}" if rest else "")


def _with_head(path: Path, data: dict[str, object]) -> str:
    """Dump a file in the catalogue's style, under the remarks that it begins with."""
    head = []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.startswith("#"):
            break
        head.append(line)
    return "".join(head) + dumped(data)


def _each(data: Mapping[str, object], outer: str, inner: str) -> Iterable[dict[str, object]]:
    for one in _list_of_mappings(data[outer]):
        yield from _list_of_mappings(one[inner])


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _list_of_mappings(value: object) -> list[dict[str, object]]:
    return [one for one in _list(value) if isinstance(one, dict)]


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}

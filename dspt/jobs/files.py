"""In words for whoever runs a command: why a file cannot be read, and what to do."""

from __future__ import annotations

from dspt.directory.gateways import UnreadableFile

_WORDS = {
    "file_missing": "{name} cannot be opened: {fault}.",
    "file_empty": "{name} is empty.",
    "file_too_large": "{name} is larger than {limit:,} bytes. Split it.",
    "not_a_table": "{name} is neither a .csv file nor a workbook (.xlsx). Save it as one of these.",
    "encoding": "{name} is not text: byte {byte} at place {place:,}. Save it as UTF-8.",
    "cut_short": "{name} is cut short: line {line:,}, its last, stops in the middle. Fetch it again.",
    "text_as_workbook": "{name} is called a workbook, but is a text file. Give it a name that ends in .csv.",
    "workbook_as_text": "{name} is called a text file, but is a workbook. Give it a name that ends in .xlsx.",
    "no_workbook": "{name} is a ZIP file that holds no workbook. Unpack it, and give the file inside.",
    "no_rows": "{name} holds no row below its headings. Fetch it again.",
    "damaged_table": "{name} is damaged: the row that begins on line {line} does not end as it should ({fault}).",
    "damaged_workbook": "{name} is damaged or cut short and cannot be opened as a workbook ({fault}). Fetch it again.",
    "no_sheet": "{name} has no sheet.",
    "unknown_layout": "{name} has a layout that is not known. Its first row is: {headings}.",
}


def told(refusal: UnreadableFile) -> str:
    """Put into words why a file cannot be read, and which columns it should have had."""
    words = _WORDS[refusal.code].format(**refusal.facts)
    if refusal.code != "unknown_layout":
        return words
    missing = refusal.facts.get("missing")
    if isinstance(missing, tuple):
        return f"{words} An export of the register also has, once each: {', '.join(missing)}."
    return f"{words} A directory file has 27 columns and no headings; a table of areas names them in its first row."

"""Our lean macros give the same document as the NHS library's own, for the parameters that our pages use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import engines

from dspt.web.kit.components import Link, PageLink, Row, Task
from dspt.web.kit.fields import Choice, DateParts, ErrorLine, ErrorSummary, Field

VOID = {"input", "br", "path", "rect"}


@dataclass
class Node:
    name: str
    attributes: dict[str, str | None]
    children: list[Node | str] = field(default_factory=list)


class Tree(HTMLParser):
    """The document as nested nodes; spaces between and around words do not count."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if attributes.get("class"):
            attributes["class"] = " ".join(sorted(str(attributes["class"]).split()))
        node = Node(tag, attributes)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().name == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        inside = self.open[-1].name == "textarea"
        words = data if inside else " ".join(data.split())
        if words:
            self.open[-1].children.append(words)


def tree(html: str) -> Node:
    made = Tree()
    made.feed(html)
    made.close()
    assert len(made.open) == 1, f"<{made.open[-1].name}> is not closed"
    return made.root


def rendered(source: str, **context: Any) -> str:
    return str(engines["jinja2"].from_string(source).render(context))


def official(folder: str, macro: str, params: Mapping[str, Any]) -> Node:
    source = f'{{% from "nhsuk/components/{folder}/macro.jinja" import {macro} %}}{{{{ {macro}(params) }}}}'
    return tree(rendered(source, params=params))


def ours(call: str, **context: Any) -> Node:
    imports = (
        '{% import "components/nhs.html" as nhs %}'
        '{% from "components/fields.html" import field, error_summary, input %}'
    )
    return tree(rendered(imports + call, **context))


LABEL = {"label": {"text": "Label"}}
WITH_ERROR = {"hint": {"text": "Hint"}, "errorMessage": {"text": "Enter it"}}
LEGEND = {"fieldset": {"legend": {"text": "Label", "size": "m"}}}

FIELDS = {
    "input": (Field("a", "Label"), "input", "input", {"id": "a", "name": "a", **LABEL}),
    "input with everything": (
        Field(
            "a",
            "Label",
            "email",
            "<b>",
            "Hint",
            "Enter it",
            size="l",
            is_heading=True,
            width="10",
            autocomplete="email",
            spellcheck=False,
        ),
        "input",
        "input",
        {
            "id": "a",
            "name": "a",
            "type": "email",
            "value": "<b>",
            "width": "10",
            "autocomplete": "email",
            "spellcheck": False,
            "label": {"text": "Label", "size": "l", "isPageHeading": True},
            **WITH_ERROR,
        },
    ),
    "number with unit": (
        Field("a", "Label", "number", "12", prefix="£", suffix="%", width="4"),
        "input",
        "input",
        {
            "id": "a",
            "name": "a",
            "value": "12",
            "prefix": "£",
            "suffix": "%",
            "width": "4",
            "inputmode": "numeric",
            **LABEL,
        },
    ),
    "password": (
        Field("a", "Label", "password", error="Enter it", hint="Hint", autocomplete="current-password"),
        "password-input",
        "passwordInput",
        {"id": "a", "name": "a", "autocomplete": "current-password", **LABEL, **WITH_ERROR},
    ),
    "textarea": (
        Field("a", "Label", "textarea", "One & two\nthree", "Hint", "Enter it", rows=3),
        "textarea",
        "textarea",
        {"id": "a", "name": "a", "rows": 3, "value": "One & two\nthree", **LABEL, **WITH_ERROR},
    ),
    "character count": (
        Field("a", "Label", "textarea", "One", "Hint", "Enter it", limit=200),
        "character-count",
        "characterCount",
        {"id": "a", "name": "a", "maxlength": 200, "value": "One", **LABEL, **WITH_ERROR},
    ),
    "select": (
        Field(
            "a", "Label", "select", error="Enter it", hint="Hint", choices=(Choice("", "–"), Choice("b", "B", "", True))
        ),
        "select",
        "select",
        {
            "id": "a",
            "name": "a",
            "value": "b",
            "items": [{"value": "", "text": "–"}, {"value": "b", "text": "B"}],
            **LABEL,
            **WITH_ERROR,
        },
    ),
    "radios": (
        Field(
            "a",
            "Label",
            "radios",
            error="Enter it",
            hint="Hint",
            size="m",
            is_inline=True,
            choices=(Choice("y", "Yes", "Really", True), Choice("n", "No", after_or=False)),
        ),
        "radios",
        "radios",
        {
            "idPrefix": "a",
            "name": "a",
            "inline": True,
            "value": "y",
            "items": [{"value": "y", "text": "Yes", "hint": {"text": "Really"}}, {"value": "n", "text": "No"}],
            **LEGEND,
            **WITH_ERROR,
        },
    ),
    "radios that reveal": (
        Field(
            "a",
            "Label",
            "radios",
            size="m",
            choices=(Choice("y", "Yes", reveals=(Field("b", "More"),)), Choice("n", "No")),
        ),
        "radios",
        "radios",
        {
            "idPrefix": "a",
            "name": "a",
            "items": [{"value": "y", "text": "Yes", "conditional": {"html": "@"}}, {"value": "n", "text": "No"}],
            **LEGEND,
        },
    ),
    "checkboxes": (
        Field(
            "a",
            "Label",
            "checkboxes",
            error="Enter it",
            hint="Hint",
            size="m",
            choices=(Choice("y", "Yes", "Really", True), Choice("n", "No")),
        ),
        "checkboxes",
        "checkboxes",
        {
            "idPrefix": "a",
            "name": "a",
            "values": ["y"],
            "items": [{"value": "y", "text": "Yes", "hint": {"text": "Really"}}, {"value": "n", "text": "No"}],
            **LEGEND,
            **WITH_ERROR,
        },
    ),
    "one checkbox": (
        Field("a", "I agree", "checkboxes", choices=(Choice("yes", "I agree"),), error="Enter it"),
        "checkboxes",
        "checkboxes",
        {"name": "a", "items": [{"value": "yes", "text": "I agree"}], "errorMessage": {"text": "Enter it"}},
    ),
    "date": (
        Field(
            "a",
            "Label",
            "date",
            error="Enter it",
            hint="Hint",
            size="m",
            date=DateParts("1", "", "26", ("month", "year")),
        ),
        "date-input",
        "dateInput",
        {
            "id": "a",
            "items": [
                {"id": "a-day", "name": "a-day", "label": "Day", "width": 2, "value": "1", "error": False},
                {"id": "a-month", "name": "a-month", "label": "Month", "width": 2, "error": True},
                {"id": "a-year", "name": "a-year", "label": "Year", "width": 4, "value": "26", "error": True},
            ],
            **LEGEND,
            **WITH_ERROR,
        },
    ),
    "file": (
        Field("a", "Label", "file", error="Enter it", hint="Hint"),
        "file-upload",
        "fileUpload",
        {"id": "a", "name": "a", **LABEL, **WITH_ERROR},
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_equals_the_library(name: str) -> None:
    shown, folder, macro, params = FIELDS[name]
    if name == "radios that reveal":
        params["items"][0]["conditional"]["html"] = rendered(
            '{% from "components/fields.html" import input %}{{ input(f) }}', f=Field("b", "More")
        )
    assert ours("{{ field(f) }}", f=shown) == official(folder, macro, params)


OTHERS = {
    "button": (
        '{{ nhs.button("Go", variant="secondary", small=True, name="n", value="v") }}',
        "button",
        "button",
        {"text": "Go", "variant": "secondary", "small": True, "name": "n", "value": "v"},
    ),
    "button against double clicks": (
        '{{ nhs.button("Go", once=True) }}',
        "button",
        "button",
        {"text": "Go", "preventDoubleClick": True},
    ),
    "link as button": (
        '{{ nhs.button_link("Go", "/x", variant="login") }}',
        "button",
        "button",
        {"text": "Go", "href": "/x", "variant": "login"},
    ),
    "back link": ('{{ nhs.back_link("/x") }}', "back-link", "backLink", {"href": "/x"}),
    "breadcrumb": (
        "{{ nhs.breadcrumb(links) }}",
        "breadcrumb",
        "breadcrumb",
        {"items": [{"href": "/a", "text": "A"}, {"href": "/b", "text": "B"}]},
    ),
    "tag": ('{{ nhs.tag("New", "blue") }}', "tag", "tag", {"text": "New", "colour": "blue"}),
    "inset": (
        "{% call nhs.inset() %}<p>x</p>{% endcall %}",
        "inset-text",
        "insetText",
        {"html": "<p>x</p>"},
    ),
    "details": (
        '{% call nhs.details("S", open=True) %}<p>x</p>{% endcall %}',
        "details",
        "details",
        {"summary": "S", "html": "<p>x</p>", "open": True},
    ),
    "panel": (
        '{% call nhs.panel("P") %}x{% endcall %}',
        "panel",
        "panel",
        {"heading": "P", "text": "x"},
    ),
    "summary list": (
        "{{ nhs.summary_list(rows) }}",
        "summary-list",
        "summaryList",
        {
            "rows": [
                {
                    "key": {"text": "Type"},
                    "value": {"text": "Care home"},
                    "actions": {"items": [{"href": "/c", "text": "Change", "visuallyHiddenText": "type"}]},
                },
                {"key": {"text": "Certificates"}, "value": {"html": "None<br>yet"}},
            ]
        },
    ),
    "task list": (
        '{{ nhs.task_list(tasks, "t") }}',
        "task-list",
        "taskList",
        {
            "idPrefix": "t",
            "items": [
                {
                    "heading": "Staff",
                    "href": "/s",
                    "hint": "Ten minutes",
                    "status": {"text": "Done", "classes": "nhsuk-task-list__status--completed"},
                },
                {"heading": "Publish", "status": {"text": "Cannot start yet"}},
            ],
        },
    ),
    "pagination": (
        "{{ nhs.pagination(previous, next) }}",
        "pagination",
        "pagination",
        {"previous": {"href": "/p", "label": "1 to 10"}, "next": {"href": "/n", "label": "21 to 30"}},
    ),
    "error summary": (
        "{{ error_summary(errors) }}",
        "error-summary",
        "errorSummary",
        {
            "heading": "There is a problem",
            "description": "Kept",
            "errorList": [{"href": "#a", "text": "Enter it"}, {"text": "Alone"}],
        },
    ),
}
CONTEXT = {
    "links": (Link("A", "/a"), Link("B", "/b")),
    "rows": (Row("Type", "Care home", Link("Change", "/c")), Row("Certificates", "None", lines=("yet",))),
    "tasks": (
        Task("Staff", "/s", "Ten minutes", "Done", is_done=True),
        Task("Publish", status="Cannot start yet"),
    ),
    "previous": PageLink("/p", "1 to 10"),
    "next": PageLink("/n", "21 to 30"),
    "errors": ErrorSummary((ErrorLine("Enter it", "a"), ErrorLine("Alone")), "Kept"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_component_equals_the_library(name: str) -> None:
    call, folder, macro, params = OTHERS[name]
    assert ours(call, **CONTEXT) == official(folder, macro, params)


def test_a_text_area_keeps_a_line_break_at_the_beginning() -> None:
    node = ours("{{ field(f) }}", f=Field("a", "Label", "textarea", "\nsecond line"))
    group = node.children[0]
    assert isinstance(group, Node)
    area = next(child for child in group.children if isinstance(child, Node) and child.name == "textarea")
    assert area.children == ["\n\nsecond line"]

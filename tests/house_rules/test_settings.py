"""The settings schema, the example file and the reference page say the same."""

from __future__ import annotations

from tools import settings_reference

from .repository import ROOT

ADVICE = "run: python tools/settings_reference.py"


def test_the_example_file_follows_the_schema() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == settings_reference.env_example(), ADVICE


def test_the_reference_page_follows_the_schema() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert page == settings_reference.reference(), ADVICE


def test_every_setting_has_a_meaning() -> None:
    assert [name for name, _, _, meaning in settings_reference.settings() if not meaning.endswith(".")] == []

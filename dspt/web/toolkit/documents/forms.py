"""What is typed about documents."""

from __future__ import annotations

from django import forms

from dspt.documents.rules import TITLE_LIMIT
from dspt.web.kit.forms import DateField, Form

_DATED = "The date that stands on it, for example 18 11 2024. Optional."
_GIVE_ONE = "Add a file, a link or a place where it is kept"


class NewDocumentsForm(Form):
    """Documents that are added: any number of files, a link, a place. The files are read from the request beside it."""

    file = forms.CharField(label="Add files", required=False)
    link = forms.CharField(label="or a link", required=False)
    place = forms.CharField(label="or say where it is kept", required=False)
    title = forms.CharField(
        label="Name",
        required=False,
        help_text="For one document. Left empty, the file’s name, the link or the place is shown.",
    )
    dated_on = DateField(label="Date on the document", required=False, help_text=_DATED)


class NewVersionForm(Form):
    """What takes the place of a document: one file, or a link, or a place."""

    file = forms.FileField(
        label="A new file", required=False, error_messages={"empty": "The file is empty. Choose another one"}
    )
    link = forms.CharField(label="or a link", required=False)
    place = forms.CharField(label="or say where it is kept now", required=False)
    dated_on = DateField(label="Date on the new version", required=False, help_text=_DATED)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        said: dict[str, object] = super().clean() or {}
        given = [name for name in ("file", "link", "place") if said.get(name)]
        if not given and "file" not in self.errors:
            self.add_error("file", _GIVE_ONE)
        if len(given) > 1:
            self.add_error(given[1], "Give one of the three: a file, a link or a place")
        return said


class AboutForm(Form):
    """What a document is called, whose it is, and its dates."""

    title = forms.CharField(
        label="Name", max_length=TITLE_LIMIT, error_messages={"required": "Enter a name for the document"}
    )
    owner = forms.ChoiceField(
        label="Owner", required=False, help_text="Reminded when it is to be reviewed. Without one, administrators are."
    )
    review_on = DateField(
        label="Review date", required=False, help_text="When it is to be looked at again, for example 31 3 2026."
    )
    dated_on = DateField(label="Date on the document", required=False, help_text=_DATED)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, people: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["owner"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", "No owner"), *people]

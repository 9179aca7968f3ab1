"""The page that somebody comes from, in another organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import Resolver404, ResolverMatch, resolve, reverse

from dspt.organisations.rules import Permission, may


@dataclass(frozen=True, slots=True)
class Here:
    """A page of an organisation: which route, with what beside the organisation's code, and what it needs."""

    code: str
    route: str
    others: dict[str, object]
    needs: str

    def elsewhere(self, code: str, role: str) -> str:
        """Give the address of the same page of another organisation; the nearest one that surely exists there.

        A page about one thing (a question, a document) becomes the list it stands in; a page that the role may not
        open, the home page.
        """
        if not _allowed(self.needs, role):
            return reverse("organisation_home", args=[code])
        if set(self.others) <= {"edition"}:
            return reverse(self.route, kwargs={"code": code, **self.others})
        if "edition" in self.others:
            return reverse("assessment", args=[code, self.others["edition"]])
        return reverse("organisation_home", args=[code])


def here(path: str) -> Here | None:
    """Read a path of ours, as the frame gave it; None where it is no page of an organisation that one reads."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    policy = _policy(match)
    if "code" not in match.kwargs or not policy.startswith("member:"):
        return None
    others = {name: value for name, value in match.kwargs.items() if name != "code"}
    return Here(str(match.kwargs["code"]), str(match.url_name), others, policy.removeprefix("member:"))


def _policy(match: ResolverMatch) -> str:
    return str(getattr(match.func, "policy", ""))


def _allowed(needs: str, role: str) -> bool:
    name = needs.partition("+")[0].upper()
    return name in Permission.__members__ and may(role, Permission[name])

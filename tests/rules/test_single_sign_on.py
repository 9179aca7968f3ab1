"""Single sign-on: which factor of a provider is trusted, and when a way in is left."""

from __future__ import annotations

import pytest

from dspt.accounts.rules import Provider, is_trusted_factor, leaves_a_way_in


@pytest.mark.parametrize(
    ("trusted", "amr", "acr", "expected"),
    [
        ("", ["mfa"], "", False),
        ("", [""], "", False),
        ("mfa", ["pwd", "mfa"], None, True),
        ("mfa", ["pwd"], None, False),
        ("urn:loa:3", [], "urn:loa:3", True),
        ("mfa", [], "mfa-not", False),
    ],
)
def test_a_providers_factor_counts_only_by_the_value_that_is_trusted(
    trusted: str, amr: list[object], acr: object, expected: bool
) -> None:
    assert is_trusted_factor(trusted, amr, acr) is expected


@pytest.mark.parametrize(
    ("has_password", "passkeys", "others", "expected"),
    [(True, 0, 0, True), (False, 1, 0, True), (False, 0, 1, True), (False, 0, 0, False)],
)
def test_the_last_way_in_is_kept(has_password: bool, passkeys: int, others: int, expected: bool) -> None:
    assert leaves_a_way_in(has_password=has_password, passkeys=passkeys, others=others) is expected


def test_the_secret_of_a_provider_is_never_printed() -> None:
    provider = Provider("NHSmail", "https://idp.example/realm", "dspt", "very-secret")
    assert "very-secret" not in repr(provider)
    assert provider.origin == "https://idp.example"

"""Settings of single sign-on that the service refuses to start with."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dspt.config.environment import Environment


def faults(**values: object) -> str:
    return "\n".join(Environment(_env_file=None, **values).faults())  # type: ignore[arg-type, call-arg]


def test_a_provider_without_a_client_is_a_fault_everywhere() -> None:
    assert "DSPT_SSO_CLIENT_ID and DSPT_SSO_CLIENT_SECRET" in faults(sso_issuer="https://idp.example")
    assert not faults(sso_issuer="https://idp.example", sso_client_id="dspt", sso_client_secret="secret")


def test_production_takes_a_provider_over_https_alone() -> None:
    held = {"env": "production", "sso_client_id": "dspt", "sso_client_secret": "secret"}
    assert "DSPT_SSO_ISSUER must begin with https://" in faults(sso_issuer="http://idp.example", **held)
    assert "DSPT_SSO" not in faults(sso_issuer="https://idp.example", **held)


@pytest.mark.parametrize("issuer", ["idp.example", "https://idp.example/?a=b", "https://" + "x" * 200])
def test_an_issuer_is_an_address(issuer: str) -> None:
    with pytest.raises(ValidationError):
        Environment(_env_file=None, sso_issuer=issuer)  # type: ignore[call-arg]

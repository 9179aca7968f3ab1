"""Every setting of the service: name, type, default, meaning. The only place that reads the environment.

All faults are reported together, before anything starts. Production refuses what is unsafe there.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from dspt.accounts.rules import Compulsory

ROOT = Path(__file__).resolve().parents[2]
DEMO_SECRET = "demo-secret-key-known-to-everybody-never-for-real-use-0123456789"  # noqa: S105 (known on purpose)
NO_SCANNER = "none"


class UnsafeSettings(Exception):
    """The environment holds values that the service refuses to start with; the text lists them all."""


class Env(StrEnum):
    DEMO = "demo"
    PRODUCTION = "production"


class Environment(BaseSettings):
    """The settings schema. ``tools/settings_reference.py`` writes ``.env.example`` and the reference page from it."""

    model_config = SettingsConfigDict(
        env_prefix="DSPT_", env_file=ROOT / ".env", extra="ignore", frozen=True, populate_by_name=True
    )

    env: Env = Field(Env.DEMO, description="demo: demo people may exist, mail is printed. production: neither.")
    debug: bool = Field(False, description="The framework's debug pages. Refused in production.")
    secret_key: str = Field(DEMO_SECRET, description="Signs sessions and links. At least 50 characters in production.")
    base_url: str = Field("http://127.0.0.1:8000", description="Address people use; https in production.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Host names served beside the one of the base URL, comma-separated."
    )
    database_url: str = Field(
        "",
        validation_alias="DATABASE_URL",
        description="postgresql://… or sqlite:///path/of/file; empty: SQLite in the data directory.",
    )
    database_pool: int = Field(4, ge=1, le=100, description="PostgreSQL connections a worker process may hold.")
    data_dir: Path = Field(ROOT / "var", description="Where the database, documents and demo keys are kept.")
    catalogue_dir: Path = Field(ROOT / "catalogue", description="The editions of the standard.")
    signing_key_file: Path | None = Field(
        None, description="Private key (JWK, Ed25519) that signs publications. Demo: made in the data directory."
    )
    mail_url: str = Field(
        "console:", description="console: prints mail; smtp://<user>:<password>@<host>:<port> sends it."
    )
    mail_from: str = Field("no-reply@dspt.example", description="Sender of the service's mail.")
    documents_store: str = Field(
        "",
        description="Where files are kept. Empty: a folder in the data directory; s3://bucket: a private bucket of S3.",
    )
    s3_endpoint: str = Field("", description="Address of the S3 service; empty: that of its region at Amazon.")
    s3_region: str = Field("", description="Region of the bucket, for example eu-west-2.")
    s3_access_key: str = Field("", description="Access key of the bucket; empty: the rights of the machine itself.")
    s3_secret_key: str = Field("", description="Secret that belongs to the access key.")
    scanner: str = Field(
        "",
        description=(
            "The scanner clamd: unix:/run/clamav/clamd.ctl or host:3310. none: files are never scanned, "
            "which production must say by name."
        ),
    )
    scan_again_days: int = Field(7, ge=1, le=365, description="Clean files are scanned again after so many days.")
    files_url: str = Field(
        "",
        description="Address that files are handed out from, best a host of its own; empty: the base URL.",
    )
    upload_limit_mb: int = Field(20, ge=1, le=200, description="Largest document, in megabytes.")
    space_limit_mb: int = Field(
        2000, ge=10, le=1_000_000, description="What all documents of one organisation may take, in megabytes."
    )
    upload_files_limit: int = Field(20, ge=1, le=100, description="Files that one form may bring at once.")
    keep_years: int = Field(
        8,
        ge=1,
        le=50,
        description="Assessments and removed documents are kept for so many years, then deleted for good.",
    )
    nhs_identity: bool = Field(False, description="Show the NHS logo: only for services entitled to it.")
    trusted_proxies: int = Field(
        0, ge=0, le=5, description="Proxies in front whose X-Forwarded-For is believed, for rate limits by address."
    )
    factor_key: str = Field(
        "", description="Encrypts the secrets of second factors; empty: derived from the secret key. Keep it safe."
    )
    factor_for: Compulsory = Field(
        Compulsory.SOME,
        description="some: a second factor is compulsory for service roles and administrators of categories 1 and 2."
        " all: for everybody.",
    )
    sso_name: str = Field("NHSmail", description="What people call the single sign-on: on its button and in letters.")
    sso_issuer: str = Field(
        "", description="Issuer of the OpenID Connect provider, exactly as it says it; empty: no single sign-on."
    )
    sso_client_id: str = Field("", description="What the provider calls this service.")
    sso_client_secret: str = Field("", description="Secret that the provider gave for it.")
    sso_trusted_factor: str = Field(
        "",
        description="Value of amr or acr, for example mfa, that stands for our second factor; empty: none does.",
    )
    sso_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Further origins that signing in passes through, beside the issuer's, comma-separated."
    )
    confirm_minutes: int = Field(
        15, ge=1, le=720, description="Publishing, people, keys and deletions ask again for the factor after this long."
    )
    session_hours: int = Field(12, ge=1, le=168, description="Signed out this long after sign-in, whatever happens.")
    session_idle_minutes: int = Field(60, ge=5, le=720, description="Signed out after this long without a request.")
    recovery_wait_minutes: int = Field(
        7 * 24 * 60,
        ge=1,
        le=60 * 24 * 60,
        description="Between approving and granting recovery of access, for objections; a day or more in production.",
    )
    factor_wait_minutes: int = Field(
        2 * 24 * 60,
        ge=1,
        le=60 * 24 * 60,
        description="Between approving and taking lost factors away, for objections; a day or more in production.",
    )
    contact_email: str = Field("", description="E-mail address of the service desk, for the contact page.")
    alarm_email: str = Field(
        "", description="Where alarms go, such as a journal that does not check; empty: the contact address."
    )
    contact_phone: str = Field("", description="Telephone number of the service desk, as people should read it.")
    contact_url: str = Field("", description="Address of the service desk's own form or portal.")

    @field_validator("allowed_hosts", "sso_origins", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("signing_key_file", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("sso_issuer")
    @classmethod
    def _an_issuer(cls, value: str) -> str:
        if value and (not re.fullmatch(r"https?://[^\s?#]+", value) or len(value) > 200):
            raise ValueError("must be an address of at most 200 characters without ? and #")
        return value

    @field_validator("documents_store")
    @classmethod
    def _a_store(cls, value: str) -> str:
        if value and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
            raise ValueError("must be empty (a folder) or s3:// and the name of a bucket")
        return value

    @field_validator("database_url")
    @classmethod
    def _a_database(cls, value: str) -> str:
        if value and not re.match(r"(postgres(ql)?://.|sqlite:///.)", value):
            raise ValueError("must begin with postgresql:// or sqlite:/// and a path, or be empty")
        return value

    @field_validator("scanner")
    @classmethod
    def _a_scanner(cls, value: str) -> str:
        if value in ("", NO_SCANNER) or re.fullmatch(r"unix:/.+|(tcp://)?[A-Za-z0-9.-]+:[0-9]{1,5}", value):
            return value
        raise ValueError("must be unix:/path/of/clamd.ctl, host:port, or none")

    @field_validator("files_url", "s3_endpoint")
    @classmethod
    def _an_origin(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]+/?", value):
            raise ValueError("must be http:// or https:// and a host, without a path")
        return value.rstrip("/")

    @property
    def is_demo(self) -> bool:
        return self.env is Env.DEMO

    def faults(self) -> list[str]:
        """List what makes these values unsafe together, in words; empty: safe."""
        found = []
        if bool(self.s3_access_key) != bool(self.s3_secret_key):
            found.append("DSPT_S3_ACCESS_KEY and DSPT_S3_SECRET_KEY must both be set, or neither.")
        if self.sso_issuer and not (self.sso_client_id and self.sso_client_secret):
            found.append("DSPT_SSO_CLIENT_ID and DSPT_SSO_CLIENT_SECRET must be set where DSPT_SSO_ISSUER is.")
        if self.is_demo:
            return found
        if self.debug:
            found.append("DSPT_DEBUG must be false in production.")
        if self.secret_key == DEMO_SECRET or len(self.secret_key) < 50:
            found.append("DSPT_SECRET_KEY must be set to at least 50 characters of your own in production.")
        if not self.base_url.startswith("https://"):
            found.append("DSPT_BASE_URL must begin with https:// in production.")
        if self.signing_key_file is None:
            found.append("DSPT_SIGNING_KEY_FILE must name the key that signs publications in production.")
        elif not self.signing_key_file.is_file():
            found.append(f"DSPT_SIGNING_KEY_FILE names a file that is missing: {self.signing_key_file}")
        if "*" in self.allowed_hosts:
            found.append("DSPT_ALLOWED_HOSTS must name hosts, not *, in production.")
        if self.recovery_wait_minutes < 24 * 60:
            found.append("DSPT_RECOVERY_WAIT_MINUTES must be a day (1440) or more in production.")
        if self.factor_wait_minutes < 24 * 60:
            found.append("DSPT_FACTOR_WAIT_MINUTES must be a day (1440) or more in production.")
        if self.mail_url.startswith("console:"):
            found.append("DSPT_MAIL_URL must name a mail server in production.")
        if not self.scanner:
            found.append("DSPT_SCANNER must name clamd in production, or say none: files are then never scanned.")
        if self.sso_issuer and not self.sso_issuer.startswith("https://"):
            found.append("DSPT_SSO_ISSUER must begin with https:// in production.")
        if self.files_url and not self.files_url.startswith("https://"):
            found.append("DSPT_FILES_URL must begin with https:// in production.")
        if self.s3_endpoint.startswith("http://") and not _is_here(self.s3_endpoint):
            found.append("DSPT_S3_ENDPOINT must begin with https:// in production, unless it is on this machine.")
        return found


def read_environment() -> Environment:
    """Read and check the settings; raise UnsafeSettings with every fault in words."""
    try:
        environment = Environment()  # type: ignore[call-arg]
    except ValidationError as refusal:
        faults = [f"{_name(error['loc'])}: {error['msg']}" for error in refusal.errors()]
        raise UnsafeSettings(_listed(faults)) from None
    faults = environment.faults()
    if faults:
        raise UnsafeSettings(_listed(faults))
    return environment


def _is_here(address: str) -> bool:
    return urlsplit(address).hostname in ("127.0.0.1", "::1", "localhost")


def _name(loc: tuple[int | str, ...]) -> str:
    name = str(loc[0]) if loc else ""
    return name if name.isupper() else f"DSPT_{name.upper()}"


def _listed(faults: list[str]) -> str:
    return "The service cannot start with these settings:\n" + "\n".join(f"- {fault}" for fault in faults)

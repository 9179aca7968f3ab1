"""The version of the service; a house test holds it against the head of CHANGELOG.md."""

VERSION = "0.1.0"

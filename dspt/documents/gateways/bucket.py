"""A private bucket of S3 as the store of files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

FAULTS = (BotoCoreError, ClientError, Boto3Error)
"""What the libraries raise when the bucket is away or refuses."""

_MEGABYTE = 1024 * 1024
_PART = 8 * _MEGABYTE


class Bucket(S3Storage):  # type: ignore[misc]  # the library has no types
    """Files in a bucket that nobody else may read, sent and taken in parts."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(
            **values,
            default_acl=None,  # private, and no right is ever given to an object by itself
            querystring_auth=True,
            file_overwrite=False,
            signature_version="s3v4",
            max_memory_size=_MEGABYTE,
            object_parameters={"ContentType": "application/octet-stream", "CacheControl": "no-store"},
            transfer_config=TransferConfig(multipart_threshold=_PART, multipart_chunksize=_PART, use_threads=False),
            client_config=Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                # A server that hangs costs whoever waits twenty seconds, and not more.
                connect_timeout=3,
                read_timeout=10,
                retries={"total_max_attempts": 2, "mode": "standard"},
            ),
        )

    def is_well(self) -> bool:
        """Whether the bucket can be reached; raises one of FAULTS where it cannot."""
        self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        return True

    def listed(self, folder: str) -> list[tuple[str, datetime]]:
        """List the files whose path begins with a folder, with when each was written."""
        return [(each.key, each.last_modified) for each in self.bucket.objects.filter(Prefix=f"{folder}/")]

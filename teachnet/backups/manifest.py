"""What a backup says of itself. It is trusted only as far as the file is whole, and then held against what is there."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from teachnet.backups.errors import BadBackup
from teachnet.backups.lines import Sum
from teachnet.config import MEGABYTE, Settings
from teachnet.keys import keys

FORMAT = 1
NAME = "manifest.json"
TABLE, SHA256 = re.compile(r"[a-z_]+"), re.compile(r"[0-9a-f]{64}")
KNOWN_TEXT = "which secret a backup was made with"


@dataclass(frozen=True)
class Manifest:
    made_at: datetime
    head: str  # the migration the rows stand at
    engine: str
    secret: str  # a keyed hash of a known text: the same secret gives the same
    tables: Mapping[str, Sum]
    files: Mapping[str, int]  # sha256: bytes
    missing: list[str]  # stored files that a row speaks of, and that were gone or damaged when the backup was made
    settings: Mapping[str, Any]  # what it was run with, without secrets
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def written(self) -> str:
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()}, ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        try:
            told = json.loads(text)
            if told["format"] > FORMAT:
                raise BadBackup("A newer TeachNet has made it. Bring this one up to date first.")
            tables = {name: Sum(**one) for name, one in told.pop("tables").items()}
            if not (
                all(map(TABLE.fullmatch, tables)) and all(map(SHA256.fullmatch, [*told["files"], *told["missing"]]))
            ):
                raise ValueError("names that are none")
            return cls(**told | {"made_at": datetime.fromisoformat(told["made_at"]), "tables": tables})
        except (ValueError, KeyError, TypeError):
            raise BadBackup("Its manifest cannot be read.") from None


def mark_of_secret() -> str:
    """Of the secret this process works with."""
    return keys.fingerprint(KNOWN_TEXT)


def told_settings(settings: Settings) -> dict[str, Any]:
    """What somebody needs who sets it up again elsewhere; addresses of databases and keys to buckets are not in it."""
    bucket = settings.bucket
    return {
        "TEACHNET_OWNER": settings.owner,
        "TEACHNET_CONTACT": settings.contact,
        "TEACHNET_HOSTS": ",".join(settings.named_hosts),
        "TEACHNET_PACKAGES_HOST": settings.packages_host,
        "TEACHNET_PROXIES": settings.proxies,
        "TEACHNET_HTTPS": int(settings.behind_https),
        "TEACHNET_SEARCH_ENGINE": settings.search_engine,
        "TEACHNET_LARGEST_UPLOAD_MB": settings.largest_upload // MEGABYTE,
        "TEACHNET_LARGEST_VIDEO_MB": settings.largest_video // MEGABYTE,
        "TEACHNET_FILES": bucket and f"s3://{bucket.bucket}/{bucket.prefix}".rstrip("/"),
        "TEACHNET_FILES_ENDPOINT": bucket and bucket.endpoint,
        "TEACHNET_FILES_REGION": bucket and bucket.region,
    }

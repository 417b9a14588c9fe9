# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity of a run: made once at import, so all forks of one command share it."""

from __future__ import annotations

import datetime
import secrets
import typing as t

STARTED: t.Final = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
RUN_ID: t.Final = f"{STARTED:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
COLLECTION_VERSION: t.Final = "0.1.0"


def now() -> datetime.datetime:
    """The present moment (UTC)."""
    return datetime.datetime.now(datetime.UTC)


def bundle_folder(reports: str) -> str:
    """Where this run keeps its evidence."""
    return f"{reports}/bundles/{RUN_ID}"

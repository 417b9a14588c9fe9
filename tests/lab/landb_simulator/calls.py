# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of calls. It holds no token and no password."""

from __future__ import annotations

import dataclasses
import json
import threading
import typing as t
from pathlib import Path


@dataclasses.dataclass
class Call:
    """One call as it was answered."""

    time: float
    """Seconds since 1970."""
    operation: str
    version: int
    login: str | None = None
    token_id: str | None = None
    """The beginning of the token's SHA-256."""
    names: int = 0
    """How many devices or hosts it asked for."""
    writes: bool = False
    carried_out: bool = False
    """Whether a write changed something."""
    fault: str | None = None
    misbehaviour: str | None = None
    """What tests let go wrong with this call."""
    seconds: float = 0.0
    """Until the reply was made; what it waited on purpose counts."""


class Calls:
    """The calls so far, oldest first; as JSON lines in a file as well."""

    def __init__(self, path: Path | str | None = None) -> None:
        self._calls: list[Call] = []
        self._lock = threading.Lock()
        self._file = open(path, "a", encoding="utf-8") if path else None  # noqa: SIM115

    def add(self, call: Call) -> None:
        """Note a call."""
        with self._lock:
            self._calls.append(call)
            if self._file is not None:
                self._file.write(json.dumps(dataclasses.asdict(call)) + "\n")
                self._file.flush()

    def of(self, operation: str) -> list[Call]:
        """The calls of one operation."""
        return [call for call in self if call.operation == operation]

    @property
    def operations(self) -> list[str]:
        """The names of the operations that were called."""
        return [call.operation for call in self]

    @property
    def writes(self) -> list[Call]:
        """The calls that wanted to write."""
        return [call for call in self if call.writes]

    def clear(self) -> None:
        """Forget them; the file keeps them."""
        with self._lock:
            self._calls.clear()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def __iter__(self) -> t.Iterator[Call]:
        with self._lock:
            return iter(list(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def __getitem__(self, place: int) -> Call:
        return self._calls[place]

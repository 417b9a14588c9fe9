# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All collectors, by subject (AnsiballZ sees static imports only)."""

from __future__ import annotations

import dataclasses
import typing as t

from . import cards


@dataclasses.dataclass(frozen=True)
class Collector:
    """What reads one subject of a host.

    Attributes:
        subject: Its key in the evidence.
        footprint: What it does beyond reading, in words; a test catches what goes beyond it.
        collect: Returns JSON-able data, or raises OSError.
    """

    subject: str
    footprint: str
    collect: t.Callable[[], t.Any]


COLLECTORS: t.Final = (Collector("cards", "none: reads files below /sys/class/net", cards.collect),)


def gather(collectors: t.Iterable[Collector] = COLLECTORS) -> dict[str, dict[str, t.Any]]:
    """Subject -> `data`, or `error`: why it could not be read."""
    subjects: dict[str, dict[str, t.Any]] = {}
    for collector in collectors:
        try:
            subjects[collector.subject] = {"data": collector.collect(), "error": None}
        except OSError as error:
            reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            subjects[collector.subject] = {"data": None, "error": reason}
    return subjects

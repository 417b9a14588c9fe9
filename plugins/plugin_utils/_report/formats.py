# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats in which a report is written, each with its file."""

from __future__ import annotations

import typing as t

from . import csv_rows, findings_json, junit, markdown, prometheus, sarif
from .model import Report


class Form(t.NamedTuple):
    """A format: the name of its file, and its text piece by piece."""

    file: str
    chunks: t.Callable[[Report], t.Iterator[str]]


HISTORY: t.Final = "json"
"""It is always written, for the next run compares with it."""

FORMATS: t.Final[t.Mapping[str, Form]] = {
    "csv": Form("findings.csv", csv_rows.chunks),
    "junit": Form("junit.xml", junit.chunks),
    "markdown": Form("report.md", markdown.chunks),
    "prometheus": Form("findings.prom", prometheus.chunks),
    "sarif": Form("findings.sarif", sarif.chunks),
    HISTORY: Form("findings.json", findings_json.chunks),
}
"""By name. The history comes last: where a run ends in between, the next one compares as before."""

FINDINGS: t.Final = FORMATS[HISTORY].file

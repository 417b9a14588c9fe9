# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""findings.csv: the report for spreadsheets, a row a finding (RFC 4180, UTF-8, every cell quoted).

A spreadsheet takes a cell that begins with one of = + - @, a tabulator or a line break for a
formula, and obeys it. Such a cell begins with an apostrophe here, and so does one that begins with
an apostrophe anyway: who removes one leading apostrophe has the text as it was.
"""

from __future__ import annotations

import typing as t

from .model import Item, Report
from .text import whole

HEADER: t.Final = (
    "id", "title", "status", "severity", "subject", "service", "fingerprint", "message",
    "consequence", "expected", "actual", "remedy", "reference", "caused_by", "change", "first_seen",
)  # fmt: skip

BLOCK: t.Final = 64
"""Rows that are written at a time."""

FORMULA: t.Final = frozenset("=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20")
"""What a formula begins with, also in full width; and the apostrophe."""


def render(report: Report) -> str:
    """The text of findings.csv."""
    return "".join(chunks(report))


def chunks(report: Report) -> t.Iterator[str]:
    """The text of findings.csv, piece by piece."""
    yield _line(HEADER)
    for start in range(0, len(report.items), BLOCK):
        block = report.items[start : start + BLOCK]
        yield whole("".join([_line(_cells(item)) for item in block]))


def _cells(item: Item) -> t.Sequence[str]:
    """What `plain` has of a finding, and its history. (Not by `plain`: this takes half as long.)"""
    finding, change, first_seen = item
    check = finding.check
    cells = (
        check.id,
        check.title,
        finding.status,  # It is a text, as the severity is.
        finding.severity,
        finding.subject,
        finding.service,
        finding.fingerprint,
        finding.message,
        finding.consequence,
        finding.expected,
        finding.actual,
        finding.remedy,
        check.reference,
        finding.caused_by or "",
        change or "",
        first_seen or "",
    )
    for cell in cells:
        if cell and cell[0] in FORMULA:
            return [f"'{cell}" if cell and cell[0] in FORMULA else cell for cell in cells]
    return cells


def _line(cells: t.Sequence[str]) -> str:
    line = '"' + '","'.join(cells) + '"\r\n'
    if line.count('"') > 2 * len(cells):
        return '"' + '","'.join([cell.replace('"', '""') for cell in cells]) + '"\r\n'
    return line

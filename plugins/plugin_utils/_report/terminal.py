# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report on the terminal: the worst incident first, the verdict in the last line."""

from __future__ import annotations

import os
import typing as t

from .model import Report, Run
from .sections import Section, about, evidence, sections
from .telling import ELSEWHERE, told
from .text import clean, columns, wrap

NARROWEST: t.Final = 40
LISTED: t.Final = 10
"""Lines of a section, names of a list."""


def render(
    report: Report, width: int = 80, colour: bool = False, paths: t.Sequence[str] = ()
) -> str:
    """The text for a terminal; its last line is the verdict.

    Args:
        report: What to tell.
        width: Columns that no line exceeds; 40 at least.
        colour: Whether severities are coloured; the words say all without it.
        paths: The files of the report.
    """
    width = max(width, NARROWEST)
    lines = [*_head(report.run, width), "", *told(report.incidents, width, colour)]
    for section in sections(report, LISTED):
        lines += _section(section, width)
    lines += _reports(paths, width)
    if lines[-1]:
        lines.append("")
    return "\n".join([*lines, *_summary(report, width)])


def _head(run: Run, width: int) -> list[str]:
    lines = wrap(about(run, LISTED), width, "", "  ")
    for what, text in evidence(run):
        lines += wrap(text, width, f"  {what}: ")
    return lines


def _section(section: Section, width: int) -> list[str]:
    """A title, and an entry each for the first things."""
    more = [f"  ... and {section.more} more {ELSEWHERE}"] if section.more > 0 else []
    entries = [part for line in section.lines for part in wrap(line, width, "  ", "      ")]
    title = f"{section.title}: {section.detail}".rstrip()
    return [*wrap(title, width, "", "  "), *entries, *more, ""]


def _reports(paths: t.Sequence[str], width: int) -> list[str]:
    """Where the report is: the folder once, where its files share one."""
    folders = {os.path.dirname(path) for path in paths}
    if len(paths) < 2 or len(folders) > 1 or "" in folders:
        text, label = ", ".join(paths), "Reports: "
    else:
        text = f"{folders.pop()}: {', '.join(os.path.basename(path) for path in paths)}"
        label = "Reports in "
    return wrap(clean(text, limit=4000), width, label, " " * 9) if paths else []


def _summary(report: Report, width: int) -> list[str]:
    """The verdict with as many numbers as fit into one line; if not all, they come before it."""
    lost = wrap(clean(report.problem), width, "Not kept: ") if report.problem else []
    incidents = f"{report.verdict}: {report.incidents_told()}"
    for line in (report.headline, f"{incidents}; {report.numbers(zeros=False)}."):
        if columns(line) <= width and not lost:
            return [line]
    lines = [*lost, *wrap(f"{report.numbers()}.", width, "Findings: ")]
    last = f"{incidents}."
    if columns(last) > width:
        last = f"{report.verdict}: {report.incidents_told(kinds=False)}."
    return [*lines, *wrap(last, width)]

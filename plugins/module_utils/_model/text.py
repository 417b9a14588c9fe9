# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from anywhere, made fit for a sentence."""

from __future__ import annotations


def printable(text: str) -> str:
    """A text on one line, without what a terminal would obey (controls, escapes, directions)."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)

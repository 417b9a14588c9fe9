# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from anywhere, made fit for a sentence."""

from __future__ import annotations


def visible(text: str) -> str:
    """A text without what a terminal would obey (controls, escapes, directions): U+FFFD instead."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def printable(text: str) -> str:
    """A visible text on one line, each white space a blank."""
    return visible(" ".join(text.split()))

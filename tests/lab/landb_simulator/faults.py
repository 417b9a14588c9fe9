# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What LanDB answers in place of a result."""

from __future__ import annotations


class LandbFault(Exception):
    """A SOAP fault: its `faultcode` is `Server`, or `Client` where the request is at fault."""

    def __init__(self, text: str, code: str = "Server", detail: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.code = code
        self.detail = detail


def not_found(what: str, name: str) -> LandbFault:
    """The fault about a name that is not in the database; the real one's words are not known."""
    return LandbFault(f"NOTFOUND: {what} {name} is not in the database")


class SeedError(Exception):
    """A seed that cannot be used; one sentence."""

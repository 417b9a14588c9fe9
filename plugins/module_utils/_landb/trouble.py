# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong between the client and LanDB, in words that can stand after a colon."""

from __future__ import annotations

import re
import typing as t

from .._model.text import printable

MAX_WORDS: t.Final = 300
MAX_RAW: t.Final = 1_000_000
"""Many times longer than any spelling of a secret: none is cut in two before it is hidden."""

HIDDEN: t.Final = "(hidden)"
_BLANKS: t.Final = r"(?:\s|\+|%20|&(?:amp;)*(?:nbsp|#0*32|#x0*20);)*"
_NAMED: t.Final = {"&": "", "<": "lt;", ">": "gt;", '"': "quot;", "'": "apos;"}


class Trouble(Exception):
    """LanDB gave no usable answer.

    Attributes:
        raw: The reason as it came, on one line.
    """

    def __init__(self, raw: str) -> None:
        self.raw = " ".join(raw.split())[:MAX_RAW]
        super().__init__(self.raw)

    @property
    def words(self) -> str:
        """The reason as people read it, cut if need be."""
        told = printable(self.raw) or "it gave no reason"
        return told if len(told) <= MAX_WORDS else told[: MAX_WORDS - 3] + "..."

    def __str__(self) -> str:
        return self.words


class Fault(Trouble):
    """The server's own words: a SOAP fault (SOAP 1.1, section 4.4)."""


class Unreachable(Trouble):
    """No answer: the network, TLS, a proxy, a time-out, or a server that gives up."""


class Late(Unreachable):
    """No answer within the time that is allowed; asking again would only load the server more."""


class Unusable(Trouble):
    """An answer that is not what was asked for."""


class Garbled(Unusable):
    """An answer that is no XML as a whole; one character of one device's text is enough."""


class Refused(Trouble):
    """The credentials were refused; asking again would only lock the account."""


def spellings(secret: str) -> re.Pattern[str]:
    """Matches a secret as a server may repeat it: in another letter case, escaped for XML, HTML or
    an address, and with white space anywhere."""
    words = (r"\s*".join(map(_spelled, word)) for word in secret.split())
    return re.compile(_BLANKS.join(words), re.IGNORECASE)


def _spelled(char: str) -> str:
    """One character, as it is or escaped; `printable` shows some as U+FFFD."""
    again = "&(?:amp;)*"
    forms = [
        re.escape(char),
        f"{again}#0*{ord(char)};",
        f"{again}#x0*{ord(char):x};",
        "".join(f"%{byte:02x}" for byte in char.encode("utf-8", "replace")),
    ]
    if char in _NAMED:
        forms.insert(0, again + _NAMED[char])
    if not char.isprintable():
        forms.append("\N{REPLACEMENT CHARACTER}")
    return f"(?:{'|'.join(forms)})"


def hide(text: str, secrets: t.Iterable[re.Pattern[str]]) -> str:
    """A text without secrets, the longest first: one can be a part of another."""
    for secret in sorted(secrets, key=lambda one: len(one.pattern), reverse=True):
        if secret.pattern:
            text = secret.sub(HIDDEN, text)
    return text

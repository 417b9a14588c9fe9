# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: random, each with an end in time and, where tests want it, in calls."""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
import threading
import time

from .faults import LandbFault

LIFETIME = 36000.0
"""Seconds; LanDB's tokens live 10 hours."""


@dataclasses.dataclass
class _Grant:
    login: str
    until: float
    calls: int | None


class Tokens:
    """Who may call."""

    def __init__(
        self, accounts: dict[str, str], lifetime: float = LIFETIME, calls: int | None = None
    ) -> None:
        self.accounts = accounts
        self.lifetime = lifetime
        """Seconds that the tokens live which are given from now on."""
        self.calls = calls
        """Calls that they are good for; None: any number."""
        self._grants: dict[str, _Grant] = {}
        self._lock = threading.Lock()

    def give(self, login: str | None, password: str | None) -> str:
        """A new token for an account."""
        expected = self.accounts.get(login or "")
        if expected is None or not secrets.compare_digest(
            expected.encode(), (password or "").encode()
        ):
            raise LandbFault("WRONGLOGPASSW: wrong login or password")
        token = secrets.token_hex(20)
        with self._lock:
            self._grants[token] = _Grant(login or "", time.monotonic() + self.lifetime, self.calls)
        return token

    def check(self, token: str | None) -> str:
        """The login that a token was given to; a fault where it is not, or no longer, good."""
        with self._lock:
            grant = self._grants.get(token or "")
            if grant is None or grant.until <= time.monotonic() or grant.calls == 0:
                raise LandbFault("#BADAUTH: the token is not known or has expired")
            if grant.calls is not None:
                grant.calls -= 1
            return grant.login

    def expire(self) -> None:
        """Every token that was given is good no longer."""
        with self._lock:
            self._grants.clear()


def identity(token: str | None) -> str | None:
    """What a log may say of a token."""
    return hashlib.sha256(token.encode()).hexdigest()[:12] if token else None

# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session with LanDB: one token, calls that are repeated where that helps, secrets kept."""

from __future__ import annotations

import re
import threading
import time
import typing as t
import urllib.parse

from . import soap
from .access import MAX_TEXT, Access
from .operations import AUTHENTICATE, READING, WRITING
from .soap import Reply, Value
from .transport import Poster, Transport
from .trouble import Fault, Late, Refused, Trouble, Unreachable, Unusable, hide, spellings

ATTEMPTS: t.Final = 3
"""Calls in all, where LanDB is not reached or is busy."""

GIVES_UP_AFTER: t.Final = 3
"""Calls in a row that were not answered, repetitions included: no other is made then."""

BAD_TOKEN: t.Final = re.compile(
    r"#BADAUTH|\btoken\b.{0,100}\b(?:expired|invalid)|\b(?:expired|invalid)\b.{0,100}\btoken\b",
    re.IGNORECASE,
)
"""LanDB's word for it (public clients), and what other words would be."""

BAD_LOGIN: t.Final = "WRONGLOGPASSW"
LOGIN_TYPE: t.Final = "CERN"


class Session:
    """Calls LanDB from several threads.

    Args:
        access: Where and as whom.
        writes: Whether operations that change something may be called.
        post: What sends a request; by default over HTTP.
        sleep: What waits between two attempts.

    Raises:
        InputError: Where the file of authorities cannot be used.
    """

    def __init__(
        self,
        access: Access,
        writes: bool = False,
        post: Poster | None = None,
        sleep: t.Callable[[float], object] = time.sleep,
    ) -> None:
        self.host = urllib.parse.urlsplit(access.url).hostname or ""
        self.concurrency = access.concurrency
        self._access = access
        self._allowed = READING | WRITING if writes else READING
        self._post: Poster = Transport(access) if post is None else post
        self._sleep = sleep
        self._login_lock = threading.Lock()
        self._state_lock = threading.Lock()
        self._token: str | None = None
        self._secrets: tuple[re.Pattern[str], ...] = (spellings(access.password),)
        self._unanswered = 0
        self._ended: Trouble | None = None

    def call(self, operation: str, **arguments: Value) -> Reply:
        """The reply to an operation.

        Raises:
            Trouble: With the reason in words that hold no secret.
        """
        if operation not in self._allowed:
            raise ValueError(f"{operation} is none of the operations of this session")
        token = self._valid(None)
        try:
            return self._asked(operation, arguments, token)
        except Fault as fault:
            if not BAD_TOKEN.search(fault.raw):
                raise
        try:
            return self._asked(operation, arguments, self._valid(token))
        except Fault as fault:
            if not BAD_TOKEN.search(fault.raw):
                raise
            raise Refused(f"it refused a token that it had just given ({fault.words})") from None

    def end(self, reason: str) -> None:
        """Call LanDB no longer; calls under way end at once."""
        self._end(Unreachable(reason))
        if isinstance(self._post, Transport):
            self._post.end()

    def _end(self, trouble: Trouble) -> None:
        """The first reason stays: what follows it are consequences."""
        with self._state_lock:
            self._ended = self._ended or trouble

    def _refuse_if_ended(self) -> None:
        ended = self._ended
        if ended is not None:
            # Several threads raise it, and each writes its traceback into what it raises.
            raise type(ended)(ended.raw)

    def _valid(self, refused: str | None) -> str:
        """The token of the session, a new one in place of the one that was refused."""
        with self._login_lock:
            self._refuse_if_ended()
            if self._token is None or self._token == refused:
                self._token = self._login()
            return self._token

    def _login(self) -> str:
        user = self._access.username
        arguments: dict[str, Value] = {
            "Login": user,
            "Password": self._access.password,
            "Type": LOGIN_TYPE,
        }
        try:
            token = _token(self._asked(AUTHENTICATE, arguments, None))
        except Fault as fault:
            # It answers no question about a device, so it is none about one.
            what = "refused the login of" if BAD_LOGIN in fault.raw else "gave no token to"
            trouble: Trouble = Refused(self._hidden(f"it {what} {user} ({fault.raw})"))
        except Trouble as other:
            trouble = other
        else:
            self._secrets = (*self._secrets, spellings(token))
            return token
        self._end(trouble)
        raise trouble

    def _asked(self, operation: str, arguments: t.Mapping[str, Value], token: str | None) -> Reply:
        content = soap.envelope(operation, arguments, token)
        attempts = 1 if operation in WRITING else ATTEMPTS
        try:
            return soap.read_reply(self._answered(content, operation, attempts), operation)
        except Trouble as trouble:
            raise type(trouble)(self._hidden(trouble.raw)) from None

    def _answered(self, content: bytes, operation: str, attempts: int) -> bytes:
        attempt = 0
        while True:
            self._refuse_if_ended()
            attempt += 1
            try:
                body = self._post(content, operation)
            except Unreachable as trouble:
                self._count(trouble)
                if attempt == attempts or isinstance(trouble, Late) or self._ended:
                    raise
            else:
                with self._state_lock:
                    self._unanswered = 0
                return body
            self._sleep(self._access.backoff * 2 ** (attempt - 1))

    def _count(self, trouble: Unreachable) -> None:
        """After several calls without an answer, the others need not wait for theirs."""
        with self._state_lock:
            self._unanswered += ATTEMPTS if isinstance(trouble, Late) else 1
            is_silent = self._unanswered >= GIVES_UP_AFTER * ATTEMPTS
        if is_silent:
            self._end(Unreachable(self._hidden(f"it stopped answering: {trouble.raw}")))

    def _hidden(self, words: str) -> str:
        """A server can repeat what it was sent."""
        return hide(words, self._secrets)


def _token(reply: Reply) -> str:
    """The one text that getAuthToken returns."""
    element = reply.result()
    token = "" if element is None else (element.text or "").strip()
    if not token or len(token) > MAX_TEXT or not token.isprintable():
        raise Unusable("it gave no token that could be one")
    return token

# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxy that the environment names (`https_proxy`, `no_proxy`) for an address."""

from __future__ import annotations

import base64
import dataclasses
import re
import typing as t
import urllib.parse
import urllib.request

from .._model.errors import InputError
from .trouble import spellings

PORT: t.Final = 80
"""Of a proxy whose address has none, as with every other program in Python."""


@dataclasses.dataclass(frozen=True)
class Proxy:
    """A proxy for HTTP CONNECT.

    Attributes:
        host: Its name or address.
        port: The port that it listens on.
        headers: What it is told besides, such as credentials.
        secrets: Match what must not be shown.
    """

    host: str
    port: int
    headers: t.Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)
    secrets: tuple[re.Pattern[str], ...] = dataclasses.field(default=(), repr=False)

    @property
    def address(self) -> tuple[str, int]:
        return self.host, self.port

    @property
    def told(self) -> str:
        """Its name in a sentence."""
        return f"{self.host} port {self.port}"


def proxy_of(host: str) -> Proxy | None:
    """The proxy for a host, or None.

    Raises:
        InputError: Where the environment names none that can be used.
    """
    named = urllib.request.getproxies().get("https")
    if not named or urllib.request.proxy_bypass(host):
        return None
    try:
        parts = urllib.parse.urlsplit(named if "://" in named else f"http://{named}")
        proxy, port = parts.hostname, parts.port or PORT
    except ValueError:
        raise InputError("The environment variable https_proxy does not name a proxy.") from None
    if not proxy or parts.scheme != "http":
        raise InputError("The environment variable https_proxy does not name an http:// proxy.")
    if parts.username is None:
        return Proxy(proxy, port)
    user, password = (urllib.parse.unquote(part or "") for part in (parts.username, parts.password))
    coded = base64.b64encode(f"{user}:{password}".encode("utf-8", "surrogateescape")).decode()
    secrets = tuple(spellings(secret) for secret in (coded, password) if secret)
    return Proxy(proxy, port, {"Proxy-Authorization": f"Basic {coded}"}, secrets)

# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replies as LanDB writes them, and posters that answer with them."""

from __future__ import annotations

import re
import threading
import typing as t

from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session

PASSWORD = "correct-horse"
ACCESS = Access("http://localhost/soap?v=6", "auditor", PASSWORD, backoff=1.0)
CARD = "00-00-5E-00-53-12"
TOKEN = "f00dcafe"

NIL = 'xsi:nil="true"'
Answer = t.Union[str, bytes, Exception]  # noqa: UP007 - ansible-test reads it as Python 3.9


def envelope(body: str) -> bytes:
    """A SOAP document around a body."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"'
        ' xmlns:E="http://schemas.xmlsoap.org/soap/encoding/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:n="urn:NetworkService" xmlns:t="urn:NetworkDataTypes">'
        f"<S:Body>{body}</S:Body></S:Envelope>"
    ).encode()


def reply(operation: str, result: str) -> bytes:
    """The answer to an operation."""
    return envelope(f"<n:{operation}Response>{result}</n:{operation}Response>")


def fault(words: str, code: str = "") -> bytes:
    """A SOAP fault."""
    coded = f"<faultcode>{code}</faultcode>" if code else ""
    return envelope(f"<S:Fault>{coded}<faultstring>{words}</faultstring></S:Fault>")


def token(text: str = TOKEN) -> bytes:
    """The answer to getAuthToken."""
    return reply("getAuthToken", f"<token>{text}</token>")


def interface(name: str, bound: str = f"<BoundInterfaceCard {NIL}/>", more: str = "") -> str:
    """An interface, as an item of an array."""
    return (
        f"<InterfaceInformation><Name>{name}</Name><IPAddress>192.0.2.12</IPAddress>"
        f"<ServiceName>S-PHONE</ServiceName>{bound}{more}</InterfaceInformation>"
    )


def bound_to(card: str) -> str:
    """A BoundInterfaceCard."""
    return f"<BoundInterfaceCard><HardwareAddress>{card}</HardwareAddress></BoundInterfaceCard>"


def device(name: str, interfaces: str | None = None, more: str = "") -> str:
    """A device, as an item of an array."""
    told = interface(f"{name}.EXAMPLE.ORG", bound_to(CARD)) if interfaces is None else interfaces
    return (
        f"<DeviceInfo><DeviceName>{name}</DeviceName><NetworkInterfaceCards><InterfaceCard>"
        f"<HardwareAddress>{CARD}</HardwareAddress><CardType>Ethernet</CardType></InterfaceCard>"
        f"</NetworkInterfaceCards><Interfaces>{told}</Interfaces>{more}</DeviceInfo>"
    )


def devices(*items: str) -> bytes:
    """The answer to getDeviceInfoArray."""
    return reply("getDeviceInfoArray", f"<DeviceInfoList>{''.join(items)}</DeviceInfoList>")


def row(host: str, card: str = CARD, address: str = "192.0.2.12") -> str:
    """A line of the DHCP view."""
    return (
        f"<InetInfo><HostName>{host}</HostName><HardwareAddress>{card}</HardwareAddress>"
        f"<IP>{address}</IP></InetInfo>"
    )


def view(*rows: str) -> bytes:
    """The answer to getHCPInfoArray."""
    return reply("getHCPInfoArray", f"<HostsInfo>{''.join(rows)}</HostsInfo>")


def texts(operation: str, *items: str) -> bytes:
    """The answer of an operation that returns a list of texts."""
    listed = "".join(f"<item>{item}</item>" for item in items)
    return reply(operation, f"<List>{listed}</List>")


def asked(content: bytes) -> list[str]:
    """The names that a bulk request asks about."""
    return re.findall(r"<item[^>]*>([^<]*)</item>", content.decode())


class Script:
    """A poster that answers in a fixed order; at the end of its context nothing may be left."""

    def __init__(self, *answers: tuple[str, Answer]) -> None:
        self.left = list(answers)
        self.sent: list[str] = []

    def __enter__(self) -> t.Self:
        return self

    def __exit__(self, kind: object, *_exception: object) -> None:
        assert kind is not None or not self.left

    def __call__(self, content: bytes, operation: str) -> bytes:
        assert self.left, f"nobody expected {operation}"
        expected, answer = self.left.pop(0)
        assert operation == expected
        self.sent.append(content.decode())
        if isinstance(answer, Exception):
            raise answer
        return answer.encode() if isinstance(answer, str) else answer


class Server:
    """A poster that answers from several threads; each answer is made from the names asked for."""

    def __init__(
        self,
        tell: t.Callable[[list[str]], bytes] | None = None,
        show: t.Callable[[list[str]], bytes] | None = None,
        **others: t.Callable[[list[str]], bytes],
    ) -> None:
        self.calls: list[tuple[str, list[str]]] = []
        self._lock = threading.Lock()
        self._answers = {
            "getAuthToken": lambda _names: token(),
            "getDeviceInfoArray": tell or (lambda names: devices(*map(device, names))),
            "getHCPInfoArray": show or (lambda names: view(*map(row, names))),
            **others,
        }

    def __call__(self, content: bytes, operation: str) -> bytes:
        names = asked(content)
        with self._lock:
            self.calls.append((operation, names))
        return self._answers[operation](names)

    def of(self, operation: str) -> list[list[str]]:
        """The names in each call of an operation."""
        return [names for called, names in self.calls if called == operation]


def session(post: Script | Server, writes: bool = False) -> Session:
    """A session that does not wait."""
    return Session(ACCESS, writes=writes, post=post, sleep=lambda _seconds: None)


def opened(*answers: tuple[str, Answer]) -> Script:
    """A script that begins with the login."""
    return Script(("getAuthToken", token()), *answers)

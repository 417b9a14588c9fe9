# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxy of the environment: who uses it, what it is told, and what is told of its troubles."""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import threading
import time
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import client
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.proxy import proxy_of
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._landb.transport import Transport
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import (
    Late,
    Trouble,
    Unreachable,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator.certificates import (
    Certificates,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb.sockets import (
    Behaviour,
    Connection,
    Listener,
    closed_port,
    dripping,
)

HOST = "landb.example.org"
CODED = base64.b64encode(b"us er:p@ss/w\xc3\xbcrd").decode()
NAMED: list[tuple[str, dict[str, str], object]] = [
    ("none", {}, None),
    ("an empty one", {"https_proxy": ""}, None),
    ("one for http", {"http_proxy": "http://proxy.example.org:8080"}, None),
    ("with its port", {"https_proxy": "http://proxy.example.org:8080"}, ("proxy.example.org", 8080, None)),
    ("in capitals", {"HTTPS_PROXY": "http://proxy.example.org:8080"}, ("proxy.example.org", 8080, None)),
    ("without a scheme", {"https_proxy": "proxy.example.org:8080"}, ("proxy.example.org", 8080, None)),
    ("without a port", {"https_proxy": "http://proxy.example.org/"}, ("proxy.example.org", 80, None)),
    ("by its address", {"https_proxy": "http://[2001:db8::1]:3128"}, ("2001:db8::1", 3128, None)),
    ("with credentials", {"https_proxy": "http://us%20er:p%40ss%2Fw%C3%BCrd@p:1"}, ("p", 1, CODED)),
    ("with a user", {"https_proxy": "http://user@p:1"}, ("p", 1, base64.b64encode(b"user:").decode())),
    ("not for this host", {"https_proxy": "http://p:1", "no_proxy": "a.org,landb.example.org"}, None),
    ("not for this domain", {"https_proxy": "http://p:1", "no_proxy": ".example.org"}, None),
    ("not for any host", {"https_proxy": "http://p:1", "no_proxy": "*"}, None),
    ("for other hosts not", {"https_proxy": "http://p:1", "no_proxy": "b.example.org"}, ("p", 1, None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "expected"), [row[1:] for row in NAMED], ids=[row[0] for row in NAMED]
)
def test_proxies_of_the_environment(
    environment: dict[str, str],
    expected: tuple[str, int, str | None] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    proxy = proxy_of(HOST)
    if expected is None:
        assert proxy is None
        return
    assert proxy is not None
    host, port, coded = expected
    assert proxy.address == (host, port)
    assert proxy.headers == ({"Proxy-Authorization": f"Basic {coded}"} if coded else {})
    assert not re.search("us er|rd|Basic", repr(proxy))


ANOTHER = "The environment variable https_proxy does not name an http:// proxy."
NONE = "The environment variable https_proxy does not name a proxy."


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("https://proxy.example.org:8080", ANOTHER),
        ("socks5://user:secret@proxy.example.org:1080", ANOTHER),
        ("http://", ANOTHER),
        ("http://:8080", ANOTHER),
        ("http://[::1", NONE),
        ("http://user:secret@proxy:port", NONE),
        ("http://proxy:99999", NONE),
    ],
)
def test_what_is_no_proxy(value: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", value)
    with pytest.raises(InputError) as caught:
        Session(Access(f"https://{HOST}/?v=6", "u", "p"))
    assert str(caught.value) == message


def test_http_on_the_loopback_interface_has_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for proxy in (f"http://127.0.0.1:{closed_port()}", "socks5://127.0.0.1:1080"):
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy)
        with Simulator(SEED) as simulator:
            assert service(simulator.url) == "S-PHONE"


# --- A proxy at work ---

SEED: dict[str, t.Any] = {
    "format": "cernphone.validation/landb",
    "version": 1,
    "devices": [],
    "network_services": [{"name": "S-PHONE", "subnet_mask": "255.255.255.0"}],
}


def service(url: str, **more: t.Any) -> str | None:
    """The name of a network service, as a session reads it."""
    session = Session(Access(url, "auditor", "auditor-password", **more))
    name: str | None = client.network_service(session, "S-PHONE")["name"]
    return name


def passing(heads: list[bytes]) -> Behaviour:
    """A proxy that connects, and notes what it was told."""

    def behave(connection: Connection) -> None:
        head = connection.head()
        heads.append(head)
        host, port = head.split()[1].decode().rsplit(":", 1)
        with socket.create_connection((host, int(port)), 10) as beyond:
            connection.send(b"HTTP/1.1 200 Connected\r\nX: y\r\n\r\n")
            back = threading.Thread(target=pump, args=(beyond, connection.socket))
            back.start()
            pump(connection.socket, beyond)
            back.join(10)

    return behave


def pump(source: socket.socket, sink: socket.socket) -> None:
    """Hand on what comes until it ends."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


def test_a_call_through_a_proxy(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair, heads = certificates.server, list[bytes]()
    with (
        Simulator(SEED, certificate=pair.certificate, key=pair.key) as simulator,
        Listener(passing(heads)) as proxy,
    ):
        monkeypatch.setenv(
            "https_proxy", f"http://us%20er:p%40ss%2Fw%C3%BCrd@127.0.0.1:{proxy.port}"
        )
        assert service(simulator.url, ca_file=str(certificates.ca)) == "S-PHONE"
        target = f"CONNECT 127.0.0.1:{simulator.port} HTTP/1.".encode()
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert service(simulator.url, ca_file=str(certificates.ca)) == "S-PHONE"
    assert len(heads) == proxy.connections == 2
    for head in heads:
        assert head.startswith(target)
        assert f"Proxy-Authorization: Basic {CODED}\r\n".encode() in head


def test_a_proxy_does_not_see_through_tls(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair, heads = certificates.wrong_name, list[bytes]()
    with (
        Simulator(SEED, certificate=pair.certificate, key=pair.key) as simulator,
        Listener(passing(heads)) as proxy,
    ):
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        words = troubled(simulator.url, ca_file=str(certificates.ca))[1]
    assert words == (
        "the certificate of 127.0.0.1 port P does not verify: IP address mismatch, certificate is"
        " not valid for '127.0.0.1'"
    )


TIMEOUT = 0.4
THROUGH = f"{HOST} port P (through the proxy 127.0.0.1 port P)"
DENIED = f"the proxy 127.0.0.1 port P did not connect to {HOST} port P: Tunnel connection failed:"


def saying(data: bytes, stays: bool = False) -> Behaviour:
    """A proxy that reads a request, sends this, and goes (or waits until the client has gone)."""

    def behave(connection: Connection) -> None:
        connection.head()
        connection.send(data)
        while stays and connection.socket.recv(1000):
            pass

    return behave


GONE = (
    f"TLS with {HOST} port P failed: ",
    f"{THROUGH} cannot be reached: ",
    f"{THROUGH} broke off",
)
TROUBLES: list[tuple[str, Behaviour, type[Trouble], str | tuple[str, ...]]] = [
    ("403", saying(b"HTTP/1.1 403 Forbidden\r\n\r\n"), Unreachable, f"{DENIED} 403 Forbidden"),
    ("407", saying(b"HTTP/1.0 407 Proxy Authentication Required\r\n\r\n<html>"), Unreachable, f"{DENIED} 407 Proxy Authentication Required"),
    ("502", saying(b"HTTP/1.1 502 \r\n\r\n"), Unreachable, f"{DENIED} 502"),
    (
        "a reason with the password in it",
        saying(b"HTTP/1.1 407 not sw0rd:fish, not c3cwcmQ6ZmlzaA==, nor SW0RD%3AFISH\r\n\r\n"),
        Unreachable,
        f"{DENIED} 407 not (hidden), not c3cwcmQ6ZmlzaA==, nor (hidden)",
    ),
    (
        "a reason with the coded credentials in it",
        saying(b"HTTP/1.1 407 " + base64.b64encode(b"user:sw0rd:fish") + b"\r\n\r\n"),
        Unreachable,
        f"{DENIED} 407 (hidden)",
    ),
    ("silence, and gone", saying(b""), Unreachable, f"{THROUGH} broke off its answer, or does not speak HTTP"),
    ("nonsense", saying(b"\x00\x01\x02 nonsense\r\n\r\n"), Unreachable, f"{THROUGH} broke off its answer, or does not speak HTTP"),
    ("gone after the answer", saying(b"HTTP/1.1 200 OK\r\n\r\n"), Unreachable, GONE),
    ("a page after the answer", saying(b"HTTP/1.1 200 OK\r\n\r\n<html>Sign in</html>", True), Late, f"it did not answer getServiceInfo within {TIMEOUT} s"),
    ("an answer in drops", dripping(b"", b"HTTP/1.1 200 O"), Late, f"it did not answer getServiceInfo within {TIMEOUT} s"),
    ("a head in drops", dripping(b"", b"HTTP/1.1 200 OK\r\nX"), Late, f"it did not answer getServiceInfo within {TIMEOUT} s"),
]  # fmt: skip


def troubled(url: str, **more: t.Any) -> tuple[type[Trouble], str]:
    """The trouble of one request, its ports as P."""
    started = time.monotonic()
    access = Access(url, "auditor", "auditor-password", **more)
    with pytest.raises(Trouble) as caught:
        Transport(access)(b"<request/>", "getServiceInfo")
    assert time.monotonic() - started < 5
    return type(caught.value), re.sub(r"port \d+", "port P", caught.value.words)


@pytest.mark.parametrize(
    ("behave", "kind", "words"), [row[1:] for row in TROUBLES], ids=[row[0] for row in TROUBLES]
)
def test_troubles_of_a_proxy(
    behave: Behaviour,
    kind: type[Trouble],
    words: str | tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Listener(behave) as proxy:
        monkeypatch.setenv("https_proxy", f"http://user:sw0rd%3Afish@127.0.0.1:{proxy.port}")
        timeout = TIMEOUT if kind is Late else 20.0
        found, told = troubled(f"https://{HOST}/?v=6", timeout=timeout)
    assert found is kind
    whole = isinstance(words, str) and not words.endswith(": ")
    assert told == words if whole else told.startswith(words)
    assert "fish" not in told.lower()
    assert proxy.connections == 1


def test_a_deadline_before_the_connection_ends_what_comes_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect = socket.create_connection

    def slow(*arguments: t.Any, **more: t.Any) -> socket.socket:
        time.sleep(TIMEOUT + 0.2)
        return connect(*arguments, **more)

    with Listener(dripping(b"", b"HTTP/1.1 200 OK\r\nX")) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setattr(socket, "create_connection", slow)
        words = f"it did not answer getServiceInfo within {TIMEOUT} s"
        assert troubled(f"https://{HOST}/?v=6", timeout=TIMEOUT) == (Late, words)


def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", f"http://user:sw0rd@127.0.0.1:{closed_port()}")
    words = f"{THROUGH} cannot be reached: Connection refused"
    assert troubled(f"https://{HOST}/?v=6") == (Unreachable, words)

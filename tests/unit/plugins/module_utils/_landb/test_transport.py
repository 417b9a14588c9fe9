# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP request: what comes back, or in which words it did not, and never after the deadline."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
import time
import tracemalloc
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import client
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._landb.transport import Transport
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import (
    Late,
    Trouble,
    Unreachable,
    Unusable,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator.certificates import (
    Certificates,
    Pair,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb import wire
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb.sockets import (
    Behaviour,
    Connection,
    Listener,
    answering,
    closed_port,
    dripping,
    secured,
    silent,
)

OPERATION = "getServiceInfo"
TIMEOUT = 0.4
LATE = f"it did not answer {OPERATION} within 0.4 s"
SOAP = wire.reply(OPERATION, "<S/>")
FAULT = wire.fault("NOTFOUND")
SEED: dict[str, t.Any] = {
    "format": "cernphone.validation/landb",
    "version": 1,
    "devices": [],
    "network_services": [{"name": "S-PHONE", "subnet_mask": "255.255.255.0"}],
}
USER, PASSWORD = "auditor", "auditor-password"


def access(url: str, timeout: float = 20.0, **more: t.Any) -> Access:
    """An access to a server."""
    return Access(url, USER, PASSWORD, timeout=timeout, backoff=0.0, **more)


def outcome(url: str, **more: t.Any) -> tuple[type[Trouble], str]:
    """The trouble of one request, its port as P; it must come soon."""
    started = time.monotonic()
    with pytest.raises(Trouble) as caught:
        Transport(access(url, **more))(b"<request/>", OPERATION)
    assert time.monotonic() - started < 5
    return type(caught.value), re.sub(r"port \d+", "port P", caught.value.words)


def http(status: str, body: bytes = b"", *headers: str) -> bytes:
    """A response whose length is told."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def chunked(*chunks: bytes) -> bytes:
    """A chunked response without its last chunk."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)


# --- What comes back ---

BODIES = [
    ("with its length", http("200 OK", SOAP), SOAP),
    ("until the end", b"HTTP/1.0 200 OK\r\n\r\n" + SOAP, SOAP),
    ("in chunks", chunked(SOAP[:9], SOAP[9:], b""), SOAP),
    ("after an interim answer", b"HTTP/1.1 100 Continue\r\n\r\n" + http("200 OK", SOAP), SOAP),
    ("closing", http("200 OK", SOAP, "Connection: close"), SOAP),
    ("in plain encoding", http("200 OK", SOAP, "Content-Encoding: identity"), SOAP),
    ("no byte", http("200 OK"), b""),
    ("an end in the head", b"HTTP/1.1 200 OK\r\nContent-", b""),
    ("a fault", http("500 Internal Server Error", FAULT), FAULT),
    ("a fault with another status", http("400 Bad Request", FAULT), FAULT),
    ("a fault that is forbidden", http("403 Forbidden", FAULT), FAULT),
    ("a fault with the status of a result", http("200 OK", FAULT), FAULT),
]


@pytest.mark.parametrize(
    ("sent", "expected"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES]
)
def test_bodies(sent: bytes, expected: bytes) -> None:
    with Listener(answering(sent)) as listener:
        assert Transport(access(listener.url))(b"<request/>", OPERATION) == expected


def test_what_is_sent() -> None:
    seen: list[bytes] = []

    def behave(connection: Connection) -> None:
        seen.append(connection.request())
        connection.send(http("200 OK", SOAP))

    with Listener(behave) as listener:
        Transport(access(listener.url))("<ü/>".encode(), OPERATION)
    assert seen == [
        b"POST /soap?v=6 HTTP/1.1\r\n"
        b"Host: 127.0.0.1:%d\r\n"
        b"Accept-Encoding: identity\r\n"
        b"Content-Length: 5\r\n"
        b"Content-Type: text/xml; charset=utf-8\r\n"
        b'SOAPAction: ""\r\n'
        b"Accept: text/xml\r\n"
        b"User-Agent: cernphone.validation\r\n"
        b"Connection: close\r\n\r\n"
        b"<\xc3\xbc/>" % listener.port
    ]


# --- What is no answer ---

BROKEN = "127.0.0.1 port P broke off its answer, or does not speak HTTP"
PAGE = b"<html><head><title>\n Sign  in </title></head></html>"
TOLD = f"it answered {OPERATION} with HTTP status"
REDIRECTED = f"it redirected {OPERATION}"
ANSWERS: list[tuple[str, bytes, type[Trouble], str]] = [
    ("nothing at all", b"", Unreachable, BROKEN),
    ("no HTTP", b"SSH-2.0-OpenSSH_9.6\r\n", Unreachable, BROKEN),
    ("no status", b"HTTP/1.1 \r\n\r\n", Unreachable, BROKEN),
    ("a short body", http("200 OK", SOAP)[:-1], Unreachable, BROKEN),
    ("no body", http("200 OK", SOAP)[: -len(SOAP)], Unreachable, BROKEN),
    ("a short chunk", chunked(SOAP)[:-9], Unreachable, BROKEN),
    ("no last chunk", chunked(SOAP), Unreachable, BROKEN),
    ("no chunk", chunked(), Unreachable, BROKEN),
    ("a chunk of nonsense", chunked() + b"zzz\r\n", Unreachable, BROKEN),
    ("a short fault", http("500 Oops", FAULT)[:-1], Unreachable, BROKEN),
    ("a head of a hundred lines", http("200 OK", SOAP, *["X: y"] * 200), Unreachable, BROKEN),
    ("a line without an end", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, Unreachable, BROKEN),
    ("compressed", http("200 OK", b"\x1f\x8b", "Content-Encoding: gzip"), Unusable, f"it answered {OPERATION} compressed, which nobody asked for"),
    ("a page", http("200 OK", PAGE), Unusable, f"{TOLD} 200 and an HTML page 'Sign in'"),
    ("text", http("200 OK", b"busy"), Unusable, f"{TOLD} 200 and something else than SOAP"),
    ("no content", http("204 No Content"), Unusable, f"{TOLD} 204 and nothing"),
    ("a result that is accepted only", http("202 Accepted", SOAP), Unusable, f"{TOLD} 202 and something else than SOAP"),
    ("a result with the status of an error", http("500 Oops", SOAP), Unusable, f"{TOLD} 500 and no SOAP fault"),
    ("an error without a word", http("500 Oops"), Unusable, f"{TOLD} 500 and nothing"),
    *((f"{status}", http(f"{status} X", PAGE), Unusable, f"{TOLD} {status} and an HTML page 'Sign in'")
      for status in (400, 401, 403, 404, 405, 500, 501)),
    *((f"{status}", http(f"{status} X", b"<HTML>later"), Unreachable, f"{TOLD} {status} and an HTML page") for status in (429, 502, 503, 504)),
    ("busy, with a fault", http("503 X", FAULT), Unreachable, f"{TOLD} 503 and no SOAP fault"),
    ("a title without an end", http("404 X", b"<html><title>secr"), Unusable, f"{TOLD} 404 and an HTML page"),
    ("a title with escapes", http("404 X", b"<html><title>a\x1b[2J\xff</title>"), Unusable, f"{TOLD} 404 and an HTML page 'a\ufffd[2J\ufffd'"),
    *(
        (f"{status} elsewhere", http(f"{status} X", b"", "Location: https://sso.example.org/x?y"), Unusable,
         f"{REDIRECTED} to sso.example.org (HTTP status {status}), which is not followed")
        for status in (301, 302, 303, 307, 308)
    ),
    ("a relative redirect", http("302 X", b"", "Location: /login"), Unusable, f"{REDIRECTED} (HTTP status 302), which is not followed"),
    ("a redirect to nowhere", http("302 X"), Unusable, f"{REDIRECTED} (HTTP status 302), which is not followed"),
    ("a redirect to nonsense", http("302 X", b"", "Location: http://[x"), Unusable, f"{REDIRECTED} (HTTP status 302), which is not followed"),
    ("a redirect to HTTP", http("307 X", b"", "Location: http://u:p@x.example.org/"), Unusable,
     f"{REDIRECTED} to x.example.org (HTTP status 307), which is not followed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "kind", "words"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)
def test_answers(sent: bytes, kind: type[Trouble], words: str) -> None:
    with Listener(answering(sent)) as listener:
        assert outcome(listener.url) == (kind, words)
    assert listener.connections == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_goes_where_a_redirect_points(status: int) -> None:
    with Listener(answering(http("200 OK", SOAP))) as other:
        location = http(f"{status} X", b"", f"Location: {other.url}")
        with Listener(answering(location)) as listener:
            assert outcome(listener.url)[0] is Unusable
    assert other.connections == 0


# --- Slowness ---

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n"
PLAIN = b"HTTP/1.0 200 OK\r\n\r\n"
SLOW: list[tuple[str, Behaviour]] = [
    ("a request that is not read", silent),
    ("no answer", dripping(b"", b"")),
    ("a status in drops", dripping(b"", b"HTTP/1.1 2")),
    ("a head in drops", dripping(b"", HEAD + b"X: y")),
    ("a body in drops", dripping(HEAD + b"\r\n", SOAP)),
    ("a body in drops, closing", dripping(HEAD + b"Connection: close\r\n\r\n", SOAP)),
    ("a body in drops without an end", dripping(PLAIN, SOAP)),
    ("chunks in drops", dripping(chunked(), b"5\r\nabcde\r\n0000")),
    ("a page in drops", dripping(PLAIN.replace(b"200", b"404"), PAGE)),
    ("interim answers", lambda c: c.repeat(b"HTTP/1.1 100 Continue\r\n\r\n")),
]


@pytest.mark.parametrize("behave", [row[1] for row in SLOW], ids=[row[0] for row in SLOW])
def test_slow_answers_end_at_the_deadline(behave: Behaviour) -> None:
    with Listener(behave) as listener:
        assert outcome(listener.url, timeout=TIMEOUT) == (Late, LATE)


def test_a_slow_handshake_ends_at_the_deadline() -> None:
    hello = b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc\x03\x03\x00"
    with Listener(lambda c: c.drip(hello)) as listener:
        assert outcome(listener.https, timeout=TIMEOUT) == (Late, LATE)


def test_no_handshake_ends_at_the_deadline() -> None:
    with Listener(silent) as listener:
        assert outcome(listener.https, timeout=TIMEOUT) == (Late, LATE)


@pytest.mark.parametrize("header", [b"", b"Connection: close\r\n"], ids=["kept", "closing"])
def test_a_slow_body_over_tls_ends_at_the_deadline(
    header: bytes, certificates: Certificates
) -> None:
    pair = certificates.server

    def behave(connection: Connection) -> None:
        with secured(connection, pair) as inner:
            inner.request()
            inner.send(HEAD + header + b"\r\n")
            inner.drip(SOAP)

    with Listener(behave) as listener:
        assert outcome(listener.https, timeout=TIMEOUT, ca_file=str(certificates.ca)) == (
            Late,
            LATE,
        )


def test_no_request_is_sent_after_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    with Listener(answering(http("200 OK", SOAP))) as listener:
        transport = Transport(access(listener.url, TIMEOUT))
        lookup = socket.getaddrinfo

        def slow(*arguments: t.Any, **more: t.Any) -> t.Any:
            time.sleep(TIMEOUT + 0.3)
            return lookup(*arguments, **more)

        monkeypatch.setattr(socket, "getaddrinfo", slow)
        seen = threading.Event()
        monkeypatch.setattr(transport, "_exchange", lambda *_arguments: seen.set())
        with pytest.raises(Late) as caught:
            transport(b"<request/>", OPERATION)
    assert caught.value.words == LATE
    assert not seen.is_set()


# --- Size ---


@pytest.mark.parametrize(
    "head", [b"Content-Length: 41943040\r\n", b""], ids=["announced", "endless"]
)
def test_a_large_answer_is_given_up(head: bytes) -> None:
    block = b" " * 65536

    def behave(connection: Connection) -> None:
        connection.request()
        connection.send(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")
        for _one in range(640):
            connection.send(block)

    with Listener(behave) as listener:
        tracemalloc.start()
        try:
            with pytest.raises(Unusable) as caught:
                Transport(Access(listener.url, USER, PASSWORD))(b"<request/>", OPERATION)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert caught.value.words == f"its answer to {OPERATION} is larger than 32 MiB"
    assert peak < 64 * 1024 * 1024


# --- Nobody there, or somebody else ---


def test_a_closed_port() -> None:
    url = f"http://127.0.0.1:{closed_port()}/"
    assert outcome(url) == (Unreachable, "127.0.0.1 port P cannot be reached: Connection refused")


@pytest.mark.parametrize("name", ["landb.example.org", "x" * 63 + ".example.org"])
def test_a_name_that_does_not_resolve(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_arguments: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    words = f"{name} port P has a name that cannot be resolved"
    assert outcome(f"https://{name}/") == (Unreachable, words)


def test_a_connection_that_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    def silent(_address: object, timeout: float, *_more: object) -> None:
        waits.append(timeout)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", silent)
    words = "192.0.2.1 port P does not answer"
    for timeout in (3.0, 90.0):
        assert outcome("https://192.0.2.1/", timeout=timeout) == (Unreachable, words)
    assert waits == [3.0, 15.0]


@pytest.mark.parametrize("name", ["other_ca", "wrong_name", "expired"])
def test_certificates_that_do_not_verify(name: str, certificates: Certificates) -> None:
    reasons = {
        "other_ca": "unable to get local issuer certificate",
        "wrong_name": "IP address mismatch, certificate is not valid for '127.0.0.1'",
        "expired": "certificate has expired",
    }
    pair: Pair = getattr(certificates, name)
    with Simulator(SEED, certificate=pair.certificate, key=pair.key) as simulator:
        assert outcome(simulator.url, ca_file=str(certificates.ca)) == (
            Unreachable,
            f"the certificate of 127.0.0.1 port P does not verify: {reasons[name]}",
        )
        assert len(simulator.calls) == 0


def test_a_certificate_of_an_authority_that_nobody_named(certificates: Certificates) -> None:
    pair = certificates.server
    with Simulator(SEED, certificate=pair.certificate, key=pair.key) as simulator:
        kind, words = outcome(simulator.url)
    assert kind is Unreachable
    assert words.startswith("the certificate of 127.0.0.1 port P does not verify: ")


def service(url: str, **more: t.Any) -> str | None:
    """The name of a network service, as a session reads it."""
    session = Session(Access(url, USER, PASSWORD, **more))
    name: str | None = client.network_service(session, "S-PHONE")["name"]
    return name


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_good_certificate(host: str, certificates: Certificates) -> None:
    pair = certificates.server
    with Simulator(SEED, certificate=pair.certificate, key=pair.key) as simulator:
        url = simulator.url_for(6, host)
        assert service(url, ca_file=str(certificates.ca)) == "S-PHONE"
    assert simulator.calls.operations == ["getAuthToken", OPERATION]


def test_authorities_of_the_environment(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.ca))
    pair = certificates.server
    with Simulator(SEED, certificate=pair.certificate, key=pair.key) as simulator:
        assert service(simulator.url) == "S-PHONE"


def test_tls_with_a_server_that_speaks_http() -> None:
    with Simulator(SEED) as simulator:
        kind, words = outcome(simulator.url.replace("http:", "https:"))
    assert kind is Unreachable
    assert words.startswith("TLS with 127.0.0.1 port P failed: ")
    assert words.partition(": ")[2].isupper()


def test_http_with_a_server_that_speaks_tls(certificates: Certificates) -> None:
    pair = certificates.server
    with Simulator(SEED, certificate=pair.certificate, key=pair.key) as simulator:
        kind, words = outcome(simulator.url.replace("https:", "http:"))
    assert kind is Unreachable
    reasons = ("Connection reset by peer", "Broken pipe")
    assert words in (BROKEN, *(f"127.0.0.1 port P cannot be reached: {r}" for r in reasons))


def test_a_handshake_that_breaks_off() -> None:
    def behave(connection: Connection) -> None:
        connection.socket.recv(5)

    with Listener(behave) as listener:
        kind, words = outcome(listener.https)
    assert kind is Unreachable
    assert words.startswith(
        ("TLS with 127.0.0.1 port P failed: ", "127.0.0.1 port P cannot be reached: ")
    )


# --- The file of authorities ---


def test_files_of_authorities(tmp_path: t.Any) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("")
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    for path, reason in (
        (tmp_path / "absent.pem", "No such file or directory"),
        (empty, "it holds no certificate"),
        (nonsense, "it holds no certificate"),
        (tmp_path, "Is a directory"),
    ):
        with pytest.raises(InputError) as caught:
            Session(access("https://example.org/", ca_file=str(path)))
        assert str(caught.value) == f"The file of authorities {path} cannot be used: {reason}."


# --- The end ---


def test_an_ended_transport_connects_no_longer() -> None:
    with Listener(answering(http("200 OK", SOAP))) as listener:
        transport = Transport(access(listener.url))
        transport.end()
        with pytest.raises(Unreachable) as caught:
            transport(b"<request/>", OPERATION)
    assert caught.value.words == "it is asked no longer"
    assert listener.connections == 0


def test_an_end_while_it_connects_leaves_the_request_unsent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    requests: list[bytes] = []

    def behave(connection: Connection) -> None:
        requests.append(connection.request())

    with Listener(behave) as listener:
        transport = Transport(access(listener.url))
        connect = socket.create_connection

        def ending(*arguments: t.Any, **more: t.Any) -> socket.socket:
            transport.end()
            return connect(*arguments, **more)

        monkeypatch.setattr(socket, "create_connection", ending)
        with pytest.raises(Unreachable) as caught:
            transport(b"<request/>", OPERATION)
    assert caught.value.words == "it is asked no longer"
    assert b"".join(requests) == b""


def test_the_end_leaves_tls_to_the_thread_that_reads(certificates: Certificates) -> None:
    pair = certificates.server
    with Simulator(SEED, certificate=pair.certificate, key=pair.key) as simulator:
        transport = Transport(access(simulator.url, ca_file=str(certificates.ca)))
        connection = transport._connection()
        connection.connect()
        connection.end()
        assert isinstance(connection.sock, ssl.SSLSocket)
        assert connection.sock.version() is not None
        with contextlib.suppress(ConnectionResetError):
            assert connection.sock.recv(1) == b""
        connection.close()


# --- With a session on top ---


def test_a_server_does_not_get_secrets_into_words() -> None:
    page = f"<html><title>{'-' * 195}{PASSWORD} for {USER}</title></html>"
    for kind, operation, words in [
        (wrong.HtmlPage(404, page), None, f"it answered getAuthToken with HTTP status 404 and an HTML page '{'-' * 195}(hidden) for auditor'"),
        (wrong.Redirect(f"https://{PASSWORD.upper()}.example.org/"), None,
         "it redirected getAuthToken to (hidden).example.org (HTTP status 302), which is not followed"),
        (wrong.SoapFault(f"no: {PASSWORD}"), OPERATION, "no: (hidden) (SOAP-ENV:Server)"),
    ]:  # fmt: skip
        with Simulator(SEED) as simulator:
            simulator.misbehaviour.add(kind, operation)
            with pytest.raises(Trouble) as caught:
                service(simulator.url)
        assert caught.value.words == words


def test_a_session_that_ends_ends_its_calls() -> None:
    under_way = threading.Event()

    def behave(connection: Connection) -> None:
        if b"getAuthToken" in connection.request():
            connection.send(http("200 OK", wire.token()))
            return
        under_way.set()
        connection.over.wait(20)

    with Listener(behave) as listener:
        session = Session(Access(listener.url, USER, PASSWORD, timeout=30))
        words: list[str] = []

        def run() -> None:
            try:
                session.call(OPERATION, ServiceName="S-PHONE")
            except Trouble as trouble:
                words.append(trouble.words)

        thread = threading.Thread(target=run)
        thread.start()
        assert under_way.wait(10)
        session.end("the run was interrupted")
        thread.join(10)
        assert not thread.is_alive()
    assert [re.sub(r"port \d+", "port P", told) for told in words] == [BROKEN]
    with pytest.raises(Unreachable) as caught:
        session.call(OPERATION, ServiceName="S-PHONE")
    assert caught.value.words == "the run was interrupted"
    assert listener.connections == 2

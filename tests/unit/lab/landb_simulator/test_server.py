# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server: TLS, many clients at once, latency, and its end."""

from __future__ import annotations

import concurrent.futures
import http.client
import time
import urllib.error

import pytest
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    Simulator,
    certificates,
)

SEARCH = "<searchDevice><DeviceSearch><Name>%</Name></DeviceSearch></searchDevice>"
ARRAY = "<getDeviceInfoArray><DeviceNameList><i>cpfe01</i></DeviceNameList></getDeviceInfoArray>"
LOGIN = (
    b"<Envelope><Body><getAuthToken><Login>auditor</Login><Password>auditor-password</Password>"
    b"</getAuthToken></Body></Envelope>"
)


def test_https(seed, caller_of, certificate_files):
    pair = certificate_files.server
    with Simulator(seed, certificate=pair.certificate, key=pair.key) as simulator:
        assert simulator.url.startswith("https://127.0.0.1:")
        caller = caller_of(simulator, str(certificate_files.ca))
        assert caller.call(SEARCH).status == 200
        wsdl = caller.send(None, simulator.wsdl).text
        assert f'location="{simulator.url}"' in wsdl
        local = simulator.wsdl.replace("127.0.0.1", "localhost")
        assert caller.send(None, local).status == 200


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("other_ca", "unable to get local issuer certificate"),
        ("wrong_name", "IP address mismatch"),
        ("expired", "certificate has expired"),
    ],
)
def test_bad_certificate(seed, caller_of, certificate_files, name, reason, capfd):
    pair = getattr(certificate_files, name)
    with Simulator(seed, certificate=pair.certificate, key=pair.key) as simulator:
        caller = caller_of(simulator, str(certificate_files.ca))
        with pytest.raises(urllib.error.URLError, match=reason):
            caller.call(SEARCH)
    assert simulator.calls.operations == []
    assert capfd.readouterr() == ("", "")


def test_certificates_are_kept(tmp_path):
    first = certificates.make(tmp_path)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert certificates.make(tmp_path) == first
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
    assert first.server.key.stat().st_mode & 0o077 == 0
    first.ca.unlink()
    certificates.make(tmp_path)
    assert first.ca.read_bytes() != before["ca.pem"]


def test_plain_http_to_a_tls_port(seed, caller_of, certificate_files, capfd):
    pair = certificate_files.server
    with Simulator(seed, certificate=pair.certificate, key=pair.key) as simulator:
        url = simulator.url.replace("https", "http")
        with pytest.raises((http.client.HTTPException, OSError)):
            caller_of(simulator).send("<x/>", url)
        caller = caller_of(simulator, str(certificate_files.ca))
        assert caller.call(SEARCH).status == 200
    assert capfd.readouterr() == ("", "")


def test_a_connection_serves_many_calls(simulator):
    connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=5)
    for _call in range(3):
        connection.request("POST", "/sc/soap/soap.fcgi?v=6", LOGIN)
        reply = connection.getresponse()
        assert (reply.status, b"token" in reply.read()) == (200, True)
    connection.close()
    assert len(simulator.calls) == 3


def test_chunked_request(simulator):
    connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=5)
    connection.request(
        "POST",
        "/sc/soap/soap.fcgi?v=6",
        iter([LOGIN[:40], LOGIN[40:]]),
        encode_chunked=True,
        headers={"Transfer-Encoding": "chunked"},
    )
    assert connection.getresponse().status == 200
    connection.close()


@pytest.mark.parametrize(
    "headers",
    [{"Content-Length": "x"}, {"Content-Length": "99999999"}, {"Transfer-Encoding": "chunked"}],
    ids=str,
)
def test_bad_length(simulator, headers):
    connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=5)
    connection.putrequest("POST", "/sc/soap/soap.fcgi?v=6")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(b"zz\r\n\r\n")
    reply = connection.getresponse()
    assert (reply.status, reply.read()) == (400, b"Bad request\n")
    connection.close()


def test_latency_and_concurrency(simulator, caller):
    token = caller.token()
    simulator.switches.latency = 0.1
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _number: caller.call(SEARCH, token), range(20)))
    assert {answer.status for answer in answers} == {200}
    # One after the other they would take 2 s.
    assert 0.1 <= time.monotonic() - started < 1.0
    assert simulator.calls[-1].seconds >= 0.1


def test_latency_per_block(simulator, caller):
    token = caller.token()
    simulator.switches.latency_per_block = 0.1
    caller.call(ARRAY, token)
    assert simulator.calls[-1].seconds >= 0.1
    caller.call(SEARCH, token)
    assert simulator.calls[-1].seconds < 0.1


def test_writes_at_the_same_time_are_all_kept(simulator, caller):
    token = caller.token()
    add = (
        "<deviceAddCard><DeviceName>bare</DeviceName><InterfaceCard><HardwareAddress>"
        "02-00-5E-00-54-%02X</HardwareAddress></InterfaceCard></deviceAddCard>"
    )
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: caller.call(add % number, token), range(40)))
    assert {answer.status for answer in answers} == {200}
    assert len(simulator.database.devices["BARE"]["NetworkInterfaceCards"]) == 40


def test_stop(seed, caller_of):
    with Simulator(seed) as simulator:
        url, caller = simulator.url, caller_of(simulator)
        assert caller.call(SEARCH).status == 200
    with pytest.raises(urllib.error.URLError, match="refused"):
        caller.send("<x/>", url)


def test_stop_hangs_up(seed):
    with Simulator(seed) as simulator:
        connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=5)
        connection.request("POST", "/sc/soap/soap.fcgi?v=6", LOGIN)
        connection.getresponse().read()
    assert connection.sock.recv(1) == b""
    connection.close()


def test_it_must_be_started(seed):
    simulator = Simulator(seed)
    assert simulator.dhcp_view()
    with pytest.raises(RuntimeError, match="the simulator is not started"):
        _url = simulator.url
    simulator.stop()

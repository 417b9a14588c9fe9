# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A seed with a bit of everything, and two clients: one by hand, and suds."""

from __future__ import annotations

import copy
import functools
import io
import re
import ssl
import typing as t
import urllib.error
import urllib.request

import pytest
import suds.client
import suds.sudsobject
import suds.transport.https
import suds.xsd.doctor
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    Simulator,
    certificates,
)

ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
ENVELOPE = (
    '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/">'
    "%s<S:Body>%s</S:Body></S:Envelope>"
)
SEED: dict[str, t.Any] = {
    "format": "cernphone.validation/landb",
    "version": 1,
    "taken_at": "2026-03-01T01:50:00Z",
    "accounts": {"auditor": "auditor-password", "operator": "operator-password"},
    "network_services": [
        {
            "name": "S513-C-IP1",
            "subnet_mask": "255.255.255.0",
            "address_ini": "192.0.2.1",
            "address_end": "192.0.2.14",
            "default_gateway": "192.0.2.1",
            "name_servers": ["192.0.2.53"],
            "network_domain": "TN",
        }
    ],
    "sets": {"CERNPHONE": ["CPFE01", "192.0.2.100", "S31-IPMI"], "EMPTY": []},
    "devices": [
        {
            "name": "CPFE01",
            "tag": "cernphone",
            "serial_number": "SN-1 <&>",
            "location": "0513 R 0050",
            "zone": "CA",
            "responsible_person": {
                "name": "ROSSI",
                "first_name": "ANNA",
                "department": "IT",
                "group": "CS",
                "ccid": 700123,
            },
            "user_person": "CERNPHONE-OPERATORS",
            "operating_system": "LINUX ALMA9",
            "last_change_date": "2026-01-02T03:04:05Z",
            "bootp": {"server": "boot.example.org", "image_path": "/pxe"},
            "cards": [
                {"hardware_address": "02-00-5E-00-53-01"},
                {"hardware_address": "02-00-5E-00-53-F1", "card_type": "IPMI"},
            ],
            "interfaces": [
                {
                    "name": "CPFE01.EXAMPLE.ORG",
                    "ip_address": "192.0.2.11",
                    "ipv6_address": "2001:db8::11",
                    "service_name": "S513-C-IP1",
                    "network_domain_name": "TN",
                    "bound_hardware_address": "02:00:5e:00:53:01",
                    "outlet": "1234/01",
                    "rack_name": "CA01",
                    "ip_aliases": ["SIP1.EXAMPLE.ORG"],
                    "switch_name": "SW01",
                    "port_number": "7",
                },
                {
                    "name": "CPFE01-IPMI.EXAMPLE.ORG",
                    "ip_address": "198.51.100.11",
                    "service_name": "S31-IPMI",
                    "bound_hardware_address": "02-00-5E-00-53-F1",
                },
            ],
        },
        {
            "name": "CPFE02",
            "vm_parent": "CPFE01",
            "cards": [{"hardware_address": "02-00-5E-00-53-02"}],
            "interfaces": [
                {
                    "name": "CPFE02.EXAMPLE.ORG",
                    "ip_address": "192.0.2.12",
                    "service_name": "S513-C-IP1",
                    "bound_hardware_address": None,
                },
                {
                    "name": "CERNPHONE.EXAMPLE.ORG",
                    "ip_address": "192.0.2.100",
                    "service_name": "S513-C-IP1",
                    "bound_hardware_address": None,
                },
            ],
        },
        {
            "name": "LOCKED",
            "manager_locked": True,
            "cards": [{"hardware_address": "02-00-5E-00-53-03"}],
            "interfaces": [
                {
                    "name": "LOCKED.EXAMPLE.ORG",
                    "ip_address": "192.0.2.13",
                    "service_name": "S513-C-IP1",
                    "bound_hardware_address": None,
                }
            ],
        },
        {"name": "BARE", "cards": [], "interfaces": [], "hcp_response": False},
    ],
    "faults": [
        {"device_name": "CPFE09", "fault": "Internal error 42"},
        {"device_name": "BARE", "operation": "getHCPInfoArray", "fault": "No such table"},
    ],
}


class Answer(t.NamedTuple):
    """What came back over HTTP."""

    status: int
    text: str

    @property
    def fault(self) -> str:
        """The faultstring; empty where there is none."""
        match = re.search("<faultstring>(.*?)</faultstring>", self.text)
        return match.group(1) if match else ""


@functools.cache
def opener(ca: str | None = None) -> urllib.request.OpenerDirector:
    """Opens addresses without a proxy; made once, because reading the system's CAs takes time."""
    handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if ca:
        context = ssl.create_default_context(cafile=ca)
        handlers.append(urllib.request.HTTPSHandler(context=context))
    return urllib.request.build_opener(*handlers)


class Caller:
    """A client by hand."""

    def __init__(self, simulator: Simulator, ca: str | None = None) -> None:
        self.simulator = simulator
        self._opener = opener(ca)

    def send(
        self,
        body: str | bytes | None,
        url: str | None = None,
        headers: dict[str, str] | None = None,
        timeout: float = 5,
    ) -> Answer:
        """Send a body as it is."""
        request = urllib.request.Request(  # noqa: S310 - also of the bad ways to call
            url or self.simulator.url,
            body.encode() if isinstance(body, str) else body,
            headers or {"Content-Type": "text/xml; charset=utf-8"},
        )
        try:
            with self._opener.open(request, timeout=timeout) as reply:
                return Answer(reply.status, reply.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode())

    def token(self, login: str = "auditor") -> str:
        """A new token."""
        answer = self.call(
            f"<getAuthToken><Login>{login}</Login><Password>{login}-password</Password>"
            "<Type>CERN</Type></getAuthToken>",
            token=None,
        )
        return re.findall("<token[^>]*>([0-9a-f]+)</token>", answer.text)[0]

    def call(
        self, inner: str, token: str | None = "new", version: int = 6, timeout: float = 5
    ) -> Answer:
        """Send what stands in a SOAP body."""
        header = ""
        if token == "new":
            token = self.token()
        if token is not None:
            header = f"<S:Header><Auth><token>{token}</token></Auth></S:Header>"
        url = self.simulator.url_for(version)
        return self.send(ENVELOPE % (header, inner), url, timeout=timeout)


@pytest.fixture
def seed() -> dict[str, t.Any]:
    """The seed, to be changed at will."""
    return copy.deepcopy(SEED)


@pytest.fixture
def simulator(seed: dict[str, t.Any]) -> t.Iterator[Simulator]:
    """A simulator with the seed."""
    with Simulator(seed) as running:
        yield running


@pytest.fixture
def caller(simulator: Simulator) -> Caller:
    """A client by hand."""
    return Caller(simulator)


@pytest.fixture(name="caller_of", scope="session")
def _caller_of() -> type[Caller]:
    """Makes such clients for other simulators."""
    return Caller


@pytest.fixture(scope="session")
def certificate_files(tmp_path_factory: pytest.TempPathFactory) -> certificates.Certificates:
    """Good and bad certificates."""
    return certificates.make(tmp_path_factory.mktemp("certificates"))


class Transport(suds.transport.https.HttpAuthenticated):
    """suds leaves the connection of a fault open, of which Python warns; here it is closed."""

    def u2opener(self):
        return opener()

    def u2open(self, u2request, timeout=None):
        try:
            return super().u2open(u2request, timeout)
        except urllib.error.HTTPError as error:
            with error:
                body = io.BytesIO(error.read())
            raise urllib.error.HTTPError(
                error.url, error.code, error.reason, error.headers, body
            ) from None


@pytest.fixture(scope="session")
def suds_clients() -> dict[int, suds.client.Client]:
    """A suds client of each version, made from the WSDL that is served."""
    doctor = suds.xsd.doctor.ImportDoctor(suds.xsd.doctor.Import(ENCODING))
    with Simulator(SEED) as simulator:
        return {
            version: suds.client.Client(
                f"{simulator.url_for(version)}&WSDL",
                doctor=doctor,
                cache=None,
                transport=Transport(),
            )
            for version in (4, 5, 6)
        }


Connect = t.Callable[[Simulator, int], suds.client.Client]


@pytest.fixture
def connect(suds_clients: dict[int, suds.client.Client]) -> Connect:
    """Logs in to a simulator with suds; with one at a time, for the client is shared."""

    def connected(simulator: Simulator, version: int) -> suds.client.Client:
        client = suds_clients[version]
        client.set_options(location=simulator.url_for(version), soapheaders=())
        token = client.service.getAuthToken("auditor", "auditor-password", "CERN")
        client.set_options(soapheaders={"Auth": {"token": token}})
        return client

    return connected


def plain(value: t.Any) -> t.Any:
    """What suds returns, as plain values."""
    if isinstance(value, suds.sudsobject.Object):
        return {key: plain(item) for key, item in suds.sudsobject.asdict(value).items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


@pytest.fixture(name="plain", scope="session")
def _plain() -> t.Callable[[t.Any], t.Any]:
    """What suds returns, as plain values."""
    return plain

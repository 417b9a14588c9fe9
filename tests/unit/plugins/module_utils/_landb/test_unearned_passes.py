# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever goes wrong between LanDB and the judge: what was not answered is unknown, in LanDB's own
words, and never passed or failed. A whole healthy pair, over HTTP, with a simulated LanDB."""

from __future__ import annotations

import datetime
import re
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._checks.cases import FleetCase
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
    of_database,
)
from ansible_collections.cernphone.validation.plugins.module_utils._checks.judge import Judge
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.collection import collect
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._landb.snapshot import (
    read_snapshot,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import Database
from ansible_collections.cernphone.validation.plugins.module_utils._model.finding import Finding
from ansible_collections.cernphone.validation.plugins.module_utils._model.parse import parse_intent
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)

AT = datetime.datetime(2026, 3, 1, 2, 0, tzinfo=datetime.UTC)
SERVICE = "S-PHONE"


def host(number: int, *more: dict[str, t.Any]) -> dict[str, t.Any]:
    """A front end that is as it should be."""
    card = f"02-00-5E-00-53-0{number}"
    return {
        "name": f"CPFE0{number}",
        "hcp_response": True,
        "blocked": None,
        "end_date": None,
        "cards": [{"hardware_address": card}],
        "interfaces": [
            {
                "name": f"CPFE0{number}.EXAMPLE.ORG",
                "ip_address": f"192.0.2.1{number}",
                "service_name": SERVICE,
                "bound_hardware_address": card,
                "outlet": f"123{number}/01",
                "rack_name": f"CA0{number}",
            },
            *more,
        ],
    }


FLOATING = {
    "name": "CERNPHONE.EXAMPLE.ORG",
    "ip_address": "192.0.2.100",
    "service_name": SERVICE,
    "bound_hardware_address": None,
}
SEED = {
    "format": "cernphone.validation/landb",
    "version": 1,
    "devices": [host(1), host(2, FLOATING)],
}
INTENT = {
    f"cpfe0{number}": {
        "frontend_service": "cernphone",
        "frontend_member": role,
        "frontend_primary_address": f"192.0.2.1{number}",
        "frontend_floating_addresses": [{"address": "192.0.2.100", "landb_device": "cpfe02"}],
    }
    for number, role in ((1, "main"), (2, "backup"))
}
PAIR = ["CPFE01", "CPFE02"]


def asked(simulator: Simulator, timeout: float = 30.0) -> Database:
    """What LanDB tells of the pair."""
    access = Access(simulator.url, "auditor", "auditor-password", timeout=timeout, backoff=0.0)
    return read_snapshot(collect(Session(access), PAIR, AT), "LanDB")


def judged(database: Database) -> list[Finding]:
    """The findings on the pair."""
    (service,) = parse_intent(INTENT, CATALOGUE).services
    judge = Judge(FleetCase(AT, database, asks_hosts=False), of_database())
    return [*judge.fleet(), *judge.service(service, {})]


def statuses(findings: t.Iterable[Finding], prefix: str = "LDB") -> dict[str, set[str]]:
    """The statuses of each check."""
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.id.startswith(prefix):
            found.setdefault(finding.id, set()).add(finding.status.value)
    return found


def test_a_healthy_pair_passes() -> None:
    with Simulator(SEED) as simulator:
        database = asked(simulator)
    assert (database.faults, database.dhcp_faults, database.source.fault) == ({}, {}, None)
    found = set().union(*statuses(judged(database)).values())
    assert found <= {"passed", "not_applicable"}


TELL, SHOW = "getDeviceInfoArray", "getHCPInfoArray"
CUT = "its answer is no whole XML document (line 1): it may be cut short"
TOLD = f"it answered {TELL} with HTTP status"
GONE = "127.0.0.1 port P broke off its answer, or does not speak HTTP"
AT_ONCE = " (in answer to 2 names at once)"
KINDS: list[tuple[wrong.Kind, str]] = [
    (wrong.SoapFault("Internal error"), "Internal error (SOAP-ENV:Server)"),
    (wrong.SoapFault("#BADAUTH"), "it refused a token that it had just given (#BADAUTH (SOAP-ENV:Server))"),
    (wrong.HttpStatus(404), f"{TOLD} 404 and nothing"),
    (wrong.HttpStatus(503, b"<html><title>Busy</title>"), f"{TOLD} 503 and an HTML page 'Busy'"),
    (wrong.Redirect("https://sso.example.org/"), f"it redirected {TELL} to sso.example.org (HTTP status 302), which is not followed"),
    (wrong.HtmlPage(), f"{TOLD} 200 and an HTML page 'Sign in'"),
    (wrong.EmptyReply(), "it answered with nothing (an empty HTTP body)"),
    (wrong.EmptyBody(), f"it answered {TELL} with an empty SOAP body"),
    (wrong.WrongResponse(), f"it answered {TELL} with <getSetInfoResponse>"),
    (wrong.MissingDevices(2), "no device of that name was in its answer (0 of 2)"),
    (wrong.EntityExpansion(), "it answered with a DTD, which is not accepted"),
    (wrong.Padding(40), f"its answer to {TELL} is larger than 32 MiB"),
    (wrong.Truncated(), CUT),
    (wrong.ConnectionClosed(after=500), GONE),
    (wrong.ConnectionClosed(after=0), GONE),
    (wrong.SlowFirstByte(20), f"it did not answer {TELL} within 1 s"),
    (wrong.Drip(5, 0.1), f"it did not answer {TELL} within 1 s"),
    (wrong.Gzip(), f"it answered {TELL} compressed, which nobody asked for"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), KINDS, ids=lambda value: type(value).__name__)
def test_devices_that_were_not_answered(kind: wrong.Kind, words: str) -> None:
    with Simulator(SEED) as simulator:
        simulator.misbehaviour.add(kind, TELL)
        slow = isinstance(kind, (wrong.Drip, wrong.SlowFirstByte))
        database = asked(simulator, 1.0 if slow else 30.0)
        simulator.misbehaviour.clear()
    assert database.devices == {}
    told = {name: re.sub(r"port \d+", "port P", said) for name, said in database.faults.items()}
    assert told == dict.fromkeys(PAIR, words)
    assert database.source.fault is None
    found = statuses(judged(database))
    assert set().union(*found.values()) == {"unknown"}
    messages = [finding.message for finding in judged(database) if finding.id == "LDB001"]
    assert all(f"landb answered about CPFE0{i + 1}: " in messages[i] for i in range(2))


def test_latin_letters_in_utf_8_spoil_one_device_alone() -> None:
    class Umlaut(wrong.Kind):
        def reply(self, reply: t.Any) -> t.Any:
            body = reply.body.replace(b"CA01", b"Z\xfcrich")
            return type(reply)(body, reply.status, reply.headers)

    with Simulator(SEED) as simulator:
        simulator.misbehaviour.add(Umlaut(), TELL)
        database = asked(simulator)
    assert list(database.devices) == ["CPFE02"]
    assert set(database.faults) == {"CPFE01"}
    assert re.fullmatch(r"its answer is not UTF-8 text \(byte \d+\)", database.faults["CPFE01"])


ONE: list[tuple[wrong.Kind, list[str], dict[str, str]]] = [
    (wrong.MissingDevices(1), ["CPFE01"], {"CPFE02": "no device of that name was in its answer (1 of 2)"}),
    (wrong.MissingDevices(names=("CPFE01",)), ["CPFE02"], {"CPFE01": "no device of that name was in its answer (1 of 2)"}),
    (wrong.RepeatedDevice(), ["CPFE02"], {"CPFE01": "it came twice, so neither answer is believed"}),
    (wrong.RepeatedDevice((("HCPResponse", False),)), ["CPFE02"], {"CPFE01": "it came twice, so neither answer is believed"}),
    (wrong.StrangeDevice("CPFE09"), PAIR, {"CPFE09": "nobody asked about it, so its answer is not believed"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "devices", "faults"), ONE, ids=range(len(ONE)))
def test_one_device_that_was_not_answered(
    kind: wrong.Kind, devices: list[str], faults: dict[str, str]
) -> None:
    with Simulator(SEED) as simulator:
        simulator.misbehaviour.add(kind, TELL)
        database = asked(simulator)
    assert list(database.devices) == devices
    assert database.faults == faults
    for finding in judged(database):
        if any(name.lower() in finding.subject for name in faults):
            assert finding.status.value == "unknown" or finding.id.startswith("EVD")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (wrong.SoapFault("Internal error"), "Internal error (SOAP-ENV:Server)"),
        (wrong.EmptyReply(), "it answered with nothing (an empty HTTP body)"),
        (wrong.Truncated(), CUT),
        (wrong.ConnectionClosed(after=500), GONE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_dhcp_view_that_was_not_answered(kind: wrong.Kind, words: str) -> None:
    with Simulator(SEED) as simulator:
        simulator.misbehaviour.add(kind, SHOW)
        database = asked(simulator)
    told = {n: re.sub(r"port \d+", "port P", said) for n, said in database.dhcp_faults.items()}
    assert told == dict.fromkeys(PAIR, words)
    assert database.dhcp is None
    found = statuses(judged(database))
    assert (found["LDB008"], found["LDB003"]) == ({"unknown"}, {"unknown"})
    assert "passed" in found["LDB001"]


@pytest.mark.parametrize("operation", ["getAuthToken", None])
def test_a_server_that_dies(operation: str | None) -> None:
    with Simulator(SEED) as simulator:
        simulator.misbehaviour.add(wrong.ServerDies(), operation)
        database = asked(simulator)
    assert database.source.fault is not None
    assert re.sub(r"port \d+", "port P", database.source.fault) in (
        GONE,
        "127.0.0.1 port P cannot be reached: Connection refused",
        "127.0.0.1 port P cannot be reached: Connection reset by peer",
    )
    assert set().union(*statuses(judged(database)).values()) == {"unknown"}


def test_a_wrong_password_is_one_reason_for_all() -> None:
    with Simulator({**SEED, "accounts": {"auditor": "another"}}) as simulator:
        database = asked(simulator)
        assert simulator.calls.operations == ["getAuthToken"]
    assert database.source.fault == (
        "it refused the login of auditor (WRONGLOGPASSW: wrong login or password (SOAP-ENV:Server))"
    )
    assert set().union(*statuses(judged(database)).values()) == {"unknown"}


class Odd(wrong.Kind):
    """Another text in place of the right one, for one device."""

    def __init__(self, pattern: str, text: str) -> None:
        self._pattern, self._text = pattern, text

    def text(self, text: str, _writer: t.Any, /) -> str:
        changed, count = re.subn(self._pattern, self._text, text, count=1, flags=re.DOTALL)
        assert count
        return changed


def test_an_odd_date_leaves_all_but_one_check_as_they_were() -> None:
    with Simulator(SEED) as simulator:
        odd = r"<\1EndDate>31.12.2026</\1EndDate>"
        simulator.misbehaviour.add(Odd(r'<(\w+:)?EndDate xsi:nil="true"/>', odd), TELL)
        findings = judged(asked(simulator))
    unknown = [(f.id, f.subject, f.message) for f in findings if f.status.value == "unknown"]
    assert unknown == [
        ("LDB012", "cpfe01", "LanDB says that CPFE01 ends '31.12.2026', which is no date")
    ]


def test_an_odd_boolean_leaves_all_but_one_check_as_they_were() -> None:
    with Simulator(SEED) as simulator:
        simulator.misbehaviour.add(Odd(r"(HCPResponse[^>]*>)true", r"\1perhaps"), TELL)
        findings = judged(asked(simulator))
    unknown = [(f.id, f.subject) for f in findings if f.status.value == "unknown"]
    assert unknown == [("LDB010", "cpfe01")]

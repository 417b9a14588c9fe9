# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many names become a snapshot in few calls; what is missing is named with LanDB's own words."""

from __future__ import annotations

import datetime
import math
import os
import re
import signal
import threading
import time
import tracemalloc
import typing as t

import hypothesis
import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import blocks
from ansible_collections.cernphone.validation.plugins.module_utils._landb.access import Access
from ansible_collections.cernphone.validation.plugins.module_utils._landb.collection import (
    collect,
    unanswered,
)
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._landb.snapshot import (
    read_snapshot,
)
from ansible_collections.cernphone.validation.plugins.module_utils._landb.trouble import (
    Late,
    Trouble,
    Unreachable,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._model.evidence import (
    Database,
    Source,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb import wire
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb.sockets import (
    Connection,
    Listener,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._landb.wire import (
    Server,
    device,
    devices,
    row,
    view,
)
from hypothesis import strategies as st

AT = datetime.datetime(2026, 3, 1, 2, 0, tzinfo=datetime.UTC)
TELL, SHOW, LIST = "getDeviceInfoArray", "getHCPInfoArray", "getDevicesFromService"
OFF = Unreachable("the line is dead")
DEAD = "the line is dead"
Tell = t.Callable[[list[str]], bytes]


def names(count: int) -> list[str]:
    return [f"DEV{number}" for number in range(count)]


def read(post: t.Any, wanted: t.Iterable[str], *services: str, **more: t.Any) -> Database:
    """The evidence in what is collected."""
    data = collect(wire.session(post), wanted, AT, services, **more)
    return read_snapshot(data, "LanDB")


def test_a_snapshot_as_a_whole() -> None:
    post = Server(**{LIST: lambda _names: wire.texts(LIST, "CPFE02", "cpfe01.example.org")})
    assert collect(wire.session(post), ["cpfe01"], AT, ["s-phone"]) == {
        "format": "cernphone.validation/landb",
        "version": 1,
        "taken_at": "2026-03-01T02:00:00Z",
        "origin": "localhost",
        "network_services": [{"name": "S-PHONE", "devices": ["CPFE02", "CPFE01"]}],
        "devices": [
            {
                "name": name,
                "cards": [{"hardware_address": wire.CARD, "card_type": "Ethernet"}],
                "interfaces": [
                    {
                        "name": f"{name}.EXAMPLE.ORG",
                        "ip_address": "192.0.2.12",
                        "service_name": "S-PHONE",
                        "bound_hardware_address": wire.CARD,
                    }
                ],
            }
            for name in ("CPFE01", "CPFE02")
        ],
        "dhcp_view": [
            {"host_name": name, "hardware_address": wire.CARD, "ip_address": "192.0.2.12"}
            for name in ("CPFE01", "CPFE02")
        ],
        "faults": [],
    }


def test_nothing_asked_nothing_called() -> None:
    post = Server()
    assert collect(wire.session(post), [], AT) == {
        "format": "cernphone.validation/landb",
        "version": 1,
        "taken_at": "2026-03-01T02:00:00Z",
        "origin": "localhost",
        "devices": [],
        "dhcp_view": [],
        "faults": [],
    }
    assert post.calls == []


def test_nothing_can_be_said() -> None:
    data = unanswered("nobody is at home", AT, "landb.example.org")
    source = Source("landb", AT, "nobody is at home", origin="landb.example.org")
    assert read_snapshot(data, "LanDB") == Database(source)


@pytest.mark.parametrize("count", [1, 199, 200, 201, 4200])
def test_number_of_calls(count: int) -> None:
    post = Server()
    database = read(post, names(count))
    assert list(database.devices) == names(count)
    assert database.dhcp is not None
    assert len(database.dhcp[next(iter(database.dhcp))]) == count
    assert (database.faults, database.dhcp_faults) == ({}, {})
    expected = math.ceil(count / 200)
    assert [len(post.of(operation)) for operation in ("getAuthToken", TELL, SHOW)] == [
        1,
        expected,
        expected,
    ]
    assert max(map(len, post.of(TELL))) == min(count, 200)


def test_each_name_is_asked_for_once() -> None:
    post = Server(**{LIST: lambda _names: wire.texts(LIST, "A", "B", "A")})
    wanted = ["A", "a", " a.example.org ", "C", "A"]
    database = read(post, wanted, "S-1", "s-1", "S-1 ")
    assert list(database.devices) == ["A", "C", "B"]
    assert post.of(TELL) == post.of(SHOW) == [["A", "C", "B"]]
    assert len(post.of(LIST)) == 1


@pytest.mark.parametrize(
    ("wanted", "services", "message"),
    [
        (["A", "a b"], [], "'a b' is no name of a device in LanDB."),
        (["a-.b"], [], "'a-.b' is no name of a device in LanDB."),
        (["192.0.2.1"], [], "'192.0.2.1' is no name of a device in LanDB."),
        (["A"], [" "], "' ' is no name of a network service in LanDB."),
        (["A"], ["x" * 1001], f"'{'x' * 59}…' is no name of a network service in LanDB."),
    ],
)
def test_names_that_are_none(wanted: list[str], services: list[str], message: str) -> None:
    post = Server()
    with pytest.raises(InputError) as caught:
        read(post, wanted, *services)
    assert str(caught.value) == message
    assert post.calls == []


def test_without_the_dhcp_view() -> None:
    post = Server()
    assert read(post, ["A"], reads_dhcp_view=False).dhcp is None
    assert post.of(SHOW) == []


# --- A part fails ---


def spoilt(by: str, how: Exception | bytes) -> Tell:
    """Devices, unless one of these names is among the ones that are asked for."""

    def tell(wanted: list[str]) -> bytes:
        if by in wanted:
            if isinstance(how, Exception):
                raise how
            return how
        return devices(*map(device, wanted))

    return tell


NOTFOUND = wire.fault("NOTFOUND: device DEV450")


def test_one_name_that_is_a_fault_is_found() -> None:
    post = Server(spoilt("DEV450", NOTFOUND))
    database = read(post, names(1000))
    assert database.faults == {"DEV450": "NOTFOUND: device DEV450"}
    assert set(database.devices) == {*names(1000)} - {"DEV450"}
    assert len(post.of(TELL)) <= 5 + blocks.EXTRA_CALLS


def test_one_character_that_spoils_a_block_is_found() -> None:
    def tell(wanted: list[str]) -> bytes:
        odd = "\x0b" if "DEV450" in wanted else ""
        return devices(*(device(name, more=odd) for name in wanted))

    post = Server(tell)
    database = read(post, names(1000))
    assert database.faults == {
        "DEV450": "its answer is no whole XML document (line 1): it may be cut short"
    }
    assert set(database.devices) == {*names(1000)} - {"DEV450"}


@pytest.mark.parametrize(
    ("how", "words", "calls"),
    [
        (OFF, DEAD, 3),
        (Late("too late"), "too late", 1),
        (wire.envelope(""), f"it answered {TELL} with an empty SOAP body", 1),
        (b"<html><br></html>", "it answered with an HTML page, not with SOAP", 1),
        (wire.token(), f"it answered {TELL} with <getAuthTokenResponse>", 1),
    ],
)
def test_a_block_that_fails_leaves_the_others(how: t.Any, words: str, calls: int) -> None:
    post = Server(spoilt("DEV450", how))
    database = read(post, names(1000))
    assert database.source.fault is None
    assert database.faults == dict.fromkeys(names(1000)[400:600], words)
    assert len(database.devices) == 800
    assert len(post.of(TELL)) == 4 + calls


def test_faults_on_everything_are_not_hunted_for_ever() -> None:
    post = Server(lambda _names: wire.fault("out of order"), lambda _names: wire.fault("broken"))
    database = read(post, names(4200))
    assert database.source.fault is None
    assert set(database.faults) == set(database.dhcp_faults) == set(names(4200))
    assert database.devices == {}
    assert database.dhcp is None
    assert {re.sub(r"\d+ names", "N names", words) for words in database.faults.values()} == {
        "out of order (in answer to N names at once)",
        "out of order",
    }
    assert len(post.of(TELL)) + len(post.of(SHOW)) == 42 + blocks.EXTRA_IN_ALL


def test_a_small_inventory_with_wrong_names() -> None:
    wrong = {"DEV3", "DEV11"}

    def tell(wanted: list[str]) -> bytes:
        unknown = [name for name in wanted if name in wrong]
        return wire.fault(f"NOTFOUND: {unknown[0]}") if unknown else devices(*map(device, wanted))

    post = Server(tell)
    database = read(post, names(12))
    assert database.faults == {name: f"NOTFOUND: {name}" for name in wrong}
    assert set(database.devices) == {*names(12)} - wrong


def test_names_that_are_left_share_their_fault() -> None:
    bad = {f"DEV{number}" for number in range(0, 200, 10)}

    def tell(wanted: list[str]) -> bytes:
        found = [name for name in wanted if name in bad]
        return wire.fault(f"NOTFOUND: {found[0]}") if found else devices(*map(device, wanted))

    post = Server(tell)
    database = read(post, names(200))
    assert len(post.of(TELL)) == 1 + blocks.EXTRA_CALLS
    assert set(database.devices).isdisjoint(bad)
    assert set(database.devices) | set(database.faults) == set(names(200))
    assert database.faults["DEV0"] == "NOTFOUND: DEV0"
    assert database.faults["DEV150"] == "NOTFOUND: DEV100 (in answer to 100 names at once)"


def test_some_devices_are_missing_repeated_or_strange() -> None:
    def tell(wanted: list[str]) -> bytes:
        answered = [device(name) for name in wanted if name not in ("DEV7", "DEV250")]
        extra = [device("DEV9"), device("STRANGER")] if "DEV9" in wanted else []
        return devices(*answered, *extra)

    database = read(Server(tell), names(400))
    assert database.faults == {
        "DEV7": "no device of that name was in its answer (198 of 200)",
        "DEV9": "it came twice, so neither answer is believed",
        "DEV250": "no device of that name was in its answer (199 of 200)",
        "STRANGER": "nobody asked about it, so its answer is not believed",
    }
    assert len(database.devices) == 397


def test_a_device_of_another_block_is_not_believed() -> None:
    """Its own block told of it, and so did one that was not asked."""

    def tell(wanted: list[str]) -> bytes:
        return devices(*map(device, [*wanted, "DEV0"] if "DEV0" not in wanted else wanted))

    database = read(Server(tell), names(201))
    assert database.faults == {"DEV0": "nobody asked about it, so its answer is not believed"}


FLAWS = [
    (
        wire.interface("B.EXAMPLE.ORG", wire.bound_to("none")),
        "its answer (B).interfaces[0] (B.EXAMPLE.ORG).bound_hardware_address must be a hardware address or null, not 'none'",
    ),
    (
        wire.interface("B.EXAMPLE.ORG", wire.bound_to("00-00-5E-00-53")),
        "its answer (B).interfaces[0] (B.EXAMPLE.ORG).bound_hardware_address must be a hardware address or null, not '00-00-5E-00-53'",
    ),
    (
        wire.interface("B.EXAMPLE.ORG").replace("192.0.2.12", "192.0.2.999"),
        "its answer (B).interfaces[0] (B.EXAMPLE.ORG).ip_address must be an IP address, not '192.0.2.999'",
    ),
    (
        wire.interface("B.EXAMPLE.ORG").replace("S-PHONE", ""),
        "its answer (B).interfaces[0] (B.EXAMPLE.ORG).service_name must be a text, not nothing",
    ),
    (wire.interface("B\u202e.EXAMPLE.ORG"), "its answer (B).interfaces[0].name must be the name of an interface, not 'B\ufffd.EXAMPLE.ORG'"),
    (
        wire.interface("x" * 1_000_000),
        f"its answer (B).interfaces[0].name must be the name of an interface, not '{'x' * 59}…'",
    ),
    (
        wire.interface("B.EXAMPLE.ORG", more=f"<RackName>{'x' * 1001}</RackName>"),
        f"its answer (B).interfaces[0] (B.EXAMPLE.ORG).rack_name must be a text, not '{'x' * 59}…'",
    ),
    (wire.interface("B", ""), "it did not say whether B is bound (BoundInterfaceCard is missing, which is not the same as null)"),
]  # fmt: skip


@pytest.mark.parametrize(("interfaces", "words"), FLAWS, ids=range(len(FLAWS)))
def test_a_device_that_cannot_be_used_leaves_the_others(interfaces: str, words: str) -> None:
    def tell(wanted: list[str]) -> bytes:
        return devices(*(device(name, interfaces if name == "B" else None) for name in wanted))

    database = read(Server(tell), ["A", "B", "C"])
    assert database.faults == {"B": words}
    assert list(database.devices) == ["A", "C"]


# --- The DHCP view ---


def test_a_part_of_the_dhcp_view_is_missing() -> None:
    def show(wanted: list[str]) -> bytes:
        return wire.fault("locked") if "DEV0" in wanted else view(*map(row, wanted))

    post = Server(show=show)
    database = read(post, names(401))
    assert database.dhcp is not None
    assert database.dhcp_faults["DEV0"] == "locked"
    assert set(database.dhcp_faults).isdisjoint(names(401)[200:])
    assert database.faults == {}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (wire.fault("locked"), "locked"),
        (wire.reply(SHOW, ""), f"its answer to {SHOW} has nothing in it"),
        (wire.reply(SHOW, f"<L {wire.NIL}/>"), f"its answer to {SHOW} has nothing in it"),
        (view(row("A"))[:-9], "its answer is no whole XML document (line 1): it may be cut short"),
        (
            wire.reply(SHOW, f'<L E:arrayType="t:InetInfo[2]">{row("A")}</L>'),
            "<L> has 1 of the 2 items that it announces",
        ),
        (
            view("<x><HostName><a/></HostName></x>"),
            "<HostName> holds elements where a text belongs",
        ),
    ],
)
def test_a_dhcp_view_that_is_missing_is_not_an_empty_one(answer: bytes, words: str) -> None:
    database = read(Server(show=lambda _names: answer), ["A"])
    assert database.dhcp is None
    assert database.dhcp_faults == {"A": words}
    assert list(database.devices) == ["A"]


def test_an_empty_dhcp_view_is_an_answer() -> None:
    database = read(Server(show=lambda _names: view()), ["A"])
    assert (database.dhcp, database.dhcp_faults) == ({}, {})


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (row("B", "none"), "a line of it.hardware_address must be a hardware address, not 'none'"),
        (row("B", wire.CARD, ""), "a line of it.ip_address must be an IP address, not nothing"),
        (f"<InetInfo {wire.NIL}/>", "a line of it.host_name must be a text, not nothing"),
        ("<InetInfo/>", "a line of it.host_name must be a text, not nothing"),
    ],
)
def test_a_line_that_cannot_be_used_spoils_its_block(line: str, words: str) -> None:
    def show(wanted: list[str]) -> bytes:
        return view(*map(row, wanted), *([line] if "DEV0" in wanted else []))

    database = read(Server(show=show), names(201))
    assert database.dhcp_faults == dict.fromkeys(names(200), words)
    assert database.dhcp is not None


# --- Network services ---


def test_a_network_service_that_cannot_be_listed_leaves_the_others() -> None:
    with wire.opened(
        (LIST, wire.fault("NOTFOUND: S-1")),
        (LIST, wire.texts(LIST, "A")),
        (TELL, devices(device("A"))),
        (SHOW, view(row("A"))),
    ) as script:
        access = Access(wire.ACCESS.url, "auditor", wire.PASSWORD, concurrency=1)
        data = collect(Session(access, post=script), [], AT, ["S-1", "S-2"])
    database = read_snapshot(data, "LanDB")
    assert database.network_services == {"S-1": (), "S-2": ("A",)}
    assert database.network_service_faults == {"S-1": "NOTFOUND: S-1"}
    assert list(database.devices) == ["A"]
    assert database.source.fault is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (wire.reply(LIST, ""), f"its answer to {LIST} has nothing in it"),
        (wire.texts(LIST, "A", "B C"), f"its answer to {LIST} has a name that is none"),
        (wire.texts(LIST, "a-.b"), f"its answer to {LIST} has a name that is none"),
        (
            wire.reply(LIST, '<L E:arrayType="xsd:string[2]"><i>A</i></L>'),
            "<L> has 1 of the 2 items that it announces",
        ),
    ],
)
def test_a_list_that_cannot_be_used(answer: bytes, words: str) -> None:
    database = read(Server(**{LIST: lambda _names: answer}), ["A"], "S-1")
    assert database.network_service_faults == {"S-1": words}
    assert list(database.devices) == ["A"]


# --- Everything fails ---


def dead(_names: list[str]) -> bytes:
    raise OFF


ALL_FAIL: list[tuple[str, dict[str, Tell], list[str], str]] = [
    ("nobody", {"getAuthToken": dead}, [], DEAD),
    ("nobody, with a network service", {"getAuthToken": dead}, ["S-1"], DEAD),
    ("a wrong password", {"getAuthToken": lambda _n: wire.fault("WRONGLOGPASSW")}, ["S-1"], "it refused the login of auditor (WRONGLOGPASSW)"),
    ("another fault at the login", {"getAuthToken": lambda _n: wire.fault("no")}, [], "it gave no token to auditor (no)"),
    ("nobody after the login", {"tell": dead, "show": dead, LIST: dead}, ["S-1"], DEAD),
    ("pages", dict.fromkeys(("tell", "show"), lambda _n: b"<html>"), [], "it answered with an HTML page, not with SOAP"),
    ("nothing whole", dict.fromkeys(("tell", "show"), lambda _n: b"<a>"), [], "its answer is no whole XML document (line 1): it may be cut short"),
    ("bad tokens", dict.fromkeys(("tell", "show"), lambda _n: wire.fault("#BADAUTH")), [], "it refused a token that it had just given (#BADAUTH)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "services", "words"),
    [row[1:] for row in ALL_FAIL],
    ids=[row[0] for row in ALL_FAIL],
)
def test_no_answer_at_all_is_one_fault(
    answers: dict[str, t.Any], services: list[str], words: str
) -> None:
    database = read(Server(**answers), names(500), *services)
    assert database.source == Source("landb", AT, words, origin="localhost")
    assert (database.devices, database.dhcp, database.faults) == ({}, None, {})


def test_a_list_alone_that_cannot_be_had_is_one_fault_too() -> None:
    database = read(Server(**{LIST: dead}), [], "S-1")
    assert database.source.fault == DEAD
    assert database.network_service_faults == {"S-1": DEAD}


def test_what_was_answered_is_kept_though_devices_were_not() -> None:
    database = read(Server(dead), ["A"])
    assert database.source.fault is None
    assert database.faults == {"A": DEAD}
    assert database.dhcp is not None


# --- In the course of time ---


class Mortal(Server):
    """Answers so many calls and no other."""

    def __init__(self, lives: int) -> None:
        super().__init__()
        self._lives = lives
        self._count = threading.Lock()

    def __call__(self, content: bytes, operation: str) -> bytes:
        with self._count:
            self._lives -= 1
            if self._lives < 0:
                raise OFF
        return super().__call__(content, operation)


@pytest.mark.parametrize("lives", range(2, 14, 2))
def test_a_server_that_dies_half_way(lives: int) -> None:
    database = read(Mortal(lives), names(1200))
    assert database.source.fault is None
    told = len(database.devices)
    assert told % 200 == 0
    assert told // 200 <= lives - 1
    assert set(database.devices) | set(database.faults) == set(names(1200))
    assert set(database.faults.values()) <= {DEAD, f"it stopped answering: {DEAD}"}
    shown = len(names(1200)) - len(database.dhcp_faults)
    assert (told + shown) // 200 == lives - 1


def test_a_token_that_expires_between_two_blocks() -> None:
    class Forgetful(Server):
        given, used = 0, 0

        def __call__(self, content: bytes, operation: str) -> bytes:
            with self._lock:
                if operation == "getAuthToken":
                    self.given += 1
                    self.used = 0
                    return wire.token(f"T{self.given}")
                self.used += 1
                if f"<token>T{self.given}<" not in content.decode() or self.used > 2:
                    return wire.fault("#BADAUTH")
            return super().__call__(content, operation)

    post = Forgetful()
    access = Access(wire.ACCESS.url, "auditor", wire.PASSWORD, concurrency=1)
    data = collect(Session(access, post=post), names(1000), AT)
    database = read_snapshot(data, "LanDB")
    assert (len(database.devices), database.faults, database.dhcp_faults) == (1000, {}, {})
    assert post.given == 5


def test_calls_at_a_time() -> None:
    """Eight blocks in two rounds of four: each waits until all of its round are there."""
    together = threading.Barrier(4)
    at_once: list[int] = []
    under_way = [0]
    lock = threading.Lock()

    def tell(wanted: list[str]) -> bytes:
        with lock:
            under_way[0] += 1
            at_once.append(under_way[0])
        together.wait(10)
        with lock:
            under_way[0] -= 1
        return devices(*map(device, wanted))

    database = read(Server(tell), names(1600), reads_dhcp_view=False)
    assert len(database.devices) == 1600
    assert len(at_once) == 8
    assert max(at_once) == 4


def test_an_interrupt_ends_it() -> None:
    """Calls that would take half a minute end at once, and no other is made."""
    seen: list[bytes] = []

    def behave(connection: Connection) -> None:
        request = connection.request()
        if b"getAuthToken" in request:
            body = wire.token()
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            return
        seen.append(request)
        if len(seen) == 4:
            os.kill(os.getpid(), signal.SIGINT)
        connection.over.wait(25)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Listener(behave) as listener:
            session = Session(Access(listener.url, "auditor", wire.PASSWORD, timeout=30))
            started = time.monotonic()
            with pytest.raises(KeyboardInterrupt):
                collect(session, names(4200), AT)
            assert time.monotonic() - started < 10
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(seen) == 4
    with pytest.raises(Trouble) as caught:
        session.call(TELL, DeviceNameList=["A"])
    assert caught.value.words == "the run was interrupted"


def test_memory() -> None:
    tracemalloc.start()
    try:
        database = read(Server(), names(4200))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(database.devices) == 4200
    assert peak < 50 * 1024 * 1024


# --- Whatever it answers ---

PIECES = st.sampled_from(
    [
        device("A"),
        device("B"),
        device("a.example.org"),
        device("a-.b"),
        device("C", "NOTFOUND"),
        device("B", wire.interface("B", "")),
        device("B", wire.interface("B\u202e", wire.bound_to("x"))),
        device("A", more="<EndDate>31.12.2026</EndDate><HCPResponse>?</HCPResponse>"),
        row("A"),
        row("A", "x", "y"),
        row("\x85 \u202e"),
        "<item>A</item>",
        "<item>a-.b</item>",
        "<item>\u202e</item>",
        f"<x {wire.NIL}/>",
        "<x/>",
    ]
)
WORDS = st.sampled_from(
    ["", " ", "\u202e\x85", "#BADAUTH", "WRONGLOGPASSW", "x" * 5000, "NOTFOUND"]
)
ANSWERS = st.one_of(
    st.lists(PIECES, max_size=5).map("".join),
    WORDS.map(wire.fault),
    st.just(OFF),
    st.just(Late("")),
    st.binary(max_size=20),
)


@hypothesis.given(
    st.lists(ANSWERS, min_size=1, max_size=12),
    st.lists(st.sampled_from(["A", "b", "C.example.org"]), max_size=4),
    st.lists(st.sampled_from(["S-1", "s-2"]), max_size=2),
    st.booleans(),
)
@hypothesis.settings(max_examples=400)
def test_any_answer_makes_a_snapshot(
    answers: list[t.Any], wanted: list[str], services: list[str], reads_dhcp_view: bool
) -> None:
    turns = iter(answers * 50)

    def post(content: bytes, operation: str) -> bytes:
        answer = next(turns)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, bytes):
            return answer
        if operation == "getAuthToken":
            return wire.token()
        return wire.reply(operation, f"<List>{answer}</List>")

    access = Access(wire.ACCESS.url, "auditor", wire.PASSWORD, backoff=0.0, concurrency=1)
    data = collect(Session(access, post=post), wanted, AT, services, reads_dhcp_view)
    database = read_snapshot(data, "LanDB")
    asked = {name.split(".")[0].upper() for name in wanted}
    if database.source.fault is None:
        assert asked <= set(database.devices) | set(database.faults)
        assert set(database.network_services) == {name.upper() for name in services}
    else:
        assert database.devices == {}
    listed = {name for found in database.network_services.values() for name in found}
    assert set(database.devices) <= asked | listed
    assert not set(database.devices) & set(database.faults)
    assert all(words.isprintable() for words in database.faults.values())

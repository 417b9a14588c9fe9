# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""landb_binding against the simulator: what is written, what is not, and what is said of it."""

from __future__ import annotations

import dataclasses
import re
import time
import typing as t

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._landb import client
from ansible_collections.cernphone.validation.plugins.module_utils._landb.session import Session
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.plugins.module_utils._module import (
    landb_binding as program,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module.lab import (
    access,
    bound,
    card,
    device,
    face,
    member,
    seed,
    vip,
)

WRITE = "bindUnbindInterface"
FLOATING = face("CERNPHONE", "192.0.2.100")
OUTAGE = seed(member(1), member(2, False, FLOATING))
SPARE = seed(device("CPFE02", face("CPFE02", "192.0.2.12", 2), cards=[2, 3]))
"""One that can be bound to another card."""

OWN = "CPFE02.EXAMPLE.ORG (192.0.2.12)"
FIRST, SECOND = "02:00:5e:00:53:02", "02:00:5e:00:53:03"


class Clock:
    """What waits; it remembers for how long, and may wait less."""

    def __init__(self, at_most: float = 0.0) -> None:
        self.slept: list[float] = []
        self._at_most = at_most

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        time.sleep(min(seconds, self._at_most))


def wish(simulator: Simulator, **changes: t.Any) -> dict[str, t.Any]:
    """The parameters of the module."""
    return {
        "device": "cpfe02",
        "interface": "cpfe02.example.org",
        "hardware_address": None,
        "state": "present",
        "floating_addresses": ["192.0.2.100"],
        "floating_pattern": None,
        "host_is_off": False,
        "dhcp_view_timeout": 0,
        **access(simulator),
        **changes,
    }


def refusal(
    simulator: Simulator,
    sleep: t.Callable[[float], None] | None = None,
    check: bool = False,
    **changes: t.Any,
) -> tuple[str, bool]:
    """The sentence of a failure, and whether it says that something may have been changed."""
    with pytest.raises(program.Failed) as caught:
        program.apply(wish(simulator, **changes), check, sleep or Clock())
    return ENDS.sub(GONE, str(caught.value)), caught.value.changed


GONE = "127.0.0.1 is gone"
ENDS = re.compile(
    r"127\.0\.0\.1 port [0-9]+ (broke off its answer, or does not speak HTTP|cannot be reached: Connection [a-z ]+)"
)
"""How the end of a server shows is a matter of microseconds."""


REPAIRED: dict[str, t.Any] = {
    "changed": True,
    "device": "CPFE02",
    "interface": "CPFE02.EXAMPLE.ORG",
    "addresses": ["192.0.2.12"],
    "bound_before": None,
    "bound_hardware_address": FIRST,
    "dhcp_view": ["192.0.2.12"],
    "msg": f"{OWN} becomes bound to {FIRST}",
    "diff": {
        "before": {"interface": "CPFE02.EXAMPLE.ORG", "bound_hardware_address": None},
        "after": {"interface": "CPFE02.EXAMPLE.ORG", "bound_hardware_address": FIRST},
    },
}


def test_repair_and_again() -> None:
    with Simulator(OUTAGE) as simulator:
        planned = program.apply(wish(simulator), True, Clock())
        assert planned == {**REPAIRED, "dhcp_view": ["192.0.2.100"]}
        assert not simulator.calls.writes
        assert bound(simulator, "CPFE02") is None
        clock = Clock()
        assert program.apply(wish(simulator), False, clock) == REPAIRED
        assert clock.slept == [0.0]
        assert [(call.operation, call.carried_out) for call in simulator.calls.writes] == [
            (WRITE, True)
        ]
        assert bound(simulator, "CPFE02") == card(2)
        simulator.calls.clear()
        again = program.apply(wish(simulator), False, Clock())
        assert again["changed"] is False
        assert again["msg"] == f"{OWN} is bound to {FIRST}"
        assert again["diff"]["before"] == again["diff"]["after"]
        assert not simulator.calls.writes


def test_unbinding_the_floating_address_comes_last() -> None:
    """On a device of its own, bound to a host's card; LanDB is asked whose card it is."""
    floating = {"device": "cernphone-vip", "interface": "192.0.2.100", "state": "absent"}
    with Simulator(seed(member(1), member(2, False), vip(2))) as simulator:
        assert refusal(simulator, **floating) == (
            f"{OWN} must be bound to {FIRST} first: with CERNPHONE-VIP.EXAMPLE.ORG (192.0.2.100) unbound, CPFE02 would be left"
            " without an address.",
            False,
        )
        assert not simulator.calls.writes
        program.apply(wish(simulator), False, Clock())
        told = program.apply(wish(simulator, **floating), False, Clock())
        assert told["msg"] == "CERNPHONE-VIP.EXAMPLE.ORG (192.0.2.100) becomes unbound"
        assert told["bound_before"] == FIRST
        assert told["dhcp_view"] == []
        assert bound(simulator, "CERNPHONE-VIP") is None
        assert len(simulator.calls.writes) == 2
        assert program.apply(wish(simulator, **floating), False, Clock())["changed"] is False
        assert len(simulator.calls.writes) == 2


def test_nobody_is_asked_for_the_owner_of_a_card_that_is_off() -> None:
    with Simulator(seed(vip(9))) as simulator:
        floating = {"device": "cernphone-vip", "interface": "192.0.2.100", "state": "absent"}
        assert refusal(simulator, **floating)[0].startswith(
            "CERNPHONE-VIP.EXAMPLE.ORG (192.0.2.100) is bound to 02:00:5e:00:53:09, and LanDB does not tell whose card that is"
        )
        assert simulator.calls.of("searchDevice")
        simulator.calls.clear()
        assert (
            program.apply(wish(simulator, **floating, host_is_off=True), False, Clock())["changed"]
            is True
        )
        assert not simulator.calls.of("searchDevice")


REFUSED: list[tuple[str, dict[str, t.Any], dict[str, t.Any], str]] = [
    ("floating by address", OUTAGE, {"interface": "192.0.2.100"},
     "CERNPHONE.EXAMPLE.ORG (192.0.2.100) is a floating address: bound to a card, DHCP would hand it out while keepalived moves it."),
    ("floating by description", seed(member(2, False, face("CERNPHONE", "192.0.2.100", description="VRRP"))),
     {"interface": "cernphone", "floating_addresses": []},
     "CERNPHONE.EXAMPLE.ORG (192.0.2.100) is a floating address: bound to a card, DHCP would hand it out while keepalived moves it."),
    ("floating by a pattern", seed(member(2, False, face("CERNPHONE", "192.0.2.100", description="service IP"))),
     {"interface": "cernphone", "floating_addresses": [], "floating_pattern": "^service ip"},
     "CERNPHONE.EXAMPLE.ORG (192.0.2.100) is a floating address: bound to a card, DHCP would hand it out while keepalived moves it."),
    ("card of another device", OUTAGE, {"hardware_address": card(1)},
     "02:00:5e:00:53:01 is no card of CPFE02 in LanDB; its cards: 02:00:5e:00:53:02."),
    ("card that is known on another device too", seed(member(2, False), {**member(3), "cards": member(2)["cards"]}), {},
     "02:00:5e:00:53:02 is a card of CPFE03 too in LanDB: DHCP gives it the address of either. Remove it from the device that"
     " does not have it first."),
    ("floating address that nobody declared", OUTAGE, {"interface": "192.0.2.100", "floating_addresses": []},
     f"{OWN}, the own address of CPFE02, must be bound first: with CERNPHONE.EXAMPLE.ORG (192.0.2.100) bound alone, DHCP gives"
     " that to the host. If it is a floating address, it must not be bound at all."),
    ("locked", seed(member(2, False, manager_locked=True)), {},
     "CPFE02 is locked in LanDB, because it is managed from elsewhere: change it there."),
    ("running host", seed(member(2)), {"state": "absent"},
     f"{OWN} is an address of CPFE02 itself: unbound, a host that is running loses it, or is given another one, at its next DHCP"
     " renewal or reboot. Say host_is_off if nobody uses it any more."),
    ("no such device", OUTAGE, {"device": "cpfe09"},
     "LanDB answered: about CPFE09: no device of that name was in its answer (0 of 1)."),
    ("fault about the device", seed(member(2, False), faults=[{"device_name": "CPFE02", "fault": "NOT TODAY"}]), {},
     "LanDB answered: NOT TODAY (SOAP-ENV:Server)."),
    ("wrong password", OUTAGE, {"landb_password": "another-secret"},
     "LanDB answered: it refused the login of auditor (WRONGLOGPASSW: wrong login or password (SOAP-ENV:Server))."),
    ("nobody there", OUTAGE, {"landb_url": "http://127.0.0.1:1/?v=6"},
     "LanDB gave no answer: 127.0.0.1 is gone."),
]  # fmt: skip


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize(
    ("data", "changes", "sentence"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_refused(data: t.Any, changes: dict[str, t.Any], sentence: str, check: bool) -> None:
    with Simulator(data) as simulator:
        assert refusal(simulator, check=check, **changes) == (sentence, False)
        assert not simulator.calls.writes


BAD: list[tuple[dict[str, t.Any], str]] = [
    ({"device": "not a name"}, "device must be the name of a device, not 'not a name'."),
    ({"hardware_address": "00-11"}, "hardware_address must be one, not '00-11'."),
    ({"floating_addresses": ["192.0.2.0/24"]}, "floating_addresses[0] must be an address, not '192.0.2.0/24'."),
    ({"floating_addresses": ["x"]}, "floating_addresses[0] must be an address, not 'x'."),
    ({"floating_pattern": ".*"}, "floating_pattern matches everything, so no interface would be judged."),
    ({"landb_url": "http://landb.example.org/"},
     "landb_url must begin with https://, for credentials travel with it (http:// is accepted on the loopback interface alone)."),
    ({"landb_password": None}, "landb_password must be a text, not nothing."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence"), BAD)
def test_bad_input(changes: dict[str, t.Any], sentence: str) -> None:
    with Simulator(OUTAGE) as simulator:
        with pytest.raises(InputError) as caught:
            program.apply(wish(simulator, **changes), False, Clock())
        assert str(caught.value) == sentence
        assert len(simulator.calls) == 0


def test_check_mode_cannot_write_whatever_the_program_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The session of check mode knows no operation that writes."""

    def flawed(session: Session, *_arguments: t.Any) -> list[str]:
        client.bind(session, "CPFE02.EXAMPLE.ORG", FIRST)
        return []

    monkeypatch.setattr(program, "_view", flawed)
    with Simulator(OUTAGE) as simulator:
        with pytest.raises(
            ValueError, match="bindUnbindInterface is none of the operations of this session"
        ):
            program.apply(wish(simulator), True, Clock())
        assert not simulator.calls.writes
        assert program.apply(wish(simulator), False, Clock())["changed"] is True


# --- What LanDB can do to a write ---

NOT_KNOWN = f"Whether {OWN} was changed is not known, for LanDB gave no clear answer: {{}}. Read it before anything else."
SAID_NO = "it did not say that it carried out bindUnbindInterface"
DIED = wrong.ServerDies()
NO = wrong.SoapFault("NO REBIND")


@dataclasses.dataclass(frozen=True)
class Trial:
    """A write that goes wrong at these calls.

    Attributes:
        name: In a few words.
        wrong: Call of the operation -> what goes wrong.
        sentence: What is said.
        changed: Whether that may have changed something.
        writes: Calls that wanted to write.
        bound: What the interface is bound to in the end.
    """

    name: str
    wrong: t.Mapping[int, wrong.Kind]
    sentence: str
    changed: bool
    writes: int
    bound: str | None


TRIALS = [
    Trial("bind: fault", {1: NO}, "LanDB answered: NO REBIND (SOAP-ENV:Server).", False, 1, None),
    Trial("bind: answers false", {1: wrong.WritesRefused()}, NOT_KNOWN.format(SAID_NO), True, 1, None),
    Trial("bind: says so, and does not", {1: wrong.WritesIgnored()},
          f"LanDB accepted the change, but {OWN} is still unbound, not bound to {FIRST}.", True, 1, None),
    Trial("bind: the server dies", {1: DIED}, NOT_KNOWN.format(GONE), True, 1, None),
    Trial("bind: the answer is lost", {1: wrong.ConnectionClosed(0)}, NOT_KNOWN.format(GONE), True, 1, card(2)),
    Trial("bind: a page", {1: wrong.HtmlPage()},
          NOT_KNOWN.format("it answered bindUnbindInterface with HTTP status 200 and an HTML page 'Sign in'"), True, 1, None),
]  # fmt: skip
REBINDS = [
    Trial("cannot even be unbound", {1: NO, 2: wrong.SoapFault("NO UNBIND")}, "LanDB answered: NO REBIND (SOAP-ENV:Server).", False, 2, card(2)),
    Trial("cannot be bound again", {1: NO, 3: wrong.SoapFault("BUSY")}, f"LanDB answered: BUSY (SOAP-ENV:Server); {OWN} is bound as before.",
          False, 4, card(2)),
    Trial("nor as before", {1: NO, 3: wrong.SoapFault("BUSY"), 4: wrong.SoapFault("STILL BUSY")},
          f"{OWN} is UNBOUND now: LanDB undid its binding to {FIRST}, and did not confirm the new one (BUSY (SOAP-ENV:Server)) nor the old one"
          " (STILL BUSY (SOAP-ENV:Server)). Bind it by hand at once.", True, 4, None),
    Trial("the server dies with the new one", {1: NO, 3: DIED},
          f"{OWN} may be UNBOUND now: LanDB undid its binding to {FIRST}, and did not confirm the new one ({GONE}) nor the old one"
          f" ({GONE}). Bind it by hand at once.", True, 3, None),
    Trial("the server dies while it is unbound", {1: NO, 2: DIED}, NOT_KNOWN.format(GONE), True, 2, card(2)),
    Trial("the server dies at once", {1: DIED}, NOT_KNOWN.format(GONE), True, 1, card(2)),
    Trial("the answer to the new one is lost: as before", {1: NO, 3: wrong.ConnectionClosed(0)},
          f"LanDB answered: {GONE}; {OWN} is bound as before.", False, 4, card(2)),
]  # fmt: skip


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_bind_that_goes_wrong(trial: Trial) -> None:
    tried(trial, OUTAGE, {})


@pytest.mark.parametrize("trial", REBINDS, ids=lambda trial: trial.name)
def test_rebind_that_goes_wrong(trial: Trial) -> None:
    tried(trial, SPARE, {"hardware_address": card(3), "host_is_off": True})


def tried(trial: Trial, data: t.Any, changes: dict[str, t.Any]) -> None:
    with Simulator(data) as simulator:
        for call, kind in trial.wrong.items():
            simulator.misbehaviour.add(kind, operation=WRITE, call=call)
        clock = Clock()
        assert refusal(simulator, clock, **changes) == (trial.sentence, trial.changed)
        assert len(simulator.calls.writes) == trial.writes, "all that was to go wrong went wrong"
        assert bound(simulator, "CPFE02") == trial.bound
        assert clock.slept == ([0.0, 1.0, 3.0] if "accepted" in trial.sentence else [])


def test_rebind_where_landb_will_not_do_it_at_once() -> None:
    with Simulator(SPARE) as simulator:
        simulator.misbehaviour.add(NO, operation=WRITE, call=1)
        told = program.apply(
            wish(simulator, hardware_address=card(3), host_is_off=True), False, Clock()
        )
        assert told["msg"] == f"{OWN} becomes bound to {SECOND}"
        assert told["bound_before"] == FIRST
        assert len(simulator.calls.writes) == 3
        assert bound(simulator, "CPFE02") == card(3)


def test_write_with_a_token_that_expired_meanwhile() -> None:
    with Simulator(OUTAGE, token_calls=1) as simulator:
        assert program.apply(wish(simulator), False, Clock())["changed"] is True
        assert [call.carried_out for call in simulator.calls.writes] == [False, True]


def test_what_was_written_cannot_be_read() -> None:
    with Simulator(OUTAGE) as simulator:
        simulator.misbehaviour.add(DIED, operation="getDeviceInfoArray", call=2)
        sentence, changed = refusal(simulator)
        assert sentence == NOT_KNOWN.format(GONE)
        assert changed is True
        assert bound(simulator, "CPFE02") == card(2)


def test_what_was_written_shows_late() -> None:
    """The second look sees it."""
    with Simulator(OUTAGE) as simulator:
        simulator.misbehaviour.add(wrong.WritesIgnored(), operation=WRITE, call=1)

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            if seconds == 1.0:
                with simulator.database.changing("CPFE02") as found:
                    found["Interfaces"][0]["BoundInterfaceCard"] = found["NetworkInterfaceCards"][0]

        slept: list[float] = []
        assert program.apply(wish(simulator), False, sleep)["changed"] is True
        assert slept == [0.0, 1.0]


# --- The DHCP view ---


def test_wait_until_the_view_follows() -> None:
    with Simulator(OUTAGE, dhcp_delay=0.4) as simulator:
        clock = Clock(0.1)
        told = program.apply(wish(simulator, dhcp_view_timeout=10), False, clock)
        assert told["dhcp_view"] == ["192.0.2.12"]
        assert clock.slept[0] == 0.0
        assert len(clock.slept) > 2
        assert all(0 < seconds <= 10 for seconds in clock.slept[1:])
        assert (
            program.apply(wish(simulator, dhcp_view_timeout=10), False, Clock())["changed"] is False
        )


def test_view_that_does_not_follow() -> None:
    with Simulator(OUTAGE, dhcp_delay=600) as simulator:
        started = time.monotonic()
        assert refusal(simulator, Clock(0.1), dhcp_view_timeout=1) == (
            f"{OWN} is bound to {FIRST}, but after 1 s LanDB's DHCP view still gives {FIRST} 192.0.2.100.",
            True,
        )
        assert 0.9 < time.monotonic() - started < 3
        assert program.apply(wish(simulator), False, Clock())["dhcp_view"] == ["192.0.2.100"]
        assert refusal(simulator, Clock(0.1), dhcp_view_timeout=1)[1] is False, (
            "nothing was changed this time"
        )
        clock = Clock()
        assert (
            program.apply(wish(simulator, dhcp_view_timeout=900), True, clock)["changed"] is False
        )
        assert not clock.slept, "check mode does not wait"


def test_view_that_still_gives_what_was_unbound() -> None:
    data = seed(member(1), member(2), vip(2))
    floating = {"device": "cernphone-vip", "interface": "192.0.2.100", "state": "absent"}
    with Simulator(data, dhcp_delay=600) as simulator:
        assert refusal(simulator, Clock(0.1), **floating, dhcp_view_timeout=1) == (
            f"CERNPHONE-VIP.EXAMPLE.ORG (192.0.2.100) is unbound, but after 1 s LanDB's DHCP view still gives {FIRST} 192.0.2.100.",
            True,
        )


@dataclasses.dataclass(frozen=True)
class Garbled(wrong.Kind):
    """A line of the view that cannot be read."""

    def result(self, value: t.Any, _devices: t.Any, /) -> t.Any:
        return [{**row, "HardwareAddress": "none"} for row in value]


VIEWS = [
    ("fault", wrong.SoapFault("NOT NOW"), "LanDB's DHCP view: NOT NOW (SOAP-ENV:Server)."),
    ("line that is none", Garbled(), "LanDB's DHCP view: it has a line that cannot be read."),
]


@pytest.mark.parametrize(("kind", "sentence"), [v[1:] for v in VIEWS], ids=[v[0] for v in VIEWS])
def test_view_that_cannot_be_read(kind: wrong.Kind, sentence: str) -> None:
    with Simulator(OUTAGE) as simulator:
        simulator.misbehaviour.add(kind, operation="getHCPInfoArray")
        assert refusal(simulator, dhcp_view_timeout=10) == (sentence, True)
        told = program.apply(wish(simulator), False, Clock())
        assert (told["changed"], told["dhcp_view"]) == (False, None)


def test_ipv6_alone_is_not_in_the_view() -> None:
    data = seed(device("CPFE02", face("CPFE02", "2001:db8::12"), cards=[2]))
    with Simulator(data) as simulator:
        told = program.apply(wish(simulator, dhcp_view_timeout=10), False, Clock())
        assert (told["addresses"], told["dhcp_view"]) == (["2001:db8::12"], [])


def test_nobody_can_tell_whose_the_card_is() -> None:
    with Simulator(OUTAGE) as simulator:
        simulator.misbehaviour.add(wrong.SoapFault("NO SEARCH"), operation="searchDevice")
        assert program.apply(wish(simulator), False, Clock())["changed"] is True

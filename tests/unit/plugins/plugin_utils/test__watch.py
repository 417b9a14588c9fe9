# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A watch, look after look: what is audited, and that nothing that is open is forgotten."""

from __future__ import annotations

import dataclasses
import json
import random
import typing as t
from pathlib import Path

import pytest
from ansible_collections.cernphone.validation.plugins.module_utils._model.errors import InputError
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import Simulator
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    misbehaviours as wrong,
)
from ansible_collections.cernphone.validation.tests.unit.plugins.module_utils._module import lab
from ansible_collections.cernphone.validation.tests.unit.plugins.plugin_utils.watching import (
    CARD,
    SEED,
    Room,
    pair,
)

LAST_CHANGED = "getLastChangedDevices"
NOTHING_NEW = ["getAuthToken", LAST_CHANGED]
FIRST = "The first look, or the first for long: every service is judged."
BOTH = ("cernphone", "other")


@pytest.fixture(name="room")
def _room(tmp_path: Path) -> t.Iterator[Room]:
    """Nothing was looked at yet, and all is well."""
    with Simulator(SEED) as simulator:
        yield Room(tmp_path / "watch", simulator)


@pytest.fixture(name="looked")
def _looked(room: Room) -> Room:
    """It was looked at two hours ago, and all was well."""
    assert not room.look().bad()
    room.wait(hours=2)
    return room


def own(number: int) -> lab.Plain:
    """The interface of a front end, bound to its card."""
    return dict(lab.member(number)["interfaces"][0])


def note(judged: int, changed: int, services: int = 2) -> str:
    devices = "1 device" if changed == 1 else f"{changed} devices"
    return f"LanDB changed {devices} since *; {judged} of {services} services are judged."


def told(text: str) -> str:
    """A note without the moment in it."""
    start, found, rest = text.partition("since ")
    return f"{start}{found}*{rest[rest.index(';') :]}" if found else text


# --- What is audited ---


def test_first_look_audits_everything(room: Room) -> None:
    first = room.look()
    assert not first.bad()
    assert not first.report.fails
    assert first.judged == BOTH
    assert first.report.run.note == FIRST
    assert LAST_CHANGED not in first.calls
    assert first.searched == 3 + 2 + 3 + 2, "three addresses and two cards of each service"
    assert room.neighbours("cernphone") == ()
    assert set((room.state() or {})["cernphone"].held) == {
        "192.0.2.11",
        "192.0.2.12",
        "192.0.2.100",
        CARD[1],
        CARD[2],
    }


def test_nothing_changed(looked: Room) -> None:
    for _look in range(2):
        again = looked.look()
        assert again.calls == NOTHING_NEW
        assert again.judged == ()
        assert again.report.run.hosts == 0
        assert not again.report.fails
        assert told(again.report.run.note) == note(0, 0)
        assert again.report.run.left_out == BOTH
        looked.wait(hours=1)


def test_changed_device_makes_its_service_due(looked: Room) -> None:
    looked.bind("CPFE02", None)
    found = looked.look()
    assert found.judged == ("cernphone",)
    assert found.bad() == {"LDB001 cpfe02": "failed"}
    assert told(found.report.run.note) == note(1, 1)
    assert found.searched == 0
    assert looked.left_open == {"cernphone"}


def test_what_nobody_declares_makes_nothing_due(looked: Room) -> None:
    looked.bind("PRINTER", None)
    found = looked.look()
    assert (found.judged, found.bad()) == ((), {})
    assert sorted(found.calls) == sorted([*NOTHING_NEW, "getDeviceInfoArray", "getHCPInfoArray"])
    assert told(found.report.run.note) == note(0, 1)


@pytest.mark.parametrize("minutes", [0, 19])
def test_clock_of_landb_that_is_behind(looked: Room, minutes: int) -> None:
    """A change just after the last look, which LanDB dates before it."""
    looked.wait(hours=-2)
    looked.bind("CPFE02", None)
    looked.wait_for_landb(minutes=minutes)
    looked.wait(hours=2)
    assert looked.look().bad() == {"LDB001 cpfe02": "failed"}


def test_open_failure_is_audited_until_it_passes(looked: Room) -> None:
    looked.bind("CPFE02", None)
    looked.wait(minutes=30)
    first = looked.look()
    for _look in range(2):
        looked.wait(hours=2)
        again = looked.look()
        assert again.judged == ("cernphone",)
        assert again.bad() == first.bad()
        assert {i.change for i in again.report.items if i.finding.is_bad} == {"known"}
        assert told(again.report.run.note) == note(1, 0)
    looked.bind("CPFE02", 2)
    looked.wait(hours=2)
    assert not looked.look().bad()
    assert looked.left_open == set()
    looked.wait(hours=2)
    assert looked.look().calls == NOTHING_NEW


def test_waived_failure_is_audited_again(looked: Room) -> None:
    waiver = {
        "check": "LDB001", "subject": "cpfe02", "owner": "Ada", "reason": "r", "ticket": "T",
        "expires": "2999-01-01", "ceiling": "critical",
    }  # fmt: skip
    looked.declare("cernphone", frontend_waivers=[waiver])
    looked.bind("CPFE02", None)
    assert looked.look().bad() == {"LDB001 cpfe02": "waived"}
    looked.wait(hours=2)
    assert looked.look().judged == ("cernphone",)


def test_changed_intent_makes_its_service_due(looked: Room) -> None:
    looked.declare(
        "other", frontend_floating_addresses=[{"address": "192.0.2.201", "landb_device": "cpfe05"}]
    )
    found = looked.look()
    assert found.judged == ("other",)
    assert found.bad() == {
        "LDB006 other/192.0.2.201": "failed",
        "LDB003 other/192.0.2.201": "unknown",
        "LDB004 cpfe05": "failed",
    }
    looked.take("CPFE05", own(5), lab.face("OTHER", "192.0.2.201"), cards=[5])
    looked.wait(hours=2)
    assert not looked.look().bad()


def test_new_service_is_audited_and_the_others_by_their_changes(looked: Room) -> None:
    looked.hosts |= pair("third", 8, "192.0.2.77", "printer")
    looked.take("CPFE08", own(8), cards=[8])
    looked.take("CPFE09", own(9), cards=[9])
    looked.take("STRANGER", lab.face("STRANGER", "192.0.2.200"))
    found = looked.look()
    assert sorted(found.judged) == ["other", "third"]
    assert found.bad() == {
        "LDB003 third/192.0.2.77": "failed",
        "LDB006 other/192.0.2.200": "failed",
    }
    assert told(found.report.run.note) == note(2, 3, 3)


# --- Devices that nobody declares ---

TAKERS: list[tuple[str, dict[str, t.Any], str, dict[str, str]]] = [
    ("primary address", {"faces": [lab.face("STRANGER", "192.0.2.12")]}, "cernphone", {"LDB007 cpfe02": "failed"}),
    ("floating address", {"faces": [lab.face("STRANGER", "192.0.2.200")]}, "other", {"LDB006 other/192.0.2.200": "failed"}),
    ("card", {"faces": [], "cards": [2]}, "cernphone", {"LDB005 cpfe02": "failed"}),
    ("card by a binding", {"faces": [lab.face("STRANGER", "192.0.2.78", 6)]}, "other", {"LDB005 cpfe06": "failed"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "service", "bad"), [c[1:] for c in TAKERS], ids=[c[0] for c in TAKERS]
)
def test_stranger_takes_something(
    looked: Room, what: dict[str, t.Any], service: str, bad: dict[str, str]
) -> None:
    looked.take("STRANGER", *what["faces"], cards=what.get("cards", ()))
    looked.wait(minutes=30)
    found = looked.look()
    assert found.judged == (service,)
    assert bad.items() <= found.bad().items()
    assert looked.neighbours(service) == ("STRANGER",)
    looked.wait(hours=2)
    again = looked.look()
    assert (again.judged, again.bad()) == ((service,), found.bad())
    looked.take("STRANGER", lab.face("STRANGER", "192.0.2.79"))
    looked.wait(minutes=30)
    released = looked.look()
    assert not released.bad()
    assert looked.neighbours(service) == ()
    looked.wait(hours=2)
    assert looked.look().calls == NOTHING_NEW


@pytest.mark.parametrize("what", [c[1] for c in TAKERS[:3]], ids=[c[0] for c in TAKERS[:3]])
def test_stranger_was_there_before_the_first_look(room: Room, what: dict[str, t.Any]) -> None:
    """(LanDB finds devices by their addresses and cards, not by what they are bound to.)"""
    room.take("STRANGER", *what["faces"], cards=what.get("cards", ()))
    room.wait(hours=2)
    assert room.look().bad()
    assert room.left_open


def test_member_of_one_service_takes_an_address_of_another(looked: Room) -> None:
    looked.take("CPFE02", own(2), lab.face("OTHER", "192.0.2.200"), cards=[2])
    found = looked.look()
    assert sorted(found.judged) == ["cernphone", "other"]
    assert found.bad() == {"LDB006 other/192.0.2.200": "failed", "LDB004 cpfe02": "failed"}
    assert looked.neighbours("other") == ("CPFE02",)
    assert looked.neighbours("cernphone") == ()


def test_neighbour_that_leaves_landb_is_forgotten(looked: Room) -> None:
    looked.take("STRANGER", lab.face("STRANGER", "192.0.2.12"))
    assert looked.look().bad()
    looked.remove("STRANGER")
    looked.wait(hours=2)
    gone = looked.look()
    assert not gone.bad()
    assert gone.searched == 1, "LanDB itself is asked whether it is gone"
    assert looked.neighbours("cernphone") == ()


def test_neighbour_that_is_silent_is_not_forgotten(looked: Room) -> None:
    looked.take("STRANGER", cards=[2])
    looked.look()
    looked.fault("STRANGER", "BUSY")
    looked.wait(hours=2)
    silent = looked.look()
    assert silent.bad()["LDB005 cpfe02"] == "unknown"
    assert looked.neighbours("cernphone") == ("STRANGER",)
    looked.wait(hours=2)
    looked.simulator.misbehaviour.add(wrong.SoapFault("NO SEARCH"), operation="searchDevice")
    assert looked.look().bad()
    assert looked.neighbours("cernphone") == ("STRANGER",), "a search that fails is no answer"
    looked.simulator.misbehaviour.clear()
    looked.fault("STRANGER", None)
    looked.wait(hours=2)
    assert looked.look().bad() == {"LDB005 cpfe02": "failed"}


def test_stranger_that_is_silent_when_it_takes_something(looked: Room) -> None:
    """Until LanDB tells of it, it could have anything of anybody."""
    looked.take("STRANGER", cards=[2])
    looked.fault("STRANGER", "BUSY")
    found = looked.look()
    assert sorted(found.judged) == ["cernphone", "other"]
    assert {f"LDB005 cpfe0{n}" for n in (1, 2, 5, 6)} <= found.bad().keys()
    assert set(found.bad().values()) == {"unknown"}
    assert looked.neighbours("other") == looked.neighbours("cernphone") == ("STRANGER",)
    looked.fault("STRANGER", None)
    looked.wait(hours=2)
    answered = looked.look()
    assert answered.bad() == {"LDB005 cpfe02": "failed"}
    assert (looked.neighbours("other"), looked.neighbours("cernphone")) == ((), ("STRANGER",))


def test_changed_device_that_is_gone_concerns_nobody(looked: Room) -> None:
    looked.simulator.misbehaviour.add(wrong.StrangeDevice("GHOST"), operation=LAST_CHANGED)
    looked.bind("PRINTER", None)
    found = looked.look()
    assert not found.bad()
    assert sorted(found.judged) == ["cernphone", "other"], "it could have had anything"
    assert looked.neighbours("other") == looked.neighbours("cernphone") == ()


def test_neighbour_is_remembered_while_a_member_is_silent(looked: Room) -> None:
    """Whose card the neighbour has, nobody tells at that look."""
    looked.take("STRANGER", cards=[2])
    looked.look()
    looked.fault("CPFE02", "BUSY")
    looked.wait(hours=2)
    assert looked.look().bad()["LDB001 cpfe02"] == "unknown"
    assert looked.neighbours("cernphone") == ("STRANGER",)
    looked.fault("CPFE02", None)
    looked.wait(hours=2)
    assert looked.look().bad() == {"LDB005 cpfe02": "failed"}


def test_card_that_a_member_gets_may_be_known_elsewhere(looked: Room) -> None:
    looked.take("STRANGER", cards=[7])
    assert not looked.look().bad()
    looked.wait(hours=2)
    looked.take("CPFE02", own(2), cards=[2, 7])
    found = looked.look()
    assert found.bad() == {"LDB005 cpfe02": "failed"}
    assert found.searched == 1, "of the new card alone"


# --- When LanDB does not answer ---

SILENCES: list[tuple[str, wrong.Kind, str | None, str]] = [
    ("changes", wrong.SoapFault("NOT NOW"), LAST_CHANGED,
     "landb could not be read: what it changed since the last look is not known: NOT NOW (SOAP-ENV:Server)"),
    ("a changed name that is none", wrong.StrangeDevice("not a name"), LAST_CHANGED,
     "landb could not be read: what it changed since the last look is not known: its answer to getLastChangedDevices has a name that"
     " is none"),
    ("login", wrong.SoapFault("WRONGLOGPASSW"), "getAuthToken",
     "landb could not be read: what it changed since the last look is not known: it refused the login of auditor (WRONGLOGPASSW"
     " (SOAP-ENV:Server))"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "operation", "sentence"), [s[1:] for s in SILENCES], ids=[s[0] for s in SILENCES]
)
def test_silence_is_unknown_and_the_next_look_covers_it(
    looked: Room, kind: wrong.Kind, operation: str, sentence: str
) -> None:
    looked.bind("CPFE02", None)
    before = looked.state()
    looked.simulator.misbehaviour.add(kind, operation=operation)
    silent = looked.look()
    assert silent.judged == BOTH
    assert silent.report.fails
    assert [
        i.finding.message
        for i in silent.report.items
        if i.finding.subject == "database/landb" and i.finding.is_bad
    ] == [sentence]
    judged = [i.finding for i in silent.report.items if i.finding.id.startswith("LDB")]
    assert {f.status.value for f in judged} == {"unknown"}
    assert looked.state() == before, "it did not look"
    looked.simulator.misbehaviour.clear()
    looked.wait(hours=3)
    after = looked.look()
    assert sorted(after.judged) == ["cernphone", "other"], "all that was unknown is open"
    assert after.bad() == {"LDB001 cpfe02": "failed"}
    assert told(after.report.run.note) == note(2, 1)


def test_search_that_fails_at_the_first_look(room: Room) -> None:
    room.simulator.misbehaviour.add(wrong.SoapFault("NO SEARCH"), operation="searchDevice", call=3)
    first = room.look()
    (message,) = (
        i.finding.message
        for i in first.report.items
        if i.finding.subject == "database/landb" and i.finding.is_bad
    )
    assert message.startswith(
        "landb could not be read: which devices beside those of cernphone have "
    )
    assert message.endswith(" is not known: NO SEARCH (SOAP-ENV:Server)")
    assert room.state() == {}
    second = room.look()
    assert not second.bad()
    assert second.report.run.note == FIRST


def test_devices_that_are_silent_leave_their_service_open(looked: Room) -> None:
    looked.bind("CPFE02", 2)
    looked.simulator.misbehaviour.add(wrong.HtmlPage(), operation="getDeviceInfoArray")
    silent = looked.look()
    assert silent.bad()["LDB001 cpfe02"] == "unknown"
    assert sorted(silent.judged) == ["cernphone", "other"], (
        "what was changed could have anything of the other"
    )
    looked.simulator.misbehaviour.clear()
    looked.wait(hours=2)
    assert sorted(looked.look().judged) == ["cernphone", "other"]
    assert looked.left_open == set()


def test_all_data_silent_is_no_look(looked: Room) -> None:
    """LanDB told what it changed, and nothing else."""
    looked.bind("PRINTER", None)
    before = looked.state()
    for operation in ("getDeviceInfoArray", "getHCPInfoArray"):
        looked.simulator.misbehaviour.add(wrong.HtmlPage(), operation=operation)
    silent = looked.look()
    assert silent.judged == BOTH
    assert silent.report.fails
    assert looked.state() == before


def test_dhcp_view_that_is_silent_leaves_its_services_open(looked: Room) -> None:
    looked.bind("CPFE02", 2)
    looked.simulator.misbehaviour.add(wrong.SoapFault("NO VIEW"), operation="getHCPInfoArray")
    assert looked.look().bad()["LDB008 cpfe02"] == "unknown"
    looked.simulator.misbehaviour.clear()
    looked.wait(hours=2)
    assert looked.look().judged == ("cernphone",)
    assert looked.left_open == set()


# --- What is remembered ---


def test_report_that_is_lost(looked: Room) -> None:
    """What was left open is not known, so everything is; who is near is remembered, and what changed counts."""
    looked.take("STRANGER", lab.face("STRANGER", "192.0.2.12"))
    looked.look()
    looked.wait(hours=2)
    looked.take("STRANGER-2", lab.face("STRANGER-2", "192.0.2.200"))
    (looked.folder / "findings.json").unlink()
    found = looked.look()
    assert sorted(found.judged) == ["cernphone", "other"]
    assert found.bad() == {"LDB007 cpfe02": "failed", "LDB006 other/192.0.2.200": "failed"}
    assert {i.change for i in found.report.items if i.finding.is_bad} == {"new"}
    assert len((looked.state() or {})["other"].looks) == 3


def test_state_that_is_lost(looked: Room) -> None:
    """Everything is looked for as at the first look, so who is near is found again."""
    looked.take("STRANGER", lab.face("STRANGER", "192.0.2.12"))
    looked.look()
    looked.wait(hours=2)
    (looked.folder / "watch.json").unlink()
    found = looked.look()
    assert found.report.run.note == FIRST
    assert found.bad() == {"LDB007 cpfe02": "failed"}
    assert {i.change for i in found.report.items if i.finding.is_bad} == {"known"}
    assert looked.neighbours("cernphone") == ("STRANGER",)


@pytest.mark.parametrize(
    "pause", [{"days": 8}, {"days": -1}], ids=["long", "a clock that was wrong"]
)
def test_long_pause_begins_anew(looked: Room, pause: dict[str, int]) -> None:
    looked.take("STRANGER", lab.face("STRANGER", "192.0.2.200"))
    looked.wait(**pause)
    found = looked.look()
    assert found.report.run.note == FIRST
    assert found.judged == BOTH
    assert found.bad() == {"LDB006 other/192.0.2.200": "failed"}


def test_limit_leaves_the_others_as_they_were(looked: Room) -> None:
    looked.take("STRANGER", lab.face("STRANGER", "192.0.2.200"))
    looked.wait(minutes=30)
    looked.look()
    looked.wait(hours=2)
    before = (looked.state() or {})["other"]
    looked.bind("CPFE02", None)
    limited = looked.look("cpfe01", "cpfe02")
    assert limited.judged == ("cernphone",)
    assert told(limited.report.run.note) == note(1, 1, 1)
    assert [(c.id, c.subject) for c in limited.report.carried] == [("LDB006", "other/192.0.2.200")]
    assert (looked.state() or {})["other"] == before
    assert looked.left_open == {"cernphone", "other"}
    looked.wait(hours=2)
    whole = looked.look()
    assert sorted(whole.judged) == ["cernphone", "other"]
    assert "LDB006 other/192.0.2.200" in whole.bad()


def test_limit_to_half_a_pair_judges_the_pair(looked: Room) -> None:
    looked.bind("CPFE02", None)
    assert looked.look("cpfe01").bad() == {"LDB001 cpfe02": "failed"}


def test_service_that_leaves_the_inventory(looked: Room) -> None:
    looked.bind("CPFE06", None)
    looked.look()
    looked.hosts = {
        name: host for name, host in looked.hosts.items() if host["frontend_service"] != "other"
    }
    looked.wait(hours=2)
    found = looked.look()
    assert not found.report.fails
    assert {(c.id, c.subject) for c in found.report.gone} == {("LDB001", "cpfe06")}
    assert (looked.state() or {}).keys() == {"cernphone"}


def test_service_without_a_database_is_not_watched(looked: Room) -> None:
    looked.declare("other", frontend_network_database="none")
    looked.bind("CPFE06", None)
    found = looked.look()
    assert (found.judged, found.bad()) == ((), {})


def test_of_two_watches_the_later_look_counts(looked: Room) -> None:
    early = looked.gather()
    looked.bind("CPFE02", None)
    looked.wait(minutes=1)
    late = looked.look()
    assert late.bad()
    with pytest.raises(InputError) as caught:
        looked.judge(early)
    assert str(caught.value).startswith("Another watch has written its report in ")
    assert str(caught.value).endswith(" meanwhile: this one would undo it.")
    assert looked.left_open == {"cernphone"}


def test_report_and_state_are_written_together(looked: Room) -> None:
    """A folder in the place of one of them hinders both."""
    looked.bind("CPFE02", None)
    before = (looked.folder / "findings.json").read_bytes()
    bundle = looked.gather()
    (looked.folder / "watch.json").rename(looked.folder / "kept.json")
    (looked.folder / "watch.json").mkdir()
    with pytest.raises(InputError):
        looked.judge(bundle)
    assert (looked.folder / "findings.json").read_bytes() == before
    (looked.folder / "watch.json").rmdir()
    (looked.folder / "kept.json").rename(looked.folder / "watch.json")
    assert looked.look().bad()


BROKEN: list[tuple[str, t.Any, str]] = [
    ("names", {"judged": "cernphone"}, "watch.json: judged must be a list of names."),
    ("changed", {"changed": [1]}, "watch.json: changed must be a list of names."),
    (
        "format",
        {"format": "other"},
        "watch.json is not the state of a watch ('cernphone.validation/watch').",
    ),
    ("services", {"services": []}, "watch.json: services must be a mapping, not a list."),
]


@pytest.mark.parametrize(
    ("change", "sentence"), [c[1:] for c in BROKEN], ids=[c[0] for c in BROKEN]
)
def test_bundle_that_is_broken(looked: Room, change: dict[str, t.Any], sentence: str) -> None:
    looked.bind("CPFE02", None)
    bundle = Path(looked.gather())
    document = json.loads((bundle / "watch.json").read_text())
    (bundle / "watch.json").write_text(json.dumps({**document, **change}))
    with pytest.raises(InputError) as caught:
        looked.judge(str(bundle))
    assert str(caught.value).endswith(sentence)
    assert looked.look().bad(), "the look that was lost is made again"


def test_data_that_are_broken_are_unknown(looked: Room) -> None:
    looked.bind("CPFE02", None)
    bundle = Path(looked.gather())
    (bundle / "landb.json").write_text("{")
    report = looked.judge(str(bundle))
    assert report.fails
    assert looked.left_open == {"", "cernphone"}
    assert looked.look().bad()["LDB001 cpfe02"] == "failed"


# --- Whatever happens ---


@dataclasses.dataclass(frozen=True)
class Event:
    """Something that happens between two looks."""

    name: str
    happen: t.Callable[[Room, random.Random], object]


def _stranger(room: Room, chance: random.Random) -> None:
    """A stranger takes what it likes, or lets go of all."""
    address = chance.choice(
        ("192.0.2.11", "192.0.2.12", "192.0.2.100", "192.0.2.200", "192.0.2.16", "192.0.2.99")
    )
    name = chance.choice(("STRANGER", "PRINTER"))
    room.take(name, lab.face(name, address), cards=chance.choice(((), (), (2,), (5,), (77,))))


def _lost(room: Room, name: str) -> None:
    (room.folder / name).unlink(missing_ok=True)


EVENTS: t.Final = (
    Event("unbind", lambda room, chance: room.bind(f"CPFE0{chance.choice((1, 2, 5, 6))}", None)),
    Event("bind", lambda room, _chance: [room.bind(f"CPFE0{n}", n) for n in (1, 2, 5, 6)]),
    Event("stranger", _stranger),
    Event("stranger", _stranger),
    Event("stranger leaves", lambda room, _chance: room.simulator.database.find("STRANGER") and room.remove("STRANGER")),
    Event("silence", lambda room, chance: room.fault(chance.choice(("STRANGER", "CPFE02", "CPFE05", "PRINTER")), "BUSY")),
    Event("answers", lambda room, _chance: room.simulator.seed.faults.clear()),
    Event("minutes", lambda room, _chance: room.wait(minutes=7)),
    Event("hours", lambda room, _chance: room.wait(hours=5)),
    Event("days", lambda room, _chance: room.wait(days=8)),
    Event("report lost", lambda room, _chance: _lost(room, "findings.json")),
    Event("state lost", lambda room, _chance: _lost(room, "watch.json")),
    Event("changes unknown", lambda room, _chance: room.simulator.misbehaviour.add(wrong.SoapFault("NO"), LAST_CHANGED, call=1)),
)  # fmt: skip
LIMITS: t.Final = ((), (), (), ("cpfe01", "cpfe02"), ("cpfe05",))
REACH: t.Final = {(): BOTH, ("cpfe01", "cpfe02"): ("cernphone",), ("cpfe05",): ("other",)}


@pytest.mark.parametrize("number", range(12))
def test_what_is_wrong_is_open_whatever_happened(room: Room, number: int) -> None:
    """After each look, a service that fails in the light of all that LanDB has is left open."""
    chance, history = random.Random(number), []  # noqa: S311 - the same events in every run
    for _look in range(10):
        for event in chance.choices(EVENTS, k=chance.choice((1, 2, 3))):
            history.append(event.name)
            event.happen(room, chance)
        limit = chance.choice(LIMITS)
        history.append(f"look {' '.join(limit)}")
        room.look(*limit)
        assert room.truth(*REACH[limit]) <= room.left_open, history

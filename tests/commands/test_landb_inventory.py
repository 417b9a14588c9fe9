# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-inventory and an audit against a LanDB over HTTPS: every host or none, and no secret."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.cernphone.validation.plugins.module_utils._landb.operations import (
    AUTHENTICATE,
    READING,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    Simulator,
    certificates,
    misbehaviours,
)

from .conftest import COLLECTIONS, ROOT, Inventory, playbook

SECRET = "n0t-to-be-seen"
QUERY = {"network_services": ["S513-C-IP1"]}
BULK = "getDeviceInfoArray"
PLUGIN = "cernphone.validation.landb"


# --- A LanDB ---


def seed() -> dict[str, t.Any]:
    """The recorded pair, with a set, a spiteful description and a person."""
    data = yaml.safe_load((ROOT / "inventories/recordings/example/landb.yml").read_text())
    data["accounts"] = {"auditor": SECRET}
    data["sets"] = {"CERNPHONE-FRONTENDS": ["CPFE01", "CPFE02"]}
    data["network_services"] = [{"name": "S513-C-EMPTY"}]
    data["devices"][0]["responsible_person"] = "SOMEBODY-BY-NAME"
    data["devices"][0]["interfaces"][0]["description"] = "{{ 7 * 7 }} calls"
    return dict(data)


@pytest.fixture(scope="session", name="certified")
def _certified(tmp_path_factory: pytest.TempPathFactory) -> certificates.Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


@dataclasses.dataclass
class Landb:
    """A simulator, and how to reach it."""

    simulator: Simulator
    environment: dict[str, str]

    @property
    def calls(self) -> list[str]:
        """The operations since it was last asked for."""
        found = self.simulator.calls.operations
        self.simulator.calls.clear()
        return found


@pytest.fixture(name="landb")
def _landb(certified: certificates.Certificates) -> t.Iterator[Landb]:
    pair = certified.server
    with Simulator(seed(), certificate=pair.certificate, key=pair.key) as simulator:
        assert simulator.url.startswith("https://")
        yield Landb(
            simulator,
            {
                "LANDB_URL": simulator.url,
                "LANDB_CA_FILE": str(certified.ca),
                "LANDB_USERNAME": "auditor",
                "LANDB_PASSWORD": SECRET,
            },
        )
        # Whatever a test did: nothing was written, nor anything asked that it need not ask.
        assert set(simulator.calls.operations) <= {AUTHENTICATE, *READING}
        assert not simulator.calls.writes


# --- A command ---


@dataclasses.dataclass(frozen=True)
class Shown:
    """What ansible-inventory did."""

    code: int
    output: str
    errors: str

    @property
    def told(self) -> str:
        return " ".join((self.output + self.errors).split())

    @property
    def inventory(self) -> dict[str, t.Any]:
        return dict(json.loads(self.output))

    @property
    def hosts(self) -> dict[str, dict[str, t.Any]]:
        return dict(_plain(self.inventory["_meta"]["hostvars"]))

    def group(self, name: str) -> list[str]:
        return list(self.inventory[name]["hosts"])


def _plain(value: t.Any) -> t.Any:
    """Texts that Ansible marks as no templates are texts."""
    if isinstance(value, dict):
        if value.keys() == {"__ansible_unsafe"}:
            return value["__ansible_unsafe"]
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


class Inventories:
    """Runs ansible-inventory in a folder."""

    def __init__(self, folder: Path, landb: Landb) -> None:
        self.folder, self.landb = folder, landb
        (folder / ".home").mkdir(exist_ok=True)

    def write(self, config: t.Mapping[str, t.Any] | str, name: str = "x.landb.yml") -> Path:
        path = self.folder / name
        path.write_text(config if isinstance(config, str) else yaml.safe_dump(dict(config)))
        return path

    def __call__(
        self,
        config: t.Mapping[str, t.Any] | str,
        *arguments: str,
        name: str = "x.landb.yml",
        **environment: str,
    ) -> Shown:
        text = config if isinstance(config, str) else {"plugin": PLUGIN, **config}
        path = self.write(text, name)
        ran = subprocess.run(
            [
                str(Path(sys.executable).parent / "ansible-inventory"),
                "-i",
                str(path),
                "--list",
                *arguments,
            ],
            cwd=self.folder,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder / ".home"),
                "LANG": "C.UTF-8",
                "ANSIBLE_COLLECTIONS_PATH": COLLECTIONS,
                "ANSIBLE_NOCOLOR": "1",
                "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1",
                **self.landb.environment,
                **environment,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Shown(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture(name="show")
def _show(tmp_path: Path, landb: Landb) -> Inventories:
    return Inventories(tmp_path, landb)


# --- Listing ---


def test_hosts_and_variables(show: Inventories, landb: Landb) -> None:
    shown = show({**QUERY, "sets": ["CERNPHONE-FRONTENDS"]})
    assert shown.code == 0, shown.told
    assert shown.errors == ""
    assert list(shown.hosts) == ["cernphone-vip", "cpfe01", "cpfe02"]
    host = shown.hosts["cpfe01"]
    assert host["ansible_host"] == host["landb_primary_address"] == "192.0.2.11"
    assert host["landb_device"] == "CPFE01"
    assert host["landb_cards"] == ["02:00:5e:00:53:01"]
    assert host["landb_network_services"] == ["S513-C-IP1"]
    assert host["landb_sets"] == ["CERNPHONE-FRONTENDS"]
    assert host["landb_interfaces"][0]["bound_hardware_address"] == "02:00:5e:00:53:01"
    assert shown.hosts["cernphone-vip"]["landb_sets"] == []
    assert "SOMEBODY" not in shown.output
    first, *listing, last = landb.calls
    assert (first, last) == (AUTHENTICATE, BULK)
    assert sorted(listing) == ["getDevicesFromService", "getSetAllInterfaces"]


def test_hosts_called_by_their_interfaces(show: Inventories) -> None:
    config = {"name_patterns": ["cpfe*"], "hostname": "interface"}
    shown = show(config, name="landb.yaml", ANSIBLE_INVENTORY_ENABLED=PLUGIN)
    assert list(shown.hosts) == ["cpfe01.example.org", "cpfe02.example.org"]


def test_constructed(show: Inventories) -> None:
    shown = show(
        {
            **QUERY,
            "groups": {"front-ends": "landb_device is match('CPFE')"},
            "compose": {"rack": "landb_interfaces[0].rack_name", "ansible_user": "'audit'"},
            "keyed_groups": [{"key": "landb_network_services", "prefix": "service"}],
        }
    )
    assert shown.code == 0, shown.told
    assert shown.group("front_ends") == ["cpfe01", "cpfe02"]
    assert shown.group("service_S513_C_IP1") == ["cpfe01", "cpfe02", "cernphone-vip"]
    assert shown.hosts["cpfe01"]["rack"] == "CA01"
    assert shown.hosts["cpfe01"]["ansible_user"] == "audit"


def test_201_devices_in_two_blocks(
    show: Inventories, landb: Landb, certified: certificates.Certificates
) -> None:
    interface = {"service_name": "S513-C-BIG", "bound_hardware_address": None}
    data = seed()
    data["devices"] = [
        {
            "name": f"CPFE{i:03}",
            "cards": [],
            "interfaces": [{"name": f"CPFE{i:03}.EXAMPLE.ORG", **interface}],
        }
        for i in range(201)
    ]
    pair = certified.server
    with Simulator(data, certificate=pair.certificate, key=pair.key) as simulator:
        shown = show({"network_services": ["S513-C-BIG"]}, LANDB_URL=simulator.url)
        assert sorted(call.names for call in simulator.calls.of(BULK)) == [1, 200]
    assert len(shown.hosts) == 201


def test_text_from_landb_is_no_template(show: Inventories, landb: Landb, tmp_path: Path) -> None:
    show.write({"plugin": PLUGIN, "name_patterns": ["cpfe01"], **cached(tmp_path)})
    play = """
- hosts: all
  gather_facts: false
  tasks:
    - ansible.builtin.debug: {msg: "<{{ landb_interfaces[0].description }}>"}
    - ansible.builtin.debug: {var: landb_interfaces}
"""
    (tmp_path / "play.yml").write_text(play)
    for expected in ([AUTHENTICATE, "searchDevice", BULK], []):  # Asked, then from the cache.
        ran = playbook(tmp_path, "-i", "x.landb.yml", "play.yml", **landb.environment)
        assert ran.code == 0, ran.output
        assert ran.output.count("{{ 7 * 7 }} calls") == 2
        assert "49 calls" not in ran.output
        assert landb.calls == expected


# --- Options ---


def test_password_in_a_vault(show: Inventories) -> None:
    (show.folder / "vault").write_text("the key\n")
    command = [str(Path(sys.executable).parent / "ansible-vault"), "encrypt_string"]
    vaulted = subprocess.run(
        [*command, "--vault-password-file", "vault", "--name", "landb_password", SECRET],
        cwd=show.folder, env={"PATH": os.environ["PATH"], "HOME": str(show.folder)},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    config = f"plugin: {PLUGIN}\nname_patterns: [cpfe*]\n{vaulted}"
    shown = show(config, "--vault-password-file", "vault", "-vvvv", LANDB_PASSWORD="wrong")
    assert "CPFE02" in shown.output
    assert SECRET not in shown.told
    shown = show(config, LANDB_PASSWORD=SECRET)
    assert shown.code != 0
    assert "The option landb_password cannot be rendered: " in shown.told
    assert "no vault secrets found" in shown.told


def test_templates(show: Inventories, landb: Landb) -> None:
    shown = show(
        {
            "network_services": ["{{ lookup('ansible.builtin.env', 'A_SERVICE') }}"],
            "landb_url": "{{ at }}",
            "landb_username": "{{ 'audi' ~ 'tor' }}",
            "landb_password": "{{ lookup('ansible.builtin.env', 'OF_LANDB') }}",
            "landb_ca_file": "{{ lookup('ansible.builtin.env', 'AUTHORITIES') }}",
        },
        "-e",
        f"at={landb.simulator.url}",
        A_SERVICE="S513-C-IP1",
        OF_LANDB=SECRET,
        AUTHORITIES=landb.environment["LANDB_CA_FILE"],
        LANDB_URL="https://127.0.0.1:9/",
        LANDB_USERNAME="nobody",
        LANDB_PASSWORD="wrong",
        LANDB_CA_FILE="/nowhere",
    )
    assert shown.code == 0, shown.told
    assert len(shown.hosts) == 3


def test_password_of_the_environment_is_no_template(show: Inventories, landb: Landb) -> None:
    password = "{{ 7 * 7 }}{% raw"
    landb.simulator.tokens.accounts["auditor"] = password
    shown = show(QUERY, LANDB_PASSWORD=password)
    assert shown.code == 0, shown.told
    assert landb.calls[0] == AUTHENTICATE


# --- Refused ---

ROOTLESS = "There is nothing to list: give one of network_services, sets, name_patterns."
BAD: list[tuple[str, dict[str, t.Any], dict[str, str], str, list[str]]] = [
    ("nothing to list", {}, {}, ROOTLESS, []),
    ("wildcards", {"name_patterns": ["%"]}, {},
     "name_patterns: '%' would list the whole database; it needs a letter or a digit.", []),
    ("misspelt option", {"network_service": ["A"]}, {},
     "The option 'network_service' is not known; did you mean 'network_services'?", []),
    ("hostname", {**QUERY, "hostname": "fqdn"}, {}, "Invalid value 'fqdn' for config 'hostname'", []),
    ("no password", QUERY, {"LANDB_PASSWORD": ""}, "landb_password must be a text, not nothing.", []),
    ("password of another kind", {**QUERY, "landb_password": [SECRET]}, {}, "The option landb_password must be a text.", []),
    ("template", {**QUERY, "landb_password": "{{ '" + SECRET + "' | nofilter }}"}, {},
     "The option landb_password cannot be rendered: the reason may hold a secret and is not shown.", []),
    ("undefined", {**QUERY, "landb_password": "{{ nowhere }}"}, {},
     "The option landb_password cannot be rendered: 'nowhere' is undefined.", []),
    ("plain HTTP", {**QUERY, "landb_url": "http://landb.example.org/"}, {}, "landb_url must begin with https://", []),
    ("authorities", {**QUERY, "landb_ca_file": "/nowhere/ca.pem"}, {},
     "The file of authorities /nowhere/ca.pem cannot be used: No such file or directory.", []),
    ("wrong password", QUERY, {"LANDB_PASSWORD": "wr0ng-one"},
     "LanDB cannot be asked: it refused the login of auditor (WRONGLOGPASSW: ", [AUTHENTICATE]),
    ("empty service", {"network_services": ["S513-C-EMPTY"]}, {},
     "LanDB: the network service S513-C-EMPTY has no device.", [AUTHENTICATE, "getDevicesFromService"]),
    ("no match", {"name_patterns": ["nobody*"]}, {},
     "LanDB: the name pattern nobody* matches no device.", [AUTHENTICATE, "searchDevice"]),
    ("compose", {**QUERY, "landb_password": SECRET, "compose": {"rack": "nowhere"}}, {},
     "Could not set rack for host cpfe01: 'nowhere' is undefined.", [AUTHENTICATE, "getDevicesFromService", BULK]),
    ("group", {**QUERY, "landb_password": SECRET, "groups": {"all_but_one": "landb_interfaces[0].rack_name.startswith('C')"}}, {},
     "Could not add host cernphone-vip to group all_but_one: ", [AUTHENTICATE, "getDevicesFromService", BULK]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("config", "environment", "message", "calls"),
    [pytest.param(*row, id=name) for name, *row in BAD],
)
def test_one_sentence_and_no_host(
    show: Inventories,
    landb: Landb,
    config: dict[str, t.Any],
    environment: dict[str, str],
    message: str,
    calls: list[str],
) -> None:
    shown = show(config, "-vvvv", **environment)
    assert shown.code != 0
    assert f"Failed to parse inventory with 'auto' plugin: {message}" in shown.told
    assert "Traceback" not in shown.told
    for secret in (SECRET, environment.get("LANDB_PASSWORD")):
        assert not secret or secret not in shown.output + shown.errors
    assert landb.calls == calls
    # Ansible only warns of it by itself: then there must be nobody beside the hosts of others.
    unbound = show(
        config, "-i", "beside,", ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED="0", **environment
    )
    assert unbound.code == 0
    assert unbound.inventory["all"]["children"] == ["ungrouped"]
    assert unbound.group("ungrouped") == ["beside"]


def test_fault(show: Inventories, landb: Landb) -> None:
    landb.simulator.misbehaviour.add(misbehaviours.MissingDevices(names=("CPFE02",)), BULK)
    shown = show(QUERY, "-vvvv")
    assert shown.code != 0
    assert (
        "LanDB gave no usable answer about the device CPFE02: no device of that name was in its"
        " answer (2 of 3)."
    ) in shown.told
    landb.simulator.misbehaviour.clear()
    # A server can repeat what it was sent.
    landb.simulator.misbehaviour.add(misbehaviours.SoapFault(f"busy with {SECRET}"), BULK)
    shown = show(QUERY, "-vvvv")
    assert "LanDB gave no usable answer about the device CPFE01: busy with (hidden)" in shown.told
    assert SECRET not in shown.told


def test_without_strict_a_host_lacks_what_cannot_be_said(show: Inventories) -> None:
    shown = show({**QUERY, "strict": False, "compose": {"rack": "nowhere"}})
    assert shown.code == 0
    assert "rack" not in shown.hosts["cpfe01"]


def test_no_secret_where_all_is_well(show: Inventories, landb: Landb) -> None:
    shown = show({**QUERY, "landb_password": SECRET}, "-vvvv")
    assert shown.code == 0
    assert SECRET not in shown.output + shown.errors
    assert len(landb.simulator.calls) == 3


def test_other_files_are_not_taken(show: Inventories, landb: Landb) -> None:
    shown = show(QUERY, name="landb_hosts.yml")
    assert "could not be verified by inventory plugin" in shown.told
    assert landb.calls == []


# --- Caching ---


def cached(folder: Path, **more: t.Any) -> dict[str, t.Any]:
    return {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(folder / "cache"),
        **more,
    }


def test_cache(show: Inventories, landb: Landb, tmp_path: Path) -> None:
    config = {**QUERY, **cached(tmp_path)}
    first = show(config)
    assert landb.calls == [AUTHENTICATE, "getDevicesFromService", BULK]
    assert show(config).hosts == first.hosts
    assert landb.calls == []
    (kept,) = (tmp_path / "cache").iterdir()
    assert "CPFE01" in kept.read_text()
    for secret in (SECRET, "SOMEBODY", "auditor"):
        assert secret not in kept.read_text() + kept.name
    # Other groups from the same answer.
    again = show({**config, "groups": {"g": "true"}, "hostname": "interface"})
    assert len(again.group("g")) == 3
    assert landb.calls == []
    other = show({"name_patterns": ["cpfe01"], **cached(tmp_path)})
    assert (list(other.hosts), other.errors) == (["cpfe01"], "")
    assert landb.calls == [AUTHENTICATE, "searchDevice", BULK]
    assert show(config).hosts == first.hosts  # Both are kept.
    assert landb.calls == []
    show(config, "--flush-cache")
    assert landb.calls == [AUTHENTICATE, "getDevicesFromService", BULK]
    assert list(show(config).hosts) == list(first.hosts)
    assert landb.calls == []


def damaged(change: t.Callable[[dict[str, t.Any]], t.Any]) -> t.Callable[[str], str]:
    """A change of what is in the wrapping that Ansible gives it."""

    def damage(text: str) -> str:
        outer = json.loads(text)
        inner = json.loads(outer["__payload__"])
        change(inner)
        return json.dumps({"__payload__": json.dumps(inner)})

    return damage


DAMAGE: list[tuple[str, t.Callable[[str], str], str]] = [
    ("cut", lambda text: text[: len(text) // 2], "it cannot be read"),
    ("empty", lambda _text: "", "it cannot be read"),
    ("list", lambda _text: "[]", "it cannot be read"),
    ("payload", lambda _text: '{"__payload__": "{"}', "it cannot be read"),
    ("no mapping", lambda _text: '{"__payload__": "5"}', "it must be a mapping, not 5"),
    ("device lost", damaged(lambda d: d["devices"].pop()), "it is not whole"),
    ("other query", damaged(lambda d: d["query"].update(sets=["A"])), "it holds the answer to another query"),
    ("address", damaged(lambda d: d["devices"][0]["interfaces"][0].update(ip_address="x")),
     "its devices[0] (CPFE01).interfaces[0] (CPFE01.EXAMPLE.ORG).ip_address must be an IP address, not 'x'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "damage", "reason"), DAMAGE)
def test_damaged_cache_is_not_trusted(
    show: Inventories,
    landb: Landb,
    tmp_path: Path,
    name: str,
    damage: t.Callable[[str], str],
    reason: str,
) -> None:
    config = {**QUERY, **cached(tmp_path)}
    first = show(config)
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_text(damage(kept.read_text()))
    assert landb.calls
    shown = show(config)
    assert shown.code == 0
    assert shown.hosts == first.hosts
    assert f"The cache of LanDB is not used: {reason}. LanDB is asked anew." in shown.told
    assert landb.calls == [AUTHENTICATE, "getDevicesFromService", BULK]
    assert show(config).errors == ""
    assert landb.calls == []


# --- Auditing ---


@pytest.fixture(name="folder")
def _folder(example: Inventory) -> Inventory:
    """The recorded pair, declared by what LanDB says of it."""
    (example.path / "hosts.yml").unlink()
    example.write(
        "frontends.landb.yml",
        f"plugin: {PLUGIN}\nsets: [CERNPHONE-FRONTENDS]\n"
        "groups: {cernphone_frontend: landb_sets | length > 0}\n",
    )
    for name in ("host_vars/cpfe01.yml", "host_vars/cpfe02.yml"):
        example.edit(name, lambda data: data.pop("frontend_primary_address") and None)
    example.edit(
        "group_vars/cernphone_frontend.yml",
        lambda data: data.update(
            frontend_primary_address="{{ landb_primary_address }}",
            frontend_landb_device="{{ landb_device }}",
        ),
    )
    return example


def audit(folder: Inventory, landb: Landb, tmp_path: Path, *arguments: str) -> t.Any:
    return playbook(
        tmp_path,
        "cernphone.validation.audit",
        "-i",
        str(folder.path),
        *arguments,
        **landb.environment,
    )


def test_audit(folder: Inventory, landb: Landb, tmp_path: Path) -> None:
    ran = audit(folder, landb, tmp_path)
    assert ran.code == 0, ran.output
    assert len(ran.by_status("passed")) > 10
    assert landb.calls[-1] == BULK


def test_audit_judges_by_what_the_plugin_says(
    folder: Inventory, landb: Landb, tmp_path: Path
) -> None:
    interface = landb.simulator.database.devices["CPFE01"]["Interfaces"][0]
    interface["IPAddress"] = "192.0.2.77"
    ran = audit(folder, landb, tmp_path)
    assert ran.code != 0
    assert ran.by_status("failed", "unknown")
    assert "192.0.2.77" in json.dumps(ran.report)


@pytest.mark.parametrize("hosts", ["", "cernphone_frontend: {hosts: {cpfe01: , cpfe02: }}\n"])
def test_audit_of_a_failed_inventory_does_not_pass(
    folder: Inventory, landb: Landb, tmp_path: Path, hosts: str
) -> None:
    if hosts:  # Then everything else is declared, so that only the failure can tell.
        folder.write("hosts.yml", hosts)
        for name, address in (("cpfe01", "192.0.2.11"), ("cpfe02", "192.0.2.12")):
            folder.edit(
                f"host_vars/{name}.yml",
                lambda data, address=address: data.update(
                    frontend_primary_address=address, frontend_landb_device=None
                ),
            )
        passing = audit(folder, landb, tmp_path)
        assert passing.code == 0, passing.output
        (passing.reports / "findings.json").unlink()
    landb.simulator.misbehaviour.add(misbehaviours.SoapFault("ORA-01555"), "getSetAllInterfaces")
    ran = audit(folder, landb, tmp_path)
    assert ran.code != 0
    assert ran.is_sentence
    told = " ".join(ran.output.split())
    assert "LanDB: the set CERNPHONE-FRONTENDS cannot be listed: ORA-01555" in told
    expected = f"The inventory source {folder.path}/frontends.landb.yml could not be read."
    assert expected in told if hosts else "Nothing to audit: the inventory has no host." in told

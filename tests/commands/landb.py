# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A LanDB over HTTPS for the commands, and the search for its secrets in all that they leave."""

from __future__ import annotations

import atexit
import base64
import contextlib
import datetime
import functools
import json
import tempfile
import typing as t
import urllib.parse
from pathlib import Path

import yaml
from ansible.parsing.vault import VaultLib, VaultSecret
from ansible_collections.cernphone.validation.plugins.module_utils._landb.operations import (
    AUTHENTICATE,
    READING,
)
from ansible_collections.cernphone.validation.tests.lab.landb_simulator import (
    Simulator,
    certificates,
)

from .conftest import ROOT

RECORDINGS: t.Final = ROOT / "inventories" / "recordings"
LOGIN: t.Final = "auditor"
PASSWORD: t.Final = "pass & word <of> the auditor"
"""With characters that XML, addresses and shells spell otherwise."""
PROXY_PASSWORD: t.Final = "word-of-the-proxy"
VAULT_PASSWORD: t.Final = "opens-the-vault"

Plain = dict[str, t.Any]


def recording(name: str) -> Plain:
    """LanDB's data in a recording, such as `otg0150866/landb_repaired.yml`."""
    return dict(yaml.safe_load((RECORDINGS / name).read_text()))


@functools.cache
def made() -> certificates.Certificates:
    """Certificates, for all tests of this process."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return certificates.make(Path(folder.name))


class Landb:
    """A simulator, and how to reach it.

    Attributes:
        simulator: It.
        tokens: All tokens that it gave.
    """

    def __init__(self, simulator: Simulator, ca_file: str) -> None:
        self.simulator = simulator
        self.ca_file = ca_file
        self.tokens: list[str] = []
        give = simulator.tokens.give

        def noted(login: str | None, password: str | None) -> str:
            self.tokens.append(give(login, password))
            return self.tokens[-1]

        setattr(simulator.tokens, "give", noted)  # noqa: B010 - types know no other method there

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the environment; a proxy is named that must not be used."""
        return {
            "LANDB_URL": self.simulator.url,
            "LANDB_CA_FILE": self.ca_file,
            "LANDB_USERNAME": LOGIN,
            "LANDB_PASSWORD": PASSWORD,
            **BESIDE_THE_PROXY,
        }

    def options(self, prefix: str = "landb_", **changes: t.Any) -> Plain:
        """The options of a module, or the variables of a run."""
        given = {
            "url": self.simulator.url,
            "ca_file": self.ca_file,
            "username": LOGIN,
            "password": PASSWORD,
            **changes,
        }
        return {f"{prefix}{name}": value for name, value in given.items() if value is not None}

    def assert_read_only(self) -> None:
        """It was asked, and nothing was to be written."""
        operations = set(self.simulator.calls.operations)
        assert operations, "nobody called"
        assert operations <= READING | {AUTHENTICATE}
        assert not self.simulator.calls.writes


PROXY: t.Final = f"http://somebody:{PROXY_PASSWORD}@127.0.0.1:9"
BESIDE_THE_PROXY: t.Final = {"https_proxy": PROXY, "no_proxy": "127.0.0.1"}


@contextlib.contextmanager
def serve(data: t.Any, **switches: t.Any) -> t.Iterator[Landb]:
    """A LanDB with that data, whose account has the password above."""
    found = made()
    pair = switches.pop("pair", found.server)
    seed = {**data, "accounts": {LOGIN: PASSWORD}}
    with Simulator(seed, certificate=pair.certificate, key=pair.key, **switches) as simulator:
        yield Landb(simulator, str(found.ca))


def leaks(landb: t.Iterable[Landb], output: str, folder: Path) -> list[str]:
    """Where a secret stands: in the output, or in a file below a folder."""
    secrets = {PASSWORD, PROXY_PASSWORD, *(token for one in landb for token in one.tokens)}
    spelt = {form: secret[:4] for secret in secrets for form in _forms(secret)}
    found = [f"output: {secret}..." for form, secret in spelt.items() if form in output]
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            found += [f"{path}: {s}..." for form, s in spelt.items() if form.encode() in content]
    return found


def _forms(secret: str) -> set[str]:
    """How a secret may be spelt: as it is, in JSON, XML, an address, or base64."""
    return {
        secret,
        json.dumps(secret)[1:-1],
        secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        urllib.parse.quote(secret),
        base64.b64encode(secret.encode()).decode().rstrip("="),
    }


def vaulted(folder: Path, name: str, secret: str) -> str:
    """YAML of a variable whose value is encrypted; its key is in `vault.key`."""
    (folder / "vault.key").write_text(VAULT_PASSWORD)
    library = VaultLib([("default", VaultSecret(VAULT_PASSWORD.encode()))])
    text = library.encrypt(secret).decode()
    return f"{name}: !vault |\n" + "".join(f"  {line}\n" for line in text.splitlines())


def fresh(data: Plain) -> Plain:
    """A snapshot as if it were taken now."""
    return {**data, "taken_at": now()}


def now() -> str:
    return f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"

# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the files that follow from the code, or with --check tell which are not up to date.

roles/frontend/defaults/main.yml          from _model/schema.py
roles/frontend/meta/argument_specs.yml    from _model/schema.py
docs/catalogue.md                         from the decorators of the checks
docs/docsite/rst/catalogue.rst            the same, for the documentation site
"""

from __future__ import annotations

import sys
import textwrap
import typing as t
from pathlib import Path

import yaml
from ansible_collections.cernphone.validation.plugins.module_utils._checks.catalogue import (
    CATALOGUE,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.check import Check
from ansible_collections.cernphone.validation.plugins.module_utils._model.schema import (
    VARIABLES,
    Variable,
)
from ansible_collections.cernphone.validation.plugins.module_utils._model.status import Status

ROOT = Path(__file__).resolve().parent.parent
YAML_HEAD = """\
---
# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Generated from plugins/module_utils/_model/schema.py by `make generate`.
"""
MARKDOWN_HEAD = """\
<!--
SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
SPDX-License-Identifier: GPL-3.0-or-later
Generated from the checks by `make generate`.
-->
"""


class _Indented(yaml.SafeDumper):
    """Lists indented below their key, as yamllint and ansible-lint want them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _yaml(data: t.Any) -> str:
    return yaml.dump(data, Dumper=_Indented, sort_keys=False, width=90, allow_unicode=True)


def defaults() -> str:
    """The role's defaults: all that have one."""
    blocks = [
        "\n".join(
            [
                *textwrap.wrap(
                    _without_markup(v.description), 96, initial_indent="# ", subsequent_indent="# "
                ),
                _yaml({v.name: v.default}).rstrip(),
            ]
        )
        for v in VARIABLES
        if v.default is not None
    ]
    return YAML_HEAD + "\n" + "\n\n".join(blocks) + "\n"


def argument_specs() -> str:
    """The role's argument specification."""
    main = {
        "short_description": "Audit the front ends of a play",
        "description": [
            "Gathers the evidence of every host of the play and of the network database, and judges"
            " it by what these variables declare.",
            "The same variables, in the inventory, are read by the playbook"
            " C(cernphone.validation.audit) and by M(cernphone.validation.judge).",
        ],
        "author": ["The cernphone.validation contributors (@cernphone)"],
        "version_added": "0.1.0",
        "options": {v.name: _option(v) for v in VARIABLES},
    }
    return YAML_HEAD + _yaml({"argument_specs": {"main": main}})


def _option(variable: Variable) -> dict[str, t.Any]:
    option: dict[str, t.Any] = {"type": variable.kind, "description": [variable.description]}
    if variable.elements:
        option["elements"] = variable.elements
    if variable.required:
        option["required"] = True
    if variable.default is not None:
        option["default"] = variable.default
    if variable.choices:
        option["choices"] = list(variable.choices)
    if variable.keys:
        option["options"] = {key.name: _option(key) for key in variable.keys}
    return option


def _without_markup(text: str) -> str:
    for letter in "CEOV":
        text = text.replace(f"{letter}(", "(")
    return text


def catalogue_markdown() -> str:
    """The catalogue for readers of the repository."""
    parts = [MARKDOWN_HEAD, "# Catalogue of checks", "", *_introduction(), ""]
    parts += ["| id | severity | title |", "|---|---|---|"]
    parts += [
        f"| [{c.id}](#{c.id.lower()}) | {c.severity.value} | {c.title}{_star(c)} |"
        for c in CATALOGUE
    ]
    for c in CATALOGUE:
        parts += ["", f"## {c.id}", "", f"**{c.title}**", ""]
        parts += [f"- {name}: {text}" for name, text in _facts(c)]
    return "\n".join(parts) + "\n"


def catalogue_rst() -> str:
    """The catalogue for the documentation site."""
    head = MARKDOWN_HEAD.splitlines()
    title = "Catalogue of checks"
    parts = ["..", *(f"  {line}" for line in head[1:-1]), ""]
    parts += [".. _ansible_collections.cernphone.validation.docsite.catalogue:", ""]
    parts += [title, "=" * len(title), "", *_introduction()]
    for c in CATALOGUE:
        heading = f"{c.id}: {c.title}"
        parts += ["", heading, "-" * len(heading), ""]
        parts += [f":{name}: {text}" for name, text in _facts(c)]
    return "\n".join(parts) + "\n"


def _introduction() -> list[str]:
    return [
        "Ids are stable and never reused. A star marks what would have told of outage OTG0150866"
        " before it struck.",
    ]


def _star(check: Check) -> str:
    return " ★" if check.outage else ""


def _facts(check: Check) -> list[tuple[str, str]]:
    facts = [
        ("Severity", check.severity.value),
        ("Scope", ", ".join(sorted(scope.value for scope in check.scopes))),
        ("Fails when", check.fails_when),
        ("Why", check.why),
        ("Consequence", check.consequence),
        ("Remedy", check.remedy),
        ("Reference", check.reference),
        ("Statuses", ", ".join(s.value for s in Status if s in check.statuses)),
    ]
    if check.folds_under:
        facts.append(("Told as a symptom of", ", ".join(check.folds_under)))
    if check.outage:
        facts.append(("Would have told of", check.outage))
    return facts


FILES: dict[str, t.Callable[[], str]] = {
    "roles/frontend/defaults/main.yml": defaults,
    "roles/frontend/meta/argument_specs.yml": argument_specs,
    "docs/catalogue.md": catalogue_markdown,
    "docs/docsite/rst/catalogue.rst": catalogue_rst,
}


def main(arguments: list[str]) -> int:
    """Write, or with --check compare; 1 where a file is not up to date."""
    stale = []
    for name, render in FILES.items():
        path, text = ROOT / name, render()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if arguments == ["--check"]:
            stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {name}\n")
    for name in stale:
        sys.stderr.write(f"{name} is not what the code says: run `make generate`.\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON and YAML from anywhere -> plain values, or one sentence.

YAML is read as its JSON-like core only: no aliases, tags, merge keys or repeated keys, and a plain
text stays a text unless it is null, a boolean or a whole number. (YAML 1.1 makes a number of the
hardware address 12:34:56:01:02:03.)
"""

from __future__ import annotations

import collections
import json
import re
import typing as t

from .._model.errors import InputError, shown

try:
    import yaml

    HAS_YAML = True
except ImportError:  # pragma: no cover
    HAS_YAML = False

MAX_DEPTH: t.Final = 32
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
CONSTANTS: t.Final[t.Mapping[str, t.Any]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def parse(content: bytes, where: str) -> t.Any:
    """The document in a file: JSON where it begins like JSON, else YAML.

    Raises:
        InputError: With one sentence that names `where`, and the place where it can be known.
    """
    text = _decoded(content, where)
    return parse_json(text, where) if text.lstrip()[:1] in ("{", "[") else parse_yaml(text, where)


def _decoded(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{where} is not UTF-8 text (byte {error.start}).") from None


def parse_json(text: str | bytes, where: str) -> t.Any:
    """The value in a JSON text; a key that comes twice, NaN and deep nesting are refused."""
    if isinstance(text, bytes):
        text = _decoded(text, where)
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise InputError(f"{where} is not valid JSON: line {error.lineno}: {error.msg}.") from None
    except RecursionError:
        raise InputError(f"{where} is nested too deeply.") from None
    except ValueError as error:
        raise InputError(f"{where} is not valid JSON: {error}.") from None


def _unique(pairs: list[tuple[str, t.Any]]) -> dict[str, t.Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        counts = collections.Counter(key for key, _value in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        raise ValueError(f"the key {shown(twice)} comes twice")
    return mapping


def _no_constant(name: str) -> t.NoReturn:
    raise ValueError(f"{name} is no number")


def parse_yaml(text: str, where: str) -> t.Any:
    """The value in a YAML text of one document."""
    if not HAS_YAML:
        raise InputError(f"{where} is YAML, and PyYAML is not installed here: give it as JSON.")
    if text and not text.endswith("\n"):
        raise InputError(f"{where} does not end with a line break: it may be cut short.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(where)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise InputError(f"{where} is not valid YAML: {line}{error.problem}.") from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise InputError(
            f"{where} is not valid YAML: it has characters that YAML forbids."
        ) from None
    return builder.value


class _Builder:
    """Builds plain values of YAML events without recursion."""

    def __init__(self, where: str) -> None:
        self.value: t.Any = None
        self._where = where
        self._open: list[tuple[t.Any, list[str]]] = []
        self._documents = 0

    def take(self, event: t.Any) -> None:
        if getattr(event, "anchor", None) is not None:
            self._refuse(event, "anchors and aliases are not accepted")
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event, event.implicit[0] or event.implicit[1])
            self._add(event, self._scalar(event))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_tag(event, event.implicit)
            container: t.Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._add(event, container)
            self._open.append((container, []))
            if len(self._open) > MAX_DEPTH:
                self._refuse(event, "nested too deeply")
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "a second document begins")

    def _scalar(self, event: t.Any) -> t.Any:
        text = event.value
        if not event.implicit[0]:
            return text
        if not text and self._open:
            self._refuse(event, "a value is missing; write null where there is none")
        if text in CONSTANTS:
            return CONSTANTS[text]
        return int(text) if INTEGER.match(text) else text

    def _add(self, event: t.Any, value: t.Any) -> None:
        if not self._open:
            self.value = value
            return
        container, key = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        elif key:
            container[key.pop()] = value
        elif isinstance(event, yaml.ScalarEvent):
            name = event.value
            if name in container:
                self._refuse(event, f"the key {shown(name)} comes twice")
            key.append(name)
        else:
            self._refuse(event, "a key must be a text")

    def _refuse_tag(self, event: t.Any, implicit: bool) -> None:
        if not implicit:
            self._refuse(event, "tags are not accepted")

    def _refuse(self, event: t.Any, why: str) -> t.NoReturn:
        line = event.start_mark.line + 1
        raise InputError(f"{self._where} cannot be used: line {line}: {why}.")

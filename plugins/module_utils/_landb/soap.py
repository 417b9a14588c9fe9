# SPDX-FileCopyrightText: 2026 The cernphone.validation contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SOAP 1.1 (rpc/encoded) as LanDB speaks it: values -> a request, a reply -> its element.

Replies are read by local name; prefixes, `xsi:type` and the names of array items do not count.
"""

from __future__ import annotations

import re
import typing as t
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from .trouble import Fault, Garbled, Unusable

Element = ElementTree.Element
Value = t.Union[str, int, t.Sequence[str], t.Mapping[str, str], None]

NAMESPACE: t.Final = "urn:NetworkService"
ENVELOPE: t.Final = "http://schemas.xmlsoap.org/soap/envelope/"
ENCODING: t.Final = "http://schemas.xmlsoap.org/soap/encoding/"
_HEAD: t.Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<SOAP-ENV:Envelope xmlns:SOAP-ENV="{ENVELOPE}" xmlns:SOAP-ENC="{ENCODING}"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    f' xmlns:n="{NAMESPACE}" xmlns:t="urn:NetworkDataTypes" SOAP-ENV:encodingStyle="{ENCODING}">'
)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HTML = re.compile(r"<html", re.IGNORECASE)
_REFERS = re.compile(r"\b(?:href|ref)\s*=")
_ANNOUNCED = re.compile(r"\[([0-9]{1,9})\]\Z")
_ENCODINGS: t.Final = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "us-ascii": "ascii",
    "iso-8859-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "windows-1252",
}
_BOM: t.Final = b"\xef\xbb\xbf"
_HREF_DEPTH: t.Final = 8
MAX_TAGS: t.Final = 1_000_000
"""Two hundred devices have about 20,000."""

MAX_READ: t.Final = 2_000_000
"""Elements that are looked at in one reply: references can make a short one very long."""


def envelope(operation: str, arguments: t.Mapping[str, Value], token: str | None) -> bytes:
    """A request. An argument that is None is left out, as LanDB wants it for "nothing"."""
    header = f"<SOAP-ENV:Header><Auth><token>{_text(token)}</token></Auth></SOAP-ENV:Header>"
    parts = "".join(_argument(name, value) for name, value in arguments.items())
    return (
        f"{_HEAD}{header if token is not None else ''}<SOAP-ENV:Body>"
        f"<n:{operation}>{parts}</n:{operation}></SOAP-ENV:Body></SOAP-ENV:Envelope>\n"
    ).encode()


def _argument(name: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<{name} xsi:type="xsd:string">{_text(value)}</{name}>'
    if isinstance(value, int):
        return f'<{name} xsi:type="xsd:int">{value}</{name}>'
    if isinstance(value, t.Mapping):
        fields = "".join(_argument(key, one) for key, one in value.items())
        return f'<{name} xsi:type="t:{name}">{fields}</{name}>'
    items = [f'<item xsi:type="xsd:string">{_text(item)}</item>' for item in value]
    kind = f'xsi:type="t:ArrayOfString" SOAP-ENC:arrayType="xsd:string[{len(items)}]"'
    return f"<{name} {kind}>{''.join(items)}</{name}>"


def _text(value: str | None) -> str:
    """A text as XML has it; what XML cannot have becomes a question mark, as LanDB knows none."""
    return escape(_ILLEGAL.sub("?", value or ""), {"\r": "&#13;"})


def read_reply(content: bytes, operation: str) -> Reply:
    """The answer to an operation.

    Raises:
        Fault: Where the server says so.
        Unusable: Where it is anything else than the answer to this operation.
    """
    text = _decoded(content)
    root = _parsed(text)
    if local(root) != "Envelope":
        raise Unusable(f"it answered {operation} with a <{local(root)}>, not with SOAP")
    bodies = [child for child in root if local(child) == "Body"]
    if len(bodies) > 1:
        raise Unusable(f"it answered {operation} with {len(bodies)} SOAP bodies")
    body = bodies[0] if bodies else root
    if not bodies or not len(body):
        raise Unusable(f"it answered {operation} with an empty SOAP body")
    for child in body:
        if local(child) == "Fault":
            raise _fault(child)
    if local(body[0]) != f"{operation}Response":
        raise Unusable(f"it answered {operation} with <{local(body[0])}>")
    return Reply(body[0], body if _REFERS.search(text) else None)


def _parsed(text: str) -> Element:
    if "\0" in text:
        # The parser would take it for UTF-16, and the next line would look in vain.
        raise Garbled("its answer has a NUL, which no XML has")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        kind = "an HTML page" if _HTML.search(text, 0, 2000) else "a DTD"
        raise Unusable(f"it answered with {kind}, which is not accepted")
    if text.count("<") > MAX_TAGS:
        raise Unusable(f"its answer has more than {MAX_TAGS} tags")
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        if _HTML.search(text, 0, 2000):
            raise Unusable("it answered with an HTML page, not with SOAP") from None
        raise Garbled(
            f"its answer is no whole XML document (line {error.position[0]}): it may be cut short"
        ) from None


def _decoded(content: bytes) -> str:
    """The text in the encoding that the document declares; a byte order mark goes before that."""
    if not content.strip():
        raise Unusable("it answered with nothing (an empty HTTP body)")
    declared = None if content.startswith(_BOM) else _DECLARED.match(content)
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if name not in _ENCODINGS:
        raise Unusable(f"its answer is encoded in {name}, which is not accepted")
    try:
        return content.decode(_ENCODINGS[name])
    except UnicodeDecodeError as error:
        raise Garbled(f"its answer is not {name.upper()} text (byte {error.start})") from None


def _fault(element: Element) -> Fault:
    """`faultstring` first: that is where LanDB puts its own words; then detail and code."""
    parts = {
        local(child).lower(): " ".join(" ".join(child.itertext()).split()) for child in element
    }
    words = parts.get("faultstring") or parts.get("reason") or ""
    detail, code = parts.get("detail", ""), parts.get("faultcode") or parts.get("code") or ""
    if detail and detail not in words:
        words = f"{words}: {detail}" if words else detail
    if words and code and code not in words:
        return Fault(f"{words} ({code})")
    return Fault(words or code or "a fault without a word")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


class Reply:
    """The element that answers an operation, and how to read in it.

    Elements that refer to others (`href="#id"`, SOAP 1.1 section 5.4) are followed.
    """

    def __init__(self, response: Element, body: Element | None) -> None:
        """With the body where some element refers to another one."""
        self._response = response
        self._left = MAX_READ
        self._refers = body is not None
        self._by_id: dict[str, Element | None] = {}
        for element in () if body is None else body.iter():
            identity = _attribute(element, ("id",))
            if identity is not None:
                # Of two with one id, there is no telling which is meant.
                self._by_id[identity] = None if identity in self._by_id else element

    def result(self) -> Element | None:
        """What was returned; None where that is nothing."""
        parts = list(self._response)
        if len(parts) > 1:
            raise Unusable(
                f"<{local(self._response)}> has {len(parts)} parts where one was expected"
            )
        return self.target(parts[0]) if parts else None

    def structures(self, field: str, whole: bool = True) -> list[Element]:
        """The structures with that field that were returned: in an array, side by side, or one.

        Args:
            field: What tells such a structure from an array of them.
            whole: As for `items`.
        """
        parts = list(self._response)
        if len(parts) > 1 and len({local(part) for part in parts}) == 1:
            self._spend(len(parts))
            return [self.target(part, keep=True) for part in parts]
        one = self.result()
        if one is not None and any(local(child) == field for child in one):
            return [one]
        return self.items(one, whole)

    def items(self, element: Element | None, whole: bool = True) -> list[Element]:
        """The items of an array, whatever they are called; nothing is an empty array.

        Args:
            element: The array.
            whole: Whether as many must be there as it announces (SOAP 1.1, section 5.4.2).
        """
        found = self.target(element) if element is not None else None
        if found is None:
            return []
        if (found.text or "").strip():
            raise Unusable(f"<{local(found)}> holds a text where a list belongs")
        announced = _ANNOUNCED.search(_attribute(found, ("arrayType",)) or "")
        if whole and announced and int(announced.group(1)) > len(found):
            raise Unusable(
                f"<{local(found)}> has {len(found)} of the {int(announced.group(1))} items that it"
                " announces"
            )
        self._spend(len(found))
        return [self.target(item, keep=True) for item in found]

    def fields(self, element: Element) -> dict[str, Element | None]:
        """The fields of a structure by local name; nil ones are None.

        Raises:
            Unusable: Where a field comes twice: there is no telling which is meant.
        """
        self._spend(len(element))
        found: dict[str, Element | None] = {}
        for child in element:
            name = local(child)
            if name in found:
                raise Unusable(f"<{local(element)}> has the field {name} twice")
            found[name] = self.target(child)
        return found

    @t.overload
    def target(self, element: Element, keep: t.Literal[True]) -> Element: ...

    @t.overload
    def target(self, element: Element) -> Element | None: ...

    def target(self, element: Element, keep: bool = False) -> Element | None:
        """The element itself or the one that it refers to; None where it is nil."""
        for _step in range(_HREF_DEPTH):
            reference = _reference(element) if self._refers else None
            if reference is None:
                return element if keep or not is_nil(element) else None
            target = self._by_id.get(reference)
            if target is None:
                raise Unusable(
                    f"<{local(element)}> refers to something that is not there, or twice"
                )
            element = target
            self._spend(1 + len(element.text or "") // 100)
        raise Unusable(f"<{local(element)}> refers to itself")

    def _spend(self, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise Unusable("its answer refers to itself so often that it has no end")


def _attribute(element: Element, names: t.Container[str]) -> str | None:
    """The value of an attribute, whatever its namespace."""
    for name, value in element.items():
        if name.rsplit("}", 1)[-1] in names:
            return value
    return None


def _reference(element: Element) -> str | None:
    """The id that an element refers to: `href="#id"`, or `ref="id"` in SOAP 1.2."""
    value = _attribute(element, ("href", "ref"))
    return None if value is None else value.lstrip("#")


def is_nil(element: Element) -> bool:
    """Whether an element says that it has no value: `xsi:nil`, or `xsi:null` of older schemas.

    Raises:
        Unusable: Where it says so and has one.
    """
    if _attribute(element, ("nil", "null")) not in ("true", "1"):
        return False
    if len(element) or (element.text or "").strip():
        raise Unusable(f"<{local(element)}> is said to be nil, and has a value")
    return True

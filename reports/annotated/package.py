"""The parts of an xlsx (OPC, ECMA-376 part 2): those that are asked for are parsed, all others stay byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml.etree import Element, SubElement, XMLParser, fromstring, tostring

Xml: TypeAlias = Any

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def main(tag: str) -> str:
    """The qualified name of a SpreadsheetML element."""
    return f"{{{MAIN}}}{tag}"


class Package:
    """`bytes()` gives the file with the parts that were opened by `part` or added; zip names compare without case."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = {_key(name): name for name in self._archive.namelist()}
        self._parts: dict[str, Xml] = {}

    def part(self, name: str) -> Xml:
        """The root of a part, which is written back as it then is. Raises KeyError when the file lacks it."""
        key = _key(name)
        if key not in self._parts:
            raw = self._archive.read(self._names[key])
            # drawings of the old kind hold <br> without an end
            parser = XMLParser(resolve_entities=False, no_network=True, recover=key.endswith(".vml"))
            self._parts[key] = fromstring(raw, parser)
        return self._parts[key]

    def look(self, name: str) -> Xml:
        """The root of a part that stays as it is."""
        return fromstring(
            self._archive.read(self._names[_key(name)]), XMLParser(resolve_entities=False, no_network=True)
        )

    def free_name(self, pattern: str) -> str:
        """``xl/comments{}.xml`` with the first number that no part has."""
        number = 1
        while _key(pattern.format(number)) in self._names:
            number += 1
        return pattern.format(number)

    def add(self, name: str, root: Xml, content_type: str) -> None:
        """A new part."""
        self._names[_key(name)] = name
        self._parts[_key(name)] = root
        SubElement(self.part(_TYPES_PART), f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)

    def related(self, source: str, kind: str) -> Iterator[str]:
        """Parts that a part points to by relations of a kind, such as ``drawing``."""
        for relation in self._relations(source):
            if str(relation.get("Type")).endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                yield _target(source, relation)

    def target(self, source: str, identity: str) -> str:
        """The part that a relation of a part points to. Raises StopIteration for an unknown one."""
        return next(_target(source, r) for r in self._relations(source) if r.get("Id") == identity)

    def relate(self, source: str, kind: str, target: str) -> str:
        """A new relation from part to part; its Id."""
        name = _relations_of(source)
        if _key(name) not in self._names:
            self._names[_key(name)] = name
            self._parts[_key(name)] = Element(f"{{{_PACKAGE}}}Relationships", nsmap={None: _PACKAGE})
        root = self.part(name)
        taken = {relation.get("Id") for relation in root}
        identity = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        SubElement(root, f"{{{_PACKAGE}}}Relationship", Id=identity, Type=f"{RELATION}/{kind}", Target=f"/{target}")
        return identity

    def _relations(self, source: str) -> list[Xml]:
        name = _relations_of(source)
        if _key(name) in self._parts:
            return list(self._parts[_key(name)])
        return list(self.look(name)) if _key(name) in self._names else []

    def content_type(self, old: str, new: str) -> None:
        """Parts of one type become parts of another; nothing is touched when there are none."""
        if any(entry.get("ContentType") == old for entry in self.look(_TYPES_PART)):
            for entry in self.part(_TYPES_PART):
                if entry.get("ContentType") == old:
                    entry.set("ContentType", new)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._archive.infolist():
                changed = self._parts.pop(_key(info.filename), None)
                content = self._archive.read(info) if changed is None else _written(changed)
                target.writestr(info, content, zipfile.ZIP_DEFLATED)
            for key, root in self._parts.items():
                target.writestr(zipfile.ZipInfo(self._names[key], _EPOCH), _written(root), zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(source: str, relation: Xml) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), relation.get("Target"))).lstrip("/")


def _written(root: Xml) -> bytes:
    written: bytes = tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return written

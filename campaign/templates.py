"""An office's own templates: the files that stand in for built-in ones, as they were found in the campaign folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256


@dataclass(frozen=True, eq=False)
class Templates:
    """`files`: name below ``templates/`` (``M01/body.txt``) → its bytes, not looked at yet.

    Whether they are sound is seen when they are used: a letter must not fail because of them (docs/decisions/0007).
    """

    files: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """A short name of exactly these files."""
        told = (f"{name} {sha256(content).hexdigest()}" for name, content in sorted(self.files.items()))
        return sha256("\n".join(told).encode()).hexdigest()[:12]

"""An office's own templates: the files that stand in for built-in ones, as they were found in the campaign folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Templates:
    """`files`: name below ``templates/`` (``M01/body.txt``) → its bytes, not looked at yet.

    Whether they are sound is seen when they are used: a letter must not fail because of them (docs/decisions/0007).
    """

    files: Mapping[str, bytes] = field(default_factory=dict)

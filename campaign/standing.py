"""突出问题 (A8): how a unit stands, by reason codes (a) to (e). Never a decision: offices inspect, sign and order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Reason codes of A8."""

    LATE = "a"
    RED = "b"
    SUPERVISION = "c"
    EVIDENCE = "d"
    ZERO = "e"

    @property
    def chinese(self) -> str:
        return _CHINESE[self]


_CHINESE: Mapping[Reason, str] = {
    Reason.LATE: "报送不及时",
    Reason.RED: "红灯问题较多",
    Reason.SUPERVISION: "督办未按期反馈",
    Reason.EVIDENCE: "销号佐证不实或不全",
    Reason.ZERO: "零报告不实",
}


@dataclass(frozen=True)
class Cause:
    """One reason with its facts: a Chinese clause with the figures, and the problem numbers it rests on."""

    reason: Reason
    words: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A unit (code) with every reason that holds, and its score by the points of campaign.toml."""

    unit: str
    score: int
    causes: tuple[Cause, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(number for cause in self.causes for number in cause.numbers))

    @property
    def headline(self) -> str:
        """``红灯问题较多、督办未按期反馈``."""
        return "、".join(cause.reason.chinese for cause in self.causes)

    @property
    def data(self) -> dict[str, Any]:
        """As JSON, to be stored in an act."""
        causes = [{"reason": c.reason.value, "words": c.words, "numbers": list(c.numbers)} for c in self.causes]
        return {"unit": self.unit, "score": self.score, "causes": causes}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Standing:
        causes = (Cause(Reason(c["reason"]), c["words"], tuple(c["numbers"])) for c in data["causes"])
        return cls(data["unit"], data["score"], tuple(causes))

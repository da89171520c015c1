"""Files that came as proof with requests to close 佐证材料, as they are put before those who review (M15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """A file as the applicant named it; `numbers`: the problem numbers for which it was sent."""

    name: str
    content: bytes
    media: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Proofs:
    """`left_out`: what is too big to go along; its content is in the store."""

    enclosed: tuple[Proof, ...] = ()
    left_out: tuple[Proof, ...] = ()


def within(proofs: Iterable[Proof], most: int) -> Proofs:
    """The proofs in order, as long as they have at most so many bytes together; one too big makes room for the next."""
    enclosed, left_out, size = list[Proof](), list[Proof](), 0
    for proof in proofs:
        fits = size + len(proof.content) <= most
        (enclosed if fits else left_out).append(proof)
        size += len(proof.content) if fits else 0
    return Proofs(tuple(enclosed), tuple(left_out))

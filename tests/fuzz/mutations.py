"""Mutations of bytes: splice, cut, repeat, and insert known troublesome sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

AWKWARD = (
    *(bytes([code]) for code in (0, 9, 10, 13, 26, 27, 34, 39, 44, 58, 59, 91, 92, 123, 125, 127)),
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc3",
    "\u202e\u2028\ufeff\u00a0\u2212\U0001f600\U0010ffff".encode(),
    b"-0",
    b"1e999",
    b"nan",
    b"inf",
    b"0x10",
    b"1_000",
    b"99999999999999999999",
    b"0000-00-00",
    b"2020-02-30",
    b"9999-12-31",
    b"0001-01",
    b"24:00",
    b"1.234,56",
    b"=1+1",
    b"!!python/object:os.system",
    b"&a [*a]",
    b"<<: *a",
    b"? [",
    b"- - - -",
    b"|2-\n",
    b"{{ ",
    b" }}",
    b"{% for x in range(99999999) %}",
    b"{{ ''.__class__ }}",
    b'{{ say("x") }}',
    b"{{ m.mean.before.mean }}",
    b"[@key; @b]",
    b"[](#fig-x)",
    b"](javascript:alert(1))",
    b"![](file:///etc/passwd)",
    b"<svg onload=",
    b"<!ENTITY a '&a;'>",
    b"<!DOCTYPE",
    b"]]>",
    b"@article{",
    b"\\\n" * 3,
    b"`" * 9,
    b"*_" * 20,
    b"> " * 40,
    b"[" * 60,
    b"{" * 60,
    b"(" * 200,
    b"a" * 300,
)


def mutated(chance: random.Random, seeds: Sequence[bytes], *, longest: int = 4000) -> bytes:
    """Return one of the seeds after a few changes.

    Parameters
    ----------
    chance : random.Random
        Seeded, so that a run can be repeated.
    seeds : sequence of bytes
        At least one.
    longest : int
        Maximum length of the result in bytes.
    """
    data = bytearray(chance.choice(seeds))
    for _ in range(1 + int(chance.expovariate(0.5))):
        _change(chance, data, seeds)
    return bytes(data[:longest])


def _change(chance: random.Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    at = chance.randint(0, len(data))
    end = min(len(data), at + int(chance.expovariate(0.1)) + 1)
    kind = chance.randrange(7)
    if kind == 0:
        data[at:end] = b""
    elif kind == 1:
        data[at:at] = chance.choice(AWKWARD)
    elif kind == 2:
        data[at:end] = chance.choice(AWKWARD)
    elif kind == 3:
        data[at:at] = data[at:end] * chance.randint(1, 8)
    elif kind == 4 and data:
        data[min(at, len(data) - 1)] = chance.randrange(256)
    elif kind == 5:
        other = chance.choice(seeds)
        start = chance.randint(0, len(other))
        data[at:end] = other[start : start + chance.randint(1, 80)]
    else:
        _swap_lines(chance, data)


def _swap_lines(chance: random.Random, data: bytearray) -> None:
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
        data[:] = b"".join(lines)

"""Generate the synthetic data of the benchmarks: members of a library."""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).parent / "members.csv"
START, BEFORE, AFTER = 820, 11, 19
WOBBLE = (0, 4, -3, 6, 1, -5, 2, 7, -4, 3, -2, 5)


def main() -> None:
    """Write the file."""
    lines = ["# Synthetic: made by make_data.py, counted in no library.", "month,members"]
    for month in range(24):
        steps = BEFORE * min(month, 12) + AFTER * max(month - 12, 0)
        members = START + steps + WOBBLE[month * 5 % 12]
        lines.append(f"{2022 + month // 12}-{month % 12 + 1:02},{members}")
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

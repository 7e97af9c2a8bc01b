"""P values as the AMA Manual of Style and JMIR print them."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

_MOST_DECIMALS = 6


def p_value_text(p_value: Decimal, alpha: Decimal, zero: str = ".") -> str:
    """Return what follows the P: ``.03``, ``.004``, ``<.001``, ``>.99``.

    Two decimals, three below .01, and as many as it takes not to be rounded across `alpha`:
    .0496 at an alpha of .05 is neither .05 nor .050.

    Parameters
    ----------
    p_value, alpha : Decimal
        Fractions of 1.
    zero : str
        What stands before the decimals: ``0,`` where the language has it so.

    References
    ----------
    AMA Manual of Style, 11th edition, 19.5; JMIR house style, "P values".
    """
    if p_value < Decimal("0.001"):
        return f"<{zero}001"
    if p_value > Decimal("0.99"):
        return f">{zero}99"
    for decimals in range(2 if p_value >= Decimal("0.01") else 3, _MOST_DECIMALS + 1):
        rounded = p_value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
        if (rounded < alpha) == (p_value < alpha):
            return zero + _decimals(rounded)
    # Closer to alpha than six decimals tell: only the side is printed.
    return f"{'<' if p_value < alpha else '>'}{zero}{_decimals(alpha.normalize())}"


def _decimals(value: Decimal) -> str:
    text = f"{value:f}"
    text = "0.01" if text == "0.010" else text  # .0099 is .01, not a third decimal of nothing
    return text.removeprefix("0.")

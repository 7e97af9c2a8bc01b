"""Format P values as in the AMA Manual of Style and JMIR."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_MOST_DECIMALS = 6


def p_value_text(p_value: Decimal, alpha: Decimal, zero: str = ".") -> str:
    """Return a P value without the P: ``.03``, ``.004``, ``<.001``, ``>.99``.

    Two decimals, three below .01, and more if rounding would reach or cross `alpha`: with an
    alpha of .05, .0496 and .053 keep these digits, because .05 is on neither side of it.

    Parameters
    ----------
    p_value, alpha : Decimal
        Between 0 and 1.
    zero : str
        Text before the decimals, such as ``0,`` in other languages.

    References
    ----------
    AMA Manual of Style, 11th edition, 19.5; JMIR house style, "P values".
    """
    # Limits of AMA: below .001 and above .99, only the bound is printed, never 0 or 1.
    if p_value < Decimal("0.001"):
        return f"<{zero}001"
    if p_value > Decimal("0.99"):
        return f">{zero}99"
    for decimals in range(2 if p_value >= Decimal("0.01") else 3, _MOST_DECIMALS + 1):
        rounded = p_value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        if rounded.compare(alpha) == p_value.compare(alpha):
            return zero + _decimals(rounded)
    # Within 6 decimals of alpha: print only the side, as in <.05 or >.05.
    return f"{'<' if p_value < alpha else '>'}{zero}{_decimals(alpha.normalize())}"


def _decimals(value: Decimal) -> str:
    text = f"{value:f}"
    text = "0.01" if text == "0.010" else text  # .0099 to three decimals is .010
    return text.removeprefix("0.")

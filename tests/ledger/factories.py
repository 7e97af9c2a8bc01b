"""Minimal ledgers as plain data, with replaceable parts."""

from __future__ import annotations

from typing import Any

from reportgen.ledger.read_ledger import read_ledger
from reportgen.ledger.records import Ledger


def number_document(**parts: Any) -> dict[str, Any]:
    """Return one quantity."""
    return {
        "value": 1.0,
        **dict.fromkeys(("ci_low", "ci_high", "confidence_level")),
        "unit": "",
        "form": "measure",
        **dict.fromkeys(("n", "numerator")),
        "method": "trend",
        "formula": "",
        "text": "1.0",
        "reason": "",
        "source": [],
        "derived_from": [],
        "config": None,
        "libraries": [],
        **parts,
    }


def verdict_document(**parts: Any) -> dict[str, Any]:
    """Return one verdict, of a comparison not assessed."""
    return {
        "verdict": "not_assessable",
        "strength": "none",
        **dict.fromkeys(("p_value", "p_adjusted")),
        "alpha": 0.05,
        "alternative": "greater",
        "decided_by": "",
        "primary": "",
        "reason": "too few values",
        "sensitivity": [],
        "assumptions": [],
        "sentence": "Nothing can be said.",
        **parts,
    }


def sensitivity_document(**parts: Any) -> dict[str, Any]:
    """Return one sensitivity analysis, which could not be computed."""
    return {
        "method": "welch",
        "label": "Welch t test",
        **dict.fromkeys(("estimate", "ci_low", "ci_high", "confidence_level", "p_value")),
        "unit": "",
        "counted": True,
        "agrees": None,
        "reason": "",
        **parts,
    }


def goal_document(**parts: Any) -> dict[str, Any]:
    """Return one goal that is not measured."""
    return {
        "id": "g",
        "status": "not_measured",
        **dict.fromkeys(("value", "target", "direction", "due", "reached_on")),
        **dict.fromkeys(("gap", "chance_of_meeting")),
        "reason": "",
        "evidence": [],
        "sentence": "No number.",
        **parts,
    }


def ledger_document_of(**parts: Any) -> dict[str, Any]:
    """Return a ledger without numbers and claims."""
    return {
        "schema": "reportgen-outcomes/1",
        "organization": {"id": "river-club", "name": "River Club"},
        "report_date": "2021-07-01",
        "synthetic": False,
        "analysis": {"alpha": 0.05, "confidence_level": 0.95, "registration": None},
        "periods": {},
        "assumed": [],
        "configuration": {"file": "x.yaml", "sha256": "a", "text": None, "other_files": []},
        "files": {},
        "quantities": {},
        "verdicts": {},
        "goals": [],
        "claims": {},
        "statements": {},
        "warnings": [],
        "versions": {"reportgen": "1"},
        **parts,
    }


def ledger_of(**parts: Any) -> Ledger:
    """Return a ledger as its type."""
    ledger = read_ledger(ledger_document_of(**parts))
    assert isinstance(ledger, Ledger)
    return ledger

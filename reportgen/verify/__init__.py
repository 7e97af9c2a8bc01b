"""Verification of finished briefs."""

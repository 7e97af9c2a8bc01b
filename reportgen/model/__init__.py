"""Frozen types shared by all packages: what is configured, what was read and what was found.

They check the consistency of their own fields and do no other work.
"""

"""Exports of platforms as they are downloaded: each a declared thing, not a program."""

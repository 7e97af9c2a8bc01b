"""Databases as metric files: SQLite, and DuckDB with an extra."""

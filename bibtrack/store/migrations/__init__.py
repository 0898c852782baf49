"""Alembic environment and versions; they ship with the package and run on any machine."""

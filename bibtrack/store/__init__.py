"""The database edge: SQLModel tables for writing, plain sqlite3 over published views for reading."""

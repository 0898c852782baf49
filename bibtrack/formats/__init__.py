"""Sources ↔ exchange formats: one field table a format, read both ways."""

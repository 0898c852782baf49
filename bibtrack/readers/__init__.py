"""File → Document: one reader a format; nothing is guessed that the file says itself."""

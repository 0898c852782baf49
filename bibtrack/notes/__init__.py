"""Document → notes, callouts and the citations within each note."""

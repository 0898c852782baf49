"""The command line: one file per command; a body parses, opens, calls one verb, renders."""

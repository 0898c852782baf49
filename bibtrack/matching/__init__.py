"""Reference × candidate → evidence → verdict; pure."""

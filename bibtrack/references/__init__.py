"""Citation string → Reference: CRF labels, then small ordered normalisers."""

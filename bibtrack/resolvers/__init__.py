"""The network edge: the only place that imports httpx."""

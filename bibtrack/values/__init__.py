"""The values that flow between stages: frozen dataclasses, standard library only."""

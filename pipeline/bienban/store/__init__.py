"""Records <-> SQL."""

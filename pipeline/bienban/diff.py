"""records x records -> gains, losses, changes."""

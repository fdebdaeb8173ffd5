"""Doc -> mentions: terms, quantities, times, persons, bodies."""

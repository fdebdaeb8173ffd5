"""One command each for speed and quality; their figures stand in README.md beside this file."""

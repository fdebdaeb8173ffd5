"""bienban: Vietnamese press releases and minutes of meetings, turned into validated records."""

__version__ = "0.1.0"

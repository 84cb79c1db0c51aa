"""policygen: a static policy tracker from text files."""

__version__ = "0.1.0"

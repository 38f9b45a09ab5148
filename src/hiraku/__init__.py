"""hiraku turns a git repository of datasets into a published open data catalog."""

__version__ = "0.1.0"

"""Tenor tells who said what about two countries, in what tone, and whether it is a downward spiral."""

__version__ = "0.1.0"

"""Tinkernet: a deep-learning course you can touch."""

__version__ = "0.1.0"

"""Lecture 10: optimisation algorithms."""

"""Lecture 6: multi-layer perceptrons."""

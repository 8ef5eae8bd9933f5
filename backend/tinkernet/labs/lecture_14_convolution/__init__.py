"""Lecture 14: convolution."""

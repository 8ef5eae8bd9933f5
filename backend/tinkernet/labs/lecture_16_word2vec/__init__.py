"""Lecture 16: word embeddings."""

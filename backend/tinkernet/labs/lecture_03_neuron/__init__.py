"""Lecture 3: logistic regression, one neuron."""

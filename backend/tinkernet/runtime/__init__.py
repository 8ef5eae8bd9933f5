"""Runs labs in worker processes and carries what they draw to those who watch."""

"""The package as a person installs it."""

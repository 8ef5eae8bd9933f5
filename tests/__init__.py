"""The tests, a mirror of the packages; `make test` runs them all."""

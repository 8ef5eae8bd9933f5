"""Pictures computed by small functions: one module per kind of panel, each with `fixtures()`."""

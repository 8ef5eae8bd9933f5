"""The fixtures of the panels: drawn by the page's tests and gallery, checked here."""

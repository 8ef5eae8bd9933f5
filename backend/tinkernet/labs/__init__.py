"""The labs: one file each, found without registration."""

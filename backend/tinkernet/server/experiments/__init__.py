"""What learners keep: runs saved under a name, found again and read by whoever has the link."""

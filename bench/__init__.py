"""The benchmark: ours against peers, measured in turn in one run."""

"""What a learner takes home of a run: a script, a notebook, the weights, the net."""

"""A race of optimisers, taken away."""

from pathlib import Path

from tests.takeaway.taking import acted, changed, files, played, taken
from tinkernet.panels import Drop


def test_the_script_gives_the_races_own_losses_on_every_ground(tmp_path: Path) -> None:
    grounds = ("quadratic", "rosenbrock", "beale", "saddle", "plateau", "rastrigin", "two-weights")
    own = "min(x^2, 3) + e*sin(2)*abs(y) - 2^-x / (1 + y^2)"
    noisy = {"grad_noise": 0.5, "grad_scale": 2.0, "weight_decay": 0.1}
    marble = acted(10, "race", Drop(trail=0, x=1.0, y=1.0))
    takeaways = {
        **{name: taken("optimizers", {"surface": name, **noisy}, 25) for name in grounds},
        "own": taken("optimizers", {"surface": "own", "own": own}, 25),
        "flies away": taken("optimizers", {"racers": "gd", "lr": 1.0, "kappa": 1000.0}, None),
        "a net": taken("optimizers", {"surface": "digits-mlp", "racers": "nag", **noisy}, 10),
        "a marble": taken("optimizers", {}, 20, [marble]),
        "from here": taken("optimizers", {"replay": "here"}, 20, [changed(10, lr=0.005)]),
    }
    ends = played(takeaways, tmp_path)
    assert all(worst <= 1e-6 and code == 0 for worst, code in ends.values()), ends


def test_a_way_that_was_taken_again_is_taken_away_from_its_start() -> None:
    takeaway = taken(
        "optimizers", {"racers": "gd"}, 20, [changed(20, lr=0.01), changed(20, lr=0.015)]
    )
    code = files(takeaway, "script")["run.py"].decode()
    assert "steps 1 to 20," in code
    assert "(gd, 0.015)" in code


def test_a_function_of_the_learners_is_put_together_anew() -> None:
    config = {"surface": "own", "own": "x^2 + 10*sin(y)", "racers": "gd"}
    code = files(taken("optimizers", {**config}, 3), "script")["run.py"].decode()
    assert "((x ** c(2.0)) + (c(10.0) * torch.sin(y)))" in code

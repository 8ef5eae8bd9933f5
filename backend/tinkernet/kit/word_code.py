"""The text of word2vec in PyTorch: exams one after another, or all pairs of a step at once."""

#: One example: `e` hears, `word` is asked, and strangers beside it.
_EXAMS = """\
def exam(e, u, label, slope):
    \"\"\"Does u belong to e? u moves against dL/du = (s - label) e, and slope tells e's way.\"\"\"
    yes = torch.sigmoid(e @ u)
    move = (label - yes) * eta
    slope += move * u
    u += move * e
    return max(yes.item() if label else 1 - yes.item(), 1e-30)


def learn(e, word, strangers):
    \"\"\"What e (d,) moves by, and the loss -log of all right answers.\"\"\"
    slope = torch.zeros_like(e)
    right = exam(e, Theta[word], 1.0, slope)
    for stranger in strangers:
        if stranger >= 0:
            right *= exam(e, Theta[stranger], 0.0, slope)
    return slope, -math.log(right)"""

_SKIP_GRAM = """\
        e = E[heard[0]]
        slope, loss = learn(e, asked, strangers)
        e += slope"""
_CBOW = """\
        around = [word for word in heard if word >= 0]
        e, part = torch.zeros_like(E[0]), 1 / len(around)
        for word in around:
            e += part * E[word]
        slope, loss = learn(e, asked, strangers)
        for word in around:
            E[word] += part * slope"""

_ONE_BY_ONE = """\
def step(t):
    \"\"\"Learn from each example in turn; their mean loss.\"\"\"
    total = 0.0
    examples = dealt["examples"][t].tolist()  # heard words, then the word that is asked
    for (*heard, asked), strangers in zip(examples, dealt["strangers"][t].tolist()):
{heard}
        total += loss
    return total / len(examples) if examples else last.item()"""

_ADAM = """\
def adam(w, g, mean, square):
    \"\"\"Adam with the step size corrected instead of the means, as in its paper, section 2.\"\"\"
    mean += 0.1 * (g - mean)
    square += 0.001 * (g * g - square)
    pace = eta * (1 - 0.999**taken) ** 0.5 / (1 - 0.9**taken)
    w -= pace * mean / (square.sqrt() + 1e-8)"""

_TOGETHER = """\
def step(t):
    \"\"\"Learn from all pairs of the step at once; their mean loss.\"\"\"
    global taken
    {given}
    if not len({count}):
        return last.item()
    learning = [w.clone().requires_grad_() for w in weights]
    {names} = learning
{loss}
    slopes = torch.autograd.grad(J, learning)
    taken += 1
    for w, g, mean, square in zip(weights, slopes, means, squares):
        adam(w, g, mean, square)
    return J.item()"""

_SOFTMAX = """\
    z = E[centre] @ {theta}.T  # (m, V): every word is asked
    J = F.cross_entropy(z, other)"""
_TREE = """\
    # (m, L): the turns on the way to each word, 0 after its end.
    turns, theta = run["turns"][other], Theta[run["nodes"][other]]
    z = (E[centre][:, None, :] * theta).sum(dim=2)
    J = -(F.logsigmoid(turns * z) * (turns != 0)).sum() / len(centre)"""
_COUNTS = """\
    i, j = cells // len(E), cells % len(E)
    off = (E[i] * Theta[j]).sum(dim=1) + b[i, 0] + c[j, 0] - dealt["logs"][t]
    J = (dealt["worth"][t] * off * off).mean()"""


def matrices(names: list[str], *, adam: bool, tied: bool) -> str:
    """The weights and what Adam remembers, and how they become the run's own. `tied`: Theta is E
    under another name."""
    told = ["last", *names, *(["Theta"] if tied else []), *(["taken"] if adam else [])]
    lines = ["weights, means, squares = [], [], []" if adam else "weights = []", "", ""]
    lines += [
        "def take_over(t):",
        '    """Weights and memory as the run had them before step t."""',
    ]
    lines += [f"    global {', '.join(told)}", '    last = run[f"{t}/last"]']
    lines += [f'    {name} = run[f"{{t}}/{name}"].clone()' for name in names]
    lines += ["    Theta = E  # a word speaks as it listens"] if tied else []
    lines.append(f"    weights[:] = [{', '.join(names)}]")
    if adam:
        lines += [
            '    means[:] = [run[f"{t}/mean{k}"].clone() for k in range(len(weights))]',
            '    squares[:] = [run[f"{t}/square{k}"].clone() for k in range(len(weights))]',
            '    taken = int(run[f"{t}/taken"])',
        ]
    return "\n".join(lines)


def sampled(rate: float | None, *, cbow: bool) -> list[str]:
    """The exam of one example, and a step of many."""
    step = _ONE_BY_ONE.format(heard=_CBOW if cbow else _SKIP_GRAM)
    return [_rated(_EXAMS, rate), _dealing(step, rate)]


def together(rate: float | None, kind: str, names: list[str]) -> list[str]:
    """Adam, and a step of all pairs at once."""
    pairs = 'centre, other = dealt["pairs"][t].T'
    if kind == "glove-like":
        given, count, loss = 'cells = dealt["cells"][t]', "cells", _COUNTS
    else:
        theta = "Theta" if "Theta" in names else "E"
        loss = _TREE if kind == "hierarchical" else _SOFTMAX.format(theta=theta)
        given, count = pairs, "centre"
    # A list, for a single matrix is no pair.
    step = _TOGETHER.format(given=given, count=count, loss=loss, names=f"[{', '.join(names)}]")
    return [_rated(_ADAM, rate), _dealing(step, rate)]


def _rated(code: str, rate: float | None) -> str:
    return code if rate is None else f"eta = {rate!r}\n\n\n{code}"


def _dealing(step: str, rate: float | None) -> str:
    """Where the learning rate changes, each step has its own."""
    if rate is not None:
        return step
    head, end, body = step.partition('"""\n')
    return f'{head}{end}    global eta\n    eta = dealt["eta"][t].item()\n{body}'

"""What the hand does in the picture of a net: set a weight, add a unit, add a layer."""

from tinkernet.engine import Net
from tinkernet.engine.activation import Activation
from tinkernet.engine.shape import MAX_UNITS
from tinkernet.kit.net_config import MOST_LAYERS
from tinkernet.panels import Deepen, Resize, SetBias, SetWeight
from tinkernet.refusal import RefusalError

Edit = SetWeight | SetBias | Resize | Deepen


def edited(net: Net, edit: Edit, width: int, act: Activation) -> None:
    """Change the net; all other weights stay. A new layer has `width` units with `act`.

    Raises:
        RefusalError: if there is no such unit or layer, or no room for another.
    """
    match edit:
        case SetWeight():
            _check_unit(net, edit.layer, edit.target)
            _check_unit(net, edit.layer - 1, edit.source)
            net.weights(edit.layer)[edit.target, edit.source] = edit.value
        case SetBias():
            _check_unit(net, edit.layer, edit.unit)
            net.biases(edit.layer)[edit.unit] = edit.value
        case Resize():
            _resize(net, edit.layer, edit.change)
        case Deepen():
            _deepen(net, edit.change, width, act)


def _resize(net: Net, layer: int, change: int) -> None:
    if not 1 <= layer <= net.shape.hidden:
        raise RefusalError(f"There are {net.shape.hidden} hidden layers; {layer} is not one.")
    units = net.shape.sizes[layer] + change
    if not 1 <= units <= MAX_UNITS:
        raise RefusalError(f"A hidden layer has 1 to {MAX_UNITS} units; this would be {units}.")
    net.resize(layer, change)


def _deepen(net: Net, change: int, width: int, act: Activation) -> None:
    layers = net.shape.hidden + change
    if not 0 <= layers <= MOST_LAYERS:
        raise RefusalError(
            f"There may be 0 to {MOST_LAYERS} hidden layers; this would be {layers}."
        )
    if change > 0:
        net.insert_layer(net.shape.layers, width, act)
    else:
        net.remove_layer(net.shape.hidden)


def _check_unit(net: Net, layer: int, unit: int) -> None:
    sizes = net.shape.sizes
    if layer >= len(sizes):
        raise RefusalError(f"The network has {net.shape.layers} layers; {layer} is not one.")
    if unit >= sizes[layer]:
        raise RefusalError(
            f"Layer {layer} has units 0 to {sizes[layer] - 1}; {unit} is not one of them."
        )

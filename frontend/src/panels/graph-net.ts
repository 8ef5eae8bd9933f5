/** A layered net by its numbers: where a weight or bias lies in the panel's flat arrays. */
import type { Edge, UnitMap } from '../highlight.svelte';
import type { NetworkGraph } from '../protocol';
import { bytesOf } from '../tensor';

/** The number of units in each layer, input first. */
export function sizesOf(panel: NetworkGraph): number[] {
  return panel.layers.map((layer) => layer.names.length);
}

/** The number of the first unit of `layer`, counted through all layers. */
export function firstOf(panel: NetworkGraph, layer: number): number {
  return sizesOf(panel)
    .slice(0, layer)
    .reduce((sum, size) => sum + size, 0);
}

/** The layer of unit `unit` and its place in it. */
export function unitPlace(panel: NetworkGraph, unit: number): { layer: number; index: number } {
  let index = unit;
  let layer = 0;
  while (layer < panel.layers.length - 1 && index >= panel.layers[layer]!.names.length) {
    index -= panel.layers[layer]!.names.length;
    layer += 1;
  }
  return { layer, index };
}

/** Where the weight of `edge` lies in `weights` and `gradients`. */
export function weightAt(panel: NetworkGraph, { layer, source, target }: Edge): number {
  const sizes = sizesOf(panel);
  let start = 0;
  for (let l = 1; l < layer; l++) start += sizes[l]! * sizes[l - 1]!;
  return start + target * (sizes[layer - 1] ?? 0) + source;
}

/** Where the bias of `unit` lies in `biases` and `deltas`; negative for an input. */
export function biasAt(panel: NetworkGraph, unit: number): number {
  return unit - (panel.layers[0]?.names.length ?? 0);
}

/** How the unit is called: by its own name, else by layer and place. */
export function nameOf(panel: NetworkGraph, unit: number): string {
  const { layer, index } = unitPlace(panel, unit);
  const column = panel.layers[layer];
  return column?.names[index] || `${column?.name ?? ''} ${index + 1}`.trim();
}

/** The picture of `unit`, if the net has a plane as its input. */
export function mapOf(panel: NetworkGraph, unit: number): UnitMap | null {
  const [units, height, width] = panel.maps?.shape ?? [];
  if (!panel.maps || !units || !height || !width || unit < 0 || unit >= units) return null;
  const size = height * width;
  return {
    name: nameOf(panel, unit),
    data: bytesOf(panel.maps).subarray(unit * size, (unit + 1) * size),
    height,
    width,
    scale: panel.scales?.data[unit] ?? 1,
  };
}

/** Edge number `at` of the flat weights as layer, source and target. */
export function edgeOf(panel: NetworkGraph, at: number): Edge {
  const sizes = sizesOf(panel);
  let rest = at;
  let layer = 1;
  while (layer < sizes.length - 1 && rest >= sizes[layer]! * sizes[layer - 1]!) {
    rest -= sizes[layer]! * sizes[layer - 1]!;
    layer += 1;
  }
  const inputs = sizes[layer - 1] ?? 1;
  return { layer, source: rest % inputs, target: Math.floor(rest / inputs) };
}

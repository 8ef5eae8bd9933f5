/** The names of inputs and outputs beside their units, and the room they need. */
import type { Colours } from '../palette.svelte';
import type { NetworkGraph } from '../protocol';
import type { GraphLayout, GraphRoom } from './graph-layout';
import type { Extent } from './surface.svelte';

/** Pixels above the columns, for the steppers. */
const STEPPERS = 30;

export function roomFor(extent: Extent, panel: NetworkGraph, colours: Colours): GraphRoom {
  const longest = Math.max(0, ...(panel.layers[0]?.names ?? []).map((name) => name.length));
  const outputs = panel.layers.at(-1)?.names ?? [];
  const outputWidth = colours.fontSize * 0.6 * Math.max(0, ...outputs.map((one) => one.length));
  return {
    width: extent.width,
    height: extent.height,
    top: STEPPERS,
    bottom: outputs.length > 0 ? 8 + colours.fontSize : 8,
    left: 10 + Math.min(8, longest) * colours.fontSize * 0.62,
    right: 8 + Math.max(0, outputWidth - 40) / 2,
  };
}

export function drawNames(
  ctx: CanvasRenderingContext2D,
  layout: GraphLayout,
  panel: NetworkGraph,
  colours: Colours,
): void {
  const last = panel.layers.length - 1;
  const size = colours.fontSize + 1;
  for (const { layer, index, x, y, size: side } of layout.units) {
    const name = panel.layers[layer]?.names[index] ?? '';
    if ((layer !== 0 && layer !== last) || !name || side < 9) continue;
    ctx.font = `italic ${Math.min(size, Math.max(8, side * 0.6))}px ${colours.font}`;
    ctx.fillStyle = colours.ink2;
    ctx.textAlign = layer === 0 ? 'right' : 'center';
    ctx.textBaseline = layer === 0 ? 'middle' : 'top';
    if (layer === 0) ctx.fillText(name, x - side / 2 - 7, y);
    else ctx.fillText(name, x, y + side / 2 + 4);
  }
}

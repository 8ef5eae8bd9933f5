/** Draws painted examples until the server brings them back. */
import type { Colours } from '../palette.svelte';
import { xTo, yTo, type Plot } from './axes';
import type { Fresh } from './brush.svelte';
import { colourOf, markRadius, shapeOf, trace } from './points';

export function drawFresh(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  fresh: Fresh[],
  colours: Colours,
): void {
  const r = markRadius(plot, colours);
  for (const point of fresh) {
    ctx.beginPath();
    trace(ctx, shapeOf(point.label), xTo(plot, point.x), yTo(plot, point.y), r);
    ctx.lineWidth = 2;
    ctx.strokeStyle = colours.panel;
    ctx.stroke();
    ctx.fillStyle = colourOf(point.label, colours);
    ctx.fill();
  }
}

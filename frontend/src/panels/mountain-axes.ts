/** The axes around a mountain: always on the sides that face the viewer. */
import type { Colours } from '../palette.svelte';
import type { Surface3D } from '../protocol';
import { ticks } from './axes';
import { decade, tick } from './format';
import type { Heights } from './heights';
import { FLOOR, FOOT, TOP, type See } from './mountain';
import type { Seen, View } from './space';

/** What one axis needs: its ends in the cube, its range, and where its words go. */
interface Axis {
  name: string;
  lo: number;
  hi: number;
  place: (share: number) => Seen;
  log: boolean;
}

export function drawMountainAxes(
  ctx: CanvasRenderingContext2D,
  panel: Surface3D,
  heights: Heights,
  see: See,
  view: View,
  colours: Colours,
): void {
  const nearV = Math.cos(view.turn) >= 0 ? -1 : 1;
  const nearU = Math.sin(view.turn) >= 0 ? -1 : 1;
  drawFloorLines(ctx, see, colours);
  const middle = see(0, 0, FLOOR);
  const flat = { log: false };
  const { x_min, x_max, y_min, y_max } = panel;
  const x: Axis = {
    ...{ ...flat, name: panel.x_label, lo: x_min, hi: x_max },
    place: (share) => see(2 * share - 1, nearV, FLOOR),
  };
  const y: Axis = {
    ...{ ...flat, name: panel.y_label, lo: y_min, hi: y_max },
    place: (share) => see(nearU, 2 * share - 1, FLOOR),
  };
  for (const axis of [x, y]) drawAxis(ctx, axis, outward(axis, middle), colours);
  const corner = [
    [-1, -1],
    [-1, 1],
    [1, -1],
    [1, 1],
  ].sort(([a, b], [c, d]) => see(a!, b!, 0).x - see(c!, d!, 0).x)[0] as [number, number];
  const z: Axis = {
    ...{ name: panel.z_label, lo: heights.lo, hi: heights.hi, log: panel.log_z },
    place: (share) => see(...corner, FOOT + share * (TOP - FOOT)),
  };
  drawAxis(ctx, z, { x: -1, y: 0 }, colours);
}

function outward(axis: Axis, middle: Seen): { x: number; y: number } {
  const at = axis.place(0.5);
  const [dx, dy] = [at.x - middle.x, at.y - middle.y];
  const long = Math.hypot(dx, dy) || 1;
  return { x: dx / long, y: dy / long };
}

function drawFloorLines(ctx: CanvasRenderingContext2D, see: See, colours: Colours): void {
  ctx.beginPath();
  for (let t = -1; t <= 1.001; t += 0.5) {
    line(ctx, see(t, -1, FLOOR), see(t, 1, FLOOR));
    line(ctx, see(-1, t, FLOOR), see(1, t, FLOOR));
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.grid;
  ctx.stroke();
}

function line(ctx: CanvasPath, from: Seen, to: Seen): void {
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x, to.y);
}

function drawAxis(
  ctx: CanvasRenderingContext2D,
  axis: Axis,
  out: { x: number; y: number },
  colours: Colours,
): void {
  const size = colours.fontSize;
  const [from, to] = [axis.place(0), axis.place(1)];
  const pixels = Math.hypot(to.x - from.x, to.y - from.y);
  ctx.beginPath();
  line(ctx, from, to);
  const { at, step } = ticks(axis.lo, axis.hi, Math.max(1, pixels / (4.2 * size)));
  const shown = at.filter((value) => !axis.log || Number.isInteger(value));
  ctx.font = `${size}px ${colours.font}`;
  ctx.fillStyle = colours.ink2;
  ctx.textAlign = out.x < -0.35 ? 'right' : out.x > 0.35 ? 'left' : 'center';
  ctx.textBaseline = 'middle';
  for (const value of shown) {
    const seen = axis.place((value - axis.lo) / (axis.hi - axis.lo));
    ctx.moveTo(seen.x, seen.y);
    ctx.lineTo(seen.x + 4 * out.x, seen.y + 4 * out.y);
    const text = axis.log ? decade(10 ** value) : tick(value, step);
    ctx.fillText(text, seen.x + 8 * out.x, seen.y + (8 + 0.4 * size) * out.y);
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.ink3;
  ctx.stroke();
  ctx.font = `italic ${size + 1}px ${colours.font}`;
  nameAxis(ctx, axis, out, size);
}

/** A flat axis has its name beside its middle, the upright one above its end. */
function nameAxis(
  ctx: CanvasRenderingContext2D,
  axis: Axis,
  out: { x: number; y: number },
  size: number,
): void {
  if (out.y === 0) {
    const top = axis.place(1);
    ctx.textAlign = 'center';
    ctx.fillText(axis.name, top.x, top.y - 1.2 * size);
    return;
  }
  const middle = axis.place(0.5);
  ctx.fillText(axis.name, middle.x + 2.9 * size * out.x, middle.y + 2.9 * size * out.y);
}

/** Examples as marks: the shape tells the class, filled or hollow tells training from test. */
import type { Colours } from '../palette.svelte';
import type { Points } from '../protocol';
import { largest } from '../tensor';
import { xTo, yTo, type Plot } from './axes';
import { css, mix, parseColour, toLab } from './colour';

export const SHAPES = [
  ...(['circle', 'square', 'triangle', 'diamond'] as const),
  ...(['plus', 'wedge', 'cross', 'hexagon'] as const),
];
export type Shape = (typeof SHAPES)[number];

export interface PointLook {
  colours: Colours;
  /** Test examples are left out when false. */
  test: boolean;
  /** Ids of the example under the pointer and of the one picked; -1 for none. */
  hovered: number;
  picked: number;
  /** As a share of their usual radius; 1 unless given. */
  size?: number;
}

/** Colours come again after eight classes, and then with another shape: no two marks are alike. */
export function shapeOf(label: number): Shape {
  const round = Math.floor(label / SHAPES.length);
  return SHAPES[(label + round) % SHAPES.length]!;
}

export function colourOf(label: number, colours: Colours): string {
  return colours.classes[label % colours.classes.length]!;
}

/** Adds the outline of one mark of radius `r` to the current path; all shapes look as large. */
export function trace(ctx: CanvasPath, shape: Shape, x: number, y: number, r: number) {
  switch (shape) {
    case 'circle':
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      return;
    case 'square':
      ctx.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r);
      return;
    case 'triangle':
      polygon(ctx, x, y + 0.2 * r, 1.3 * r, 3, -Math.PI / 2);
      return;
    case 'diamond':
      polygon(ctx, x, y, 1.25 * r, 4, -Math.PI / 2);
      return;
    case 'plus':
      bars(ctx, x, y, r, 0);
      return;
    case 'wedge':
      polygon(ctx, x, y - 0.2 * r, 1.3 * r, 3, Math.PI / 2);
      return;
    case 'cross':
      bars(ctx, x, y, r, Math.PI / 4);
      return;
    case 'hexagon':
      polygon(ctx, x, y, 1.1 * r, 6, 0);
      return;
    default:
      shape satisfies never;
  }
}

export function drawPoints(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  points: Points,
  look: PointLook,
): void {
  const bins = points.value ? binsByValue(points, look.colours) : binsByClass(points, look.colours);
  const r = (look.size ?? 1) * markRadius(plot, look.colours);
  ctx.save();
  // Noise can throw an example out of the plane that is shown.
  ctx.beginPath();
  ctx.rect(plot.left - r, plot.top - r, plot.width + 2 * r, plot.height + 2 * r);
  ctx.clip();
  for (const { colour, shape, rows } of bins) {
    // Test examples first: training examples are what the net sees, and lie on top.
    if (look.test) stamp(ctx, plot, points, { colour, shape, rows, split: 1 }, look, r);
    stamp(ctx, plot, points, { colour, shape, rows, split: 0 }, look, r);
  }
  drawRinged(ctx, plot, points, look);
  ctx.restore();
}

/** Marks grow a little with their plot, so that a small one is not all marks. */
export function markRadius(plot: Plot, colours: Colours): number {
  const side = Math.min(plot.width, plot.height);
  return colours.point * Math.min(1.25, Math.max(0.62, side / 340));
}

/** The row of the nearest example within `reach` pixels of (px, py), -1 for none. */
export function nearestPoint(
  points: Points,
  plot: Plot,
  at: { x: number; y: number },
  reach: number,
  test: boolean,
): number {
  let best = -1;
  let least = reach * reach;
  const { x, y, split } = rowsOf(points);
  for (let row = 0; row < x.length; row++) {
    if (!test && split[row] === 1) continue;
    const distance = (xTo(plot, x[row]!) - at.x) ** 2 + (yTo(plot, y[row]!) - at.y) ** 2;
    if (distance < least) {
      least = distance;
      best = row;
    }
  }
  return best;
}

/** Whether two frames carry the same examples, so that their picture can stay. */
export function samePoints(one: Points | null, other: Points | null): boolean {
  if (one === other) return true;
  if (!one || !other) return false;
  return (
    same(one.x.data, other.x.data) &&
    same(one.y.data, other.y.data) &&
    same(one.label.data, other.label.data) &&
    same(one.split.data, other.split.data)
  );
}

function same(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

function rowsOf(points: Points) {
  return {
    x: points.x.data,
    y: points.y.data,
    label: points.label.data,
    split: points.split.data,
    ids: points.ids.data,
  };
}

interface Bin {
  colour: string;
  shape: Shape;
  rows: number[];
}

function binsByClass(points: Points, colours: Colours): Bin[] {
  const bins: Bin[] = [];
  const { label } = rowsOf(points);
  for (let row = 0; row < label.length; row++) {
    const code = label[row]!;
    bins[code] ??= { colour: colourOf(code, colours), shape: shapeOf(code), rows: [] };
    bins[code].rows.push(row);
  }
  return bins.filter(Boolean);
}

/** The targets of a regression in a few colours: one path per colour is drawn at once. */
const SHADES = 17;

function binsByValue(points: Points, colours: Colours): Bin[] {
  const values = points.value?.data ?? [];
  const most = largest(values, 1e-9);
  const middle = toLab(parseColour(colours.panel));
  const bins = Array.from({ length: SHADES }, (_, i): Bin => {
    const share = (2 * i) / (SHADES - 1) - 1;
    const end = toLab(parseColour(share < 0 ? colours.negative : colours.positive));
    return { colour: css(mix(middle, end, Math.abs(share))), shape: 'circle', rows: [] };
  });
  for (let row = 0; row < values.length; row++) {
    const bin = Math.round(((values[row]! / most + 1) / 2) * (SHADES - 1));
    bins[bin]?.rows.push(row);
  }
  return bins;
}

function stamp(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  points: Points,
  bin: Bin & { split: number },
  look: PointLook,
  r: number,
): void {
  const { x, y, split } = rowsOf(points);
  ctx.beginPath();
  for (const row of bin.rows) {
    if (split[row] !== bin.split) continue;
    trace(ctx, bin.shape, xTo(plot, x[row]!), yTo(plot, y[row]!), r);
  }
  const hollow = bin.split === 1;
  // A ring of the panel's colour keeps a mark visible on a field of its own colour.
  ctx.lineJoin = 'round';
  ctx.lineWidth = hollow ? r * 0.85 : r * 0.5;
  // A target near zero is as pale as the panel: only a dark ring shows it.
  ctx.strokeStyle = points.value ? look.colours.ink2 : look.colours.panel;
  ctx.stroke();
  ctx.fillStyle = hollow ? look.colours.panel : bin.colour;
  ctx.fill();
  if (!hollow) return;
  ctx.lineWidth = Math.max(1.2, r * 0.38);
  ctx.strokeStyle = bin.colour;
  ctx.stroke();
}

function drawRinged(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  points: Points,
  look: PointLook,
): void {
  const { x, y, ids } = rowsOf(points);
  for (const [id, width] of [
    [look.hovered, 1.5],
    [look.picked, 2.5],
  ] as const) {
    const row = id < 0 ? -1 : ids.indexOf(id);
    if (row < 0) continue;
    ctx.beginPath();
    ctx.arc(
      xTo(plot, x[row]!),
      yTo(plot, y[row]!),
      2.1 * markRadius(plot, look.colours),
      0,
      2 * Math.PI,
    );
    ctx.lineWidth = width + 2;
    ctx.strokeStyle = look.colours.panel;
    ctx.stroke();
    ctx.lineWidth = width;
    ctx.strokeStyle = look.colours.ink;
    ctx.stroke();
  }
}

function polygon(ctx: CanvasPath, x: number, y: number, r: number, corners: number, turn: number) {
  for (let i = 0; i < corners; i++) {
    const angle = turn + (2 * Math.PI * i) / corners;
    const [px, py] = [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    if (i === 0) ctx.moveTo(px, py);
    else ctx.lineTo(px, py);
  }
  ctx.closePath();
}

/** A plus sign with arms of some width, turned by `turn`. */
function bars(ctx: CanvasPath, x: number, y: number, r: number, turn: number) {
  const [long, wide] = [1.15 * r, 0.4 * r];
  const corners: [number, number][] = [
    ...([
      [wide, long],
      [wide, wide],
      [long, wide],
      [long, -wide],
    ] as [number, number][]),
    ...([
      [wide, -wide],
      [wide, -long],
      [-wide, -long],
      [-wide, -wide],
    ] as [number, number][]),
    ...([
      [-long, -wide],
      [-long, wide],
      [-wide, wide],
      [-wide, long],
    ] as [number, number][]),
  ];
  corners.forEach(([u, v], i) => {
    const px = x + u * Math.cos(turn) - v * Math.sin(turn);
    const py = y + u * Math.sin(turn) + v * Math.cos(turn);
    if (i === 0) ctx.moveTo(px, py);
    else ctx.lineTo(px, py);
  });
  ctx.closePath();
}

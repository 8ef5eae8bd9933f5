/** The heights of a function over a grid: scaled for drawing, read at any place. */
import type { ContourPath, Surface3D } from '../protocol';
import { HOLE, LEVELS, valueAt, type Tensor } from '../tensor';

export type Ground = ContourPath | Surface3D;

export interface Heights {
  width: number;
  height: number;
  /** 0 (lowest) to 254 (highest), 255 where there is no number; row 0 at y_max. */
  scaled: Float32Array;
  bytes: Uint8Array;
  /** What 0 and 254 stand for, in the units of the panel's values. */
  lo: number;
  hi: number;
}

export function heightsOf(values: Tensor): Heights {
  const [height = 0, width = 0] = values.shape;
  const scaled = new Float32Array(width * height);
  const bytes = new Uint8Array(width * height);
  let [lo, hi] = [Infinity, -Infinity];
  for (let i = 0; i < scaled.length; i++) {
    const value = valueAt(values, i);
    scaled[i] = value;
    if (!Number.isFinite(value)) continue;
    lo = Math.min(lo, value);
    hi = Math.max(hi, value);
  }
  if (!(lo < hi)) [lo, hi] = Number.isFinite(lo) ? [lo - 1, lo + 1] : [0, 1];
  for (let i = 0; i < scaled.length; i++) {
    const value = scaled[i]!;
    scaled[i] = Number.isFinite(value) ? ((value - lo) / (hi - lo)) * LEVELS : HOLE;
    bytes[i] = Math.round(scaled[i]!);
  }
  return { width, height, scaled, bytes, lo, hi };
}

/** Whether two panels show the same ground, so that its picture can stay. */
export function sameGround(one: Ground, other: Ground): boolean {
  return look(one) === look(other) && sameTensor(one.values, other.values);
}

function look(panel: Ground): string {
  const { x_min, x_max, y_min, y_max, x_label, y_label, z_label, levels, log_z, z_floor } = panel;
  const { lo, hi, shape } = panel.values;
  const limits = [x_min, x_max, y_min, y_max, lo, hi, z_floor, log_z, ...shape];
  return [limits, [x_label, y_label, z_label], levels].join('|');
}

function sameTensor(one: Tensor, other: Tensor): boolean {
  if (one.data === other.data) return true;
  return one.data.every((value, i) => Object.is(value, other.data[i]));
}

/** The scaled height at grid place (column, row), linear between the samples; NaN at holes. */
export function scaledAt(of: Heights, column: number, row: number): number {
  const [u, c] = between(column, of.width);
  const [v, r] = between(row, of.height);
  const at = r * of.width + c;
  const a = of.scaled[at]!;
  const b = of.scaled[at + 1]!;
  const d = of.scaled[at + of.width]!;
  const e = of.scaled[at + of.width + 1]!;
  if (a === HOLE || b === HOLE || d === HOLE || e === HOLE) return NaN;
  return (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * d + u * e);
}

function between(place: number, count: number): [share: number, first: number] {
  const inside = Math.min(count - 1, Math.max(0, place));
  const first = Math.max(0, Math.min(count - 2, Math.floor(inside)));
  return [inside - first, first];
}

/** The panel's value at (x, y), still a logarithm where `log_z`; NaN in a hole or outside. */
export function valueOver(panel: Ground, of: Heights, x: number, y: number): number {
  const across = ((x - panel.x_min) / (panel.x_max - panel.x_min)) * of.width;
  const down = ((panel.y_max - y) / (panel.y_max - panel.y_min)) * of.height;
  if (!(across >= 0 && down >= 0 && across <= of.width && down <= of.height)) return NaN;
  return of.lo + (scaledAt(of, across - 0.5, down - 0.5) / LEVELS) * (of.hi - of.lo);
}

/** What a value stands for: the function itself, also where its logarithm is drawn. */
export function unlogged(panel: Ground, value: number): number {
  return panel.log_z ? panel.z_floor + 10 ** value : value;
}

export interface Reading {
  f: number;
  /** The gradient, by differences over one cell: as exact as the picture. */
  dx: number;
  dy: number;
}

export function readAt(panel: Ground, of: Heights, x: number, y: number): Reading {
  const f = (px: number, py: number) => unlogged(panel, valueOver(panel, of, px, py));
  const hx = (panel.x_max - panel.x_min) / of.width / 2;
  const hy = (panel.y_max - panel.y_min) / of.height / 2;
  return {
    f: f(x, y),
    dx: (f(x + hx, y) - f(x - hx, y)) / (2 * hx),
    dy: (f(x, y + hy) - f(x, y - hy)) / (2 * hy),
  };
}

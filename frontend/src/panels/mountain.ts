/** Draws a mountain: its faces from far to near, each shaded by its height and by the light. */
import type { Colours } from '../palette.svelte';
import { HOLE, LEVELS } from '../tensor';
import { css, toLab } from './colour';
import { newContour, traceContour, type Contour } from './contour';
import type { Ground, Heights } from './heights';
import type { projection, View } from './space';

export type See = ReturnType<typeof projection>;

/** The heights of the mountain in the cube of -1..1, and where the floor lies below it. */
const HALF = 0.6;
const MIDDLE = 0.36;
export const TOP = MIDDLE + HALF;
export const FOOT = MIDDLE - HALF;
export const FLOOR = FOOT - 0.24;

export const ABOVE: View = { turn: 0.62, tilt: 0.76, zoom: 0.76 };

const BANDS = 48;
const LIGHTS = 14;
/** Every this many cells a line of the grid is drawn. */
const MESH = 5;
/** A lamp behind the viewer's left shoulder: to the right, away from the viewer, up. */
const LAMP = [-0.5, -0.42, 0.76] as const;

/** What is kept between frames, so that turning allocates little. */
export class MountainPicture {
  readonly contour: Contour = newContour();
  x = new Float32Array(0);
  y = new Float32Array(0);
  #shades: { table: Uint32Array; css: string[] } | null = null;

  /** A CSS colour for every band of height and every strength of light. */
  shades(table: Uint32Array): string[] {
    if (this.#shades?.table !== table) this.#shades = { table, css: shadesOf(table) };
    return this.#shades.css;
  }
}

function shadesOf(table: Uint32Array): string[] {
  const all: string[] = [];
  for (let band = 0; band < BANDS; band++) {
    // Not from the panel's own colour: the lowest faces must be seen too.
    const entry = table[Math.round((0.14 + (0.8 * band) / (BANDS - 1)) * LEVELS)]!;
    const rgb = [0, 8, 16].map((shift) => ((entry >> shift) & 255) / 255);
    const [lightness, a, b] = toLab(rgb as [number, number, number]);
    for (let light = 0; light < LIGHTS; light++) {
      const share = 0.6 + (0.48 * light) / (LIGHTS - 1);
      all.push(css([Math.min(0.99, lightness * share), a, b]));
    }
  }
  return all;
}

/** The place of a height 0..254 in the cube. */
export function up(scaled: number): number {
  return MIDDLE + ((2 * scaled) / LEVELS - 1) * HALF;
}

export function across(column: number, { width }: Heights): number {
  return (2 * (column + 0.5)) / width - 1;
}

export function along(row: number, { height }: Heights): number {
  return 1 - (2 * (row + 0.5)) / height;
}

export function drawMountain(
  ctx: CanvasRenderingContext2D,
  heights: Heights,
  see: See,
  view: View,
  look: { colours: Colours; table: Uint32Array },
  picture: MountainPicture,
): void {
  project(heights, see, picture);
  const { width, height } = heights;
  const [ct, st] = [Math.cos(view.turn), Math.sin(view.turn)];
  const [right, away, top] = LAMP;
  const lamp: Lamp = [right * ct + away * st, -right * st + away * ct, top];
  const shades = picture.shades(look.table);
  const rows = inOrder(height - 1, ct < 0);
  const columns = inOrder(width - 1, st >= 0);
  ctx.save();
  ctx.lineWidth = 0.8;
  ctx.lineJoin = 'round';
  for (const row of rows) {
    for (const column of columns) drawFace(ctx, heights, row, column, lamp, shades, picture);
    ctx.globalAlpha = 0.2;
    ctx.strokeStyle = look.colours.ink;
    drawMesh(ctx, heights, row, ct < 0, picture);
    ctx.globalAlpha = 1;
  }
  ctx.restore();
}

type Lamp = [u: number, v: number, w: number];

function project(heights: Heights, see: See, picture: MountainPicture): void {
  const { width, height, scaled } = heights;
  if (picture.x.length !== scaled.length) {
    picture.x = new Float32Array(scaled.length);
    picture.y = new Float32Array(scaled.length);
  }
  for (let row = 0, at = 0; row < height; row++) {
    const v = along(row, heights);
    for (let column = 0; column < width; column++, at++) {
      const seen = see(across(column, heights), v, up(Math.min(LEVELS, scaled[at]!)));
      picture.x[at] = seen.x;
      picture.y[at] = seen.y;
    }
  }
}

function inOrder(count: number, backwards: boolean): number[] {
  return Array.from({ length: count }, (_, i) => (backwards ? count - 1 - i : i));
}

function drawFace(
  ctx: CanvasRenderingContext2D,
  heights: Heights,
  row: number,
  column: number,
  lamp: Lamp,
  shades: string[],
  { x, y }: MountainPicture,
): void {
  const { width, height, scaled } = heights;
  const i = row * width + column;
  const j = i + width;
  const a = scaled[i]!;
  const b = scaled[i + 1]!;
  const c = scaled[j + 1]!;
  const d = scaled[j]!;
  if (a === HOLE || b === HOLE || c === HOLE || d === HOLE) return;
  const rise = HALF / LEVELS;
  const du = ((b - a + c - d) * rise * width) / 2;
  const dv = ((a - d + b - c) * rise * height) / 2;
  const lit = (lamp[2] - du * lamp[0] - dv * lamp[1]) / Math.sqrt(1 + du * du + dv * dv);
  const light = Math.round(Math.max(0, Math.min(1, lit)) * (LIGHTS - 1));
  const band = Math.round(((a + b + c + d) / (4 * LEVELS)) * (BANDS - 1));
  const shade = shades[band * LIGHTS + light]!;
  ctx.fillStyle = shade;
  ctx.beginPath();
  // Half a pixel wider than it is: else the ground shines through between two faces.
  const mx = (x[i]! + x[j + 1]!) / 2;
  const my = (y[i]! + y[j + 1]!) / 2;
  ctx.moveTo(wider(x[i]!, mx), wider(y[i]!, my));
  ctx.lineTo(wider(x[i + 1]!, mx), wider(y[i + 1]!, my));
  ctx.lineTo(wider(x[j + 1]!, mx), wider(y[j + 1]!, my));
  ctx.lineTo(wider(x[j]!, mx), wider(y[j]!, my));
  ctx.fill();
}

function wider(corner: number, middle: number): number {
  return corner + (corner > middle ? 0.5 : -0.5);
}

/** The lines of the grid on the strip of faces below `row`. */
function drawMesh(
  ctx: CanvasRenderingContext2D,
  { width, height, scaled }: Heights,
  row: number,
  backwards: boolean,
  { x, y }: MountainPicture,
): void {
  const whole = (at: number) => scaled[at] !== HOLE;
  ctx.beginPath();
  const edge = backwards ? row : row + 1;
  if (edge % MESH === 0 || edge === height - 1 || edge === 0) {
    for (let column = 0; column + 1 < width; column++) {
      const at = edge * width + column;
      if (!whole(at) || !whole(at + 1)) continue;
      ctx.moveTo(x[at]!, y[at]!);
      ctx.lineTo(x[at + 1]!, y[at + 1]!);
    }
  }
  for (let column = 0; column < width; column += MESH) {
    const at = row * width + column;
    if (!whole(at) || !whole(at + width)) continue;
    ctx.moveTo(x[at]!, y[at]!);
    ctx.lineTo(x[at + width]!, y[at + width]!);
  }
  ctx.stroke();
}

/** The shadow map: level lines on the floor below the mountain. */
export function drawFloor(
  ctx: CanvasRenderingContext2D,
  panel: Ground,
  heights: Heights,
  see: See,
  colours: Colours,
  { contour }: MountainPicture,
): void {
  const { width, height, lo, hi } = heights;
  ctx.beginPath();
  for (const level of panel.levels) {
    const scaled = ((level - lo) / (hi - lo)) * LEVELS;
    if (scaled < 0 || scaled > LEVELS) continue;
    traceContour(contour, heights.scaled, width, height, scaled);
    for (let i = 0; i < contour.length; i += 4) {
      const [c0, r0, c1, r1] = contour.segments.subarray(i, i + 4);
      const from = see(across(c0!, heights), along(r0!, heights), FLOOR);
      const to = see(across(c1!, heights), along(r1!, heights), FLOOR);
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
    }
  }
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.5;
  ctx.strokeStyle = colours.negative;
  ctx.stroke();
  ctx.globalAlpha = 1;
}

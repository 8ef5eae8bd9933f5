/** Points of space turned and seen from the front: an own small projection. */
import type { Colours } from '../palette.svelte';
import type { Scatter3D } from '../protocol';
import { mix, css, parseColour, pixel, toLab } from './colour';
import { trace, shapeOf } from './points';
import { MOST_MARKS, Splatter } from './splatter';
import type { Extent } from './surface.svelte';

/** Where the eye is: `turn` around the upright axis, `tilt` above the floor, in radians. */
export interface View {
  turn: number;
  tilt: number;
  zoom: number;
}

export const FRONT: View = { turn: 0.62, tilt: 0.42, zoom: 1 };

/** The middle and half-width of the data along each axis. */
export interface Cube {
  middle: [number, number, number];
  half: [number, number, number];
}

export interface Seen {
  x: number;
  y: number;
  /** -1 (near) to 1 (far), about. */
  depth: number;
}

type Corner = [number, number, number];

/** The cube that holds all points; axes that differ a lot keep their own scale. */
export function cubeOf(xyz: ArrayLike<number>, old: Cube | null): Cube {
  const low: Corner = [Infinity, Infinity, Infinity];
  const high: Corner = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xyz.length; i++) {
    low[i % 3] = Math.min(low[i % 3]!, xyz[i]!);
    high[i % 3] = Math.max(high[i % 3]!, xyz[i]!);
  }
  if (low.some((value) => !Number.isFinite(value))) return { middle: [0, 0, 0], half: [1, 1, 1] };
  const fits = old && [0, 1, 2].every((k) => holds(old, k, low[k]!, high[k]!));
  if (fits) return old;
  return {
    middle: low.map((value, k) => (value + high[k]!) / 2) as Corner,
    half: low.map((value, k) => Math.max(1e-6, 0.55 * (high[k]! - value))) as Corner,
  };
}

function holds(cube: Cube, k: number, low: number, high: number): boolean {
  const [middle, half] = [cube.middle[k]!, cube.half[k]!];
  const roomy = high - low < 0.7 * half;
  return low >= middle - half && high <= middle + half && !roomy;
}

/** A function from the cube (-1..1 along each axis) to the canvas. */
export function projection(extent: Extent, view: View): (u: number, v: number, w: number) => Seen {
  const scale = 0.37 * Math.min(extent.width, extent.height * 1.08) * view.zoom;
  const [ct, st] = [Math.cos(view.turn), Math.sin(view.turn)];
  const [ci, si] = [Math.cos(view.tilt), Math.sin(view.tilt)];
  return (u, v, w) => {
    const across = u * ct - v * st;
    const away = u * st + v * ct;
    // The eye is above the floor: what is far stands higher, what is high is nearer.
    const up = w * ci + away * si;
    const depth = away * ci - w * si;
    // A little perspective: near things are larger, parallel lines still read as parallel.
    const near = 1 / (1 + 0.16 * depth);
    return {
      x: extent.width / 2 + across * scale * near,
      y: extent.height / 2 - up * scale * near,
      depth: depth / 1.75,
    };
  };
}

export function drawSpace(
  ctx: CanvasRenderingContext2D,
  panel: Scatter3D,
  cube: Cube,
  view: View,
  look: { colours: Colours; extent: Extent; hovered: number; picked: number },
  splatter: Splatter,
): void {
  const see = projection(look.extent, view);
  drawCube(ctx, panel, see, look);
  if (panel.plane) drawPlane(ctx, panel.plane, cube, see, look.colours);
  if (panel.label.data.length > MOST_MARKS) splatterSpace(ctx, panel, cube, see, look, splatter);
  else drawMarks(ctx, panel, cube, see, look);
}

/** Row numbers of `depths` from far to near. */
function farFirst(depths: Float32Array): Uint32Array {
  return Uint32Array.from(depths.keys()).sort((a, b) => depths[b]! - depths[a]!);
}

function drawMarks(
  ctx: CanvasRenderingContext2D,
  panel: Scatter3D,
  cube: Cube,
  see: ReturnType<typeof projection>,
  look: { colours: Colours; hovered: number; picked: number },
): void {
  const seen = seenPoints(panel, cube, see);
  const fades = fadedColours(look.colours);
  const depths = Float32Array.from(seen, (one) => one.depth);
  ctx.lineJoin = 'round';
  for (const row of farFirst(depths)) {
    const { x, y, depth } = seen[row]!;
    const label = panel.label.data[row]!;
    const near = Math.min(1, Math.max(0, 0.5 - depth / 2));
    const shades = fades[label % fades.length]!;
    const r = look.colours.point * (0.62 + 0.5 * near);
    const hollow = panel.split.data[row] === 1;
    ctx.beginPath();
    trace(ctx, shapeOf(label), x, y, r);
    ctx.lineWidth = hollow ? 1.5 : 1;
    ctx.fillStyle = hollow ? look.colours.panel : shades[Math.round(near * (SHADES - 1))]!;
    ctx.strokeStyle = hollow ? shades[Math.round(near * (SHADES - 1))]! : look.colours.panel;
    ctx.fill();
    ctx.stroke();
    const id = panel.ids.data[row];
    if (id !== look.hovered && id !== look.picked) continue;
    ctx.beginPath();
    ctx.arc(x, y, look.colours.point * 2.1, 0, 2 * Math.PI);
    ctx.lineWidth = id === look.picked ? 2.5 : 1.5;
    ctx.strokeStyle = look.colours.ink;
    ctx.stroke();
  }
}

/** Depth as colour: far marks fade towards the panel, but never below a visible contrast. */
const SHADES = 6;

function fadedColours(colours: Colours): string[][] {
  const ground = toLab(parseColour(colours.panel));
  return colours.classes.map((name) => {
    const full = toLab(parseColour(name));
    return Array.from({ length: SHADES }, (_, i) =>
      css(mix(full, ground, 0.3 * (1 - i / (SHADES - 1)))),
    );
  });
}

export function seenPoints(
  panel: Scatter3D,
  cube: Cube,
  see: ReturnType<typeof projection>,
): Seen[] {
  const { data } = panel.xyz;
  const { middle, half } = cube;
  return Array.from({ length: panel.label.data.length }, (_, i) =>
    see(
      (data[3 * i]! - middle[0]) / half[0],
      (data[3 * i + 1]! - middle[1]) / half[1],
      (data[3 * i + 2]! - middle[2]) / half[2],
    ),
  );
}

function splatterSpace(
  ctx: CanvasRenderingContext2D,
  panel: Scatter3D,
  cube: Cube,
  see: ReturnType<typeof projection>,
  look: { colours: Colours; extent: Extent },
  splatter: Splatter,
): void {
  const { width, height, ratio } = look.extent;
  const pixels = look.colours.classes.map((name) => pixel(toLab(parseColour(name))));
  splatter.begin(width * ratio, height * ratio, true);
  const { data } = panel.xyz;
  const { middle, half } = cube;
  for (let i = 0; i < panel.label.data.length; i++) {
    const seen = see(
      (data[3 * i]! - middle[0]) / half[0],
      (data[3 * i + 1]! - middle[1]) / half[1],
      (data[3 * i + 2]! - middle[2]) / half[2],
    );
    const reach = seen.depth < 0 ? Math.round(1.4 * ratio) : Math.round(0.8 * ratio);
    const colour = pixels[panel.label.data[i]! % pixels.length]!;
    splatter.dot(seen.x * ratio, seen.y * ratio, colour, reach, seen.depth);
  }
  splatter.end(ctx, width, height);
}

/** The floor and its three axes, with their names. */
function drawCube(
  ctx: CanvasRenderingContext2D,
  panel: Scatter3D,
  see: ReturnType<typeof projection>,
  { colours, extent }: { colours: Colours; extent: Extent },
): void {
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.line;
  ctx.beginPath();
  for (let t = -1; t <= 1.001; t += 0.5) {
    segment(ctx, see(t, -1, -1), see(t, 1, -1));
    segment(ctx, see(-1, t, -1), see(1, t, -1));
  }
  ctx.stroke();
  ctx.strokeStyle = colours.ink3;
  ctx.fillStyle = colours.ink2;
  ctx.font = `italic ${colours.fontSize + 1}px ${colours.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  const ends: Corner[] = [
    [1, -1, -1],
    [-1, 1, -1],
    [-1, -1, 1],
  ];
  ends.forEach((end, k) => {
    const [from, to] = [see(-1, -1, -1), see(...end)];
    ctx.beginPath();
    segment(ctx, from, to);
    ctx.stroke();
    const beyond = 1 + 16 / Math.max(30, Math.hypot(to.x - from.x, to.y - from.y));
    const at = { x: from.x + (to.x - from.x) * beyond, y: from.y + (to.y - from.y) * beyond };
    const name = panel.axes[k] ?? '';
    const half = ctx.measureText(name).width / 2 + 2;
    const { width, height } = extent;
    const [low, high] = [colours.fontSize, height - colours.fontSize];
    // The upright axis would run through a name above its end.
    const aside = k === 2 ? half + 4 : 0;
    ctx.fillText(name, clamp(at.x + aside, half, width - half), clamp(at.y, low, high));
  });
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(low, high), Math.max(low, value));
}

function segment(ctx: CanvasPath, from: Seen, to: Seen): void {
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x, to.y);
}

/** The part of the plane inside the cube, as a pale sheet. */
function drawPlane(
  ctx: CanvasRenderingContext2D,
  plane: NonNullable<Scatter3D['plane']>,
  cube: Cube,
  see: ReturnType<typeof projection>,
  colours: Colours,
): void {
  const sheet = cutCube(plane, cube);
  if (sheet.length < 3) return;
  const seen = sheet.map((corner) => see(...corner));
  const middle = {
    x: seen.reduce((sum, one) => sum + one.x, 0) / seen.length,
    y: seen.reduce((sum, one) => sum + one.y, 0) / seen.length,
  };
  const angle = (one: Seen) => Math.atan2(one.y - middle.y, one.x - middle.x);
  seen.sort((a, b) => angle(a) - angle(b));
  ctx.beginPath();
  seen.forEach(({ x, y }, i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.closePath();
  ctx.globalAlpha = 0.1;
  ctx.fillStyle = colours.ink;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.ink2;
  ctx.stroke();
}

/** Where the plane crosses the twelve edges of the cube, in -1..1. */
export function cutCube(plane: NonNullable<Scatter3D['plane']>, cube: Cube): Corner[] {
  const normal = [plane.nx, plane.ny, plane.nz].map((n, k) => n * cube.half[k]!) as Corner;
  const offset =
    plane.offset -
    plane.nx * cube.middle[0] -
    plane.ny * cube.middle[1] -
    plane.nz * cube.middle[2];
  const cuts: Corner[] = [];
  for (let axis = 0; axis < 3; axis++) {
    const [one, other] = [(axis + 1) % 3, (axis + 2) % 3] as [0 | 1 | 2, 0 | 1 | 2];
    if (Math.abs(normal[axis]!) < 1e-12) continue;
    for (const a of [-1, 1]) {
      for (const b of [-1, 1]) {
        const at = (offset - normal[one] * a - normal[other] * b) / normal[axis]!;
        if (Math.abs(at) > 1) continue;
        const corner: Corner = [0, 0, 0];
        corner[axis] = at;
        corner[one] = a;
        corner[other] = b;
        cuts.push(corner);
      }
    }
  }
  return cuts;
}

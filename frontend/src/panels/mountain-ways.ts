/** Ways over a mountain: where their places are seen, and which are behind a ridge. */
import type { Surface3D } from '../protocol';
import { LEVELS } from '../tensor';
import { scaledAt, type Heights } from './heights';
import { across, along, TOP, up, type See } from './mountain';
import type { View } from './space';
import type { Drawn, Seat } from './trails';

/** How far above the ground a way is drawn, so that its own face does not hide it. */
const LIFT = 0.02;

export interface Spot3d {
  u: number;
  v: number;
  w: number;
}

/** (x, y) with the height z, in the cube; z left out is read from the ground. Null off the map. */
export function spotOf(
  panel: Surface3D,
  heights: Heights,
  x: number,
  y: number,
  z?: number,
): Spot3d | null {
  const u = (2 * (x - panel.x_min)) / (panel.x_max - panel.x_min) - 1;
  const v = (2 * (y - panel.y_min)) / (panel.y_max - panel.y_min) - 1;
  if (!(Math.abs(u) <= 1 && Math.abs(v) <= 1)) return null;
  const { lo, hi, width, height } = heights;
  const column = ((u + 1) / 2) * width - 0.5;
  const row = ((1 - v) / 2) * height - 0.5;
  const scaled = z === undefined ? scaledAt(heights, column, row) : ((z - lo) / (hi - lo)) * LEVELS;
  if (Number.isNaN(scaled)) return null;
  return { u, v, w: up(Math.min(LEVELS, Math.max(0, scaled))) + LIFT };
}

/** Whether a ridge stands between the place and the eye: a walk towards the eye over the grid. */
export function isHidden(heights: Heights, view: View, { u, v, w }: Spot3d): boolean {
  const [ci, si] = [Math.cos(view.tilt), Math.sin(view.tilt)];
  const step = 2 / Math.max(heights.width, heights.height);
  const du = -Math.sin(view.turn) * step;
  const dv = -Math.cos(view.turn) * step;
  const dw = (step * si) / Math.max(1e-6, ci);
  const { width, height } = heights;
  let [at, bt, high] = [u + du, v + dv, w + dw + LIFT];
  while (Math.abs(at) < 1 && Math.abs(bt) < 1 && high < TOP) {
    const ground = scaledAt(heights, ((at + 1) / 2) * width - 0.5, ((1 - bt) / 2) * height - 0.5);
    if (up(ground) > high) return true;
    at += du;
    bt += dv;
    high += dw;
  }
  return false;
}

/** The trails on the canvas; what lies off the map is left out. */
export function seatWays(
  panel: Surface3D,
  heights: Heights,
  see: See,
  view: View,
  off: ReadonlySet<string>,
): Drawn[] {
  return panel.trails.flatMap((trail, row) => {
    if (off.has(trail.name)) return [];
    const seats: Seat[] = [];
    for (let i = 0; i < trail.x.data.length; i++) {
      const spot = spotOf(panel, heights, trail.x.data[i]!, trail.y.data[i]!, trail.z?.data[i]);
      if (!spot) {
        if (seats.length > 0) seats.at(-1)!.last = true;
        continue;
      }
      const { x, y } = see(spot.u, spot.v, spot.w);
      seats.push({ x, y, hidden: isHidden(heights, view, spot) });
    }
    return [{ trail, row, seats }];
  });
}

/** The sample of the ground nearest to a place on the canvas, the nearer of two at one place. */
export function groundAt(
  heights: Heights,
  see: See,
  at: { x: number; y: number },
): { column: number; row: number } | null {
  let best: { column: number; row: number } | null = null;
  let least = Infinity;
  for (let row = 0; row < heights.height; row++) {
    for (let column = 0; column < heights.width; column++) {
      const scaled = heights.scaled[row * heights.width + column]!;
      if (scaled > LEVELS) continue;
      const seen = see(across(column, heights), along(row, heights), up(scaled));
      const distance = Math.hypot(seen.x - at.x, seen.y - at.y);
      if (distance > 14 || distance + 40 * seen.depth >= least) continue;
      least = distance + 40 * seen.depth;
      best = { column, row };
    }
  }
  return best;
}

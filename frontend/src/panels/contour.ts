/** The line where a grid of bytes crosses a level, by marching squares. */
import { HOLE } from '../tensor';

/** Segments as x0, y0, x1, y1 in units of grid steps from the first sample. */
export interface Contour {
  segments: Float32Array;
  /** The softened grid, kept from frame to frame. */
  soft: Float32Array;
  /** How many numbers of `segments` are in use. */
  length: number;
}

export function newContour(): Contour {
  return { segments: new Float32Array(1024), soft: new Float32Array(0), length: 0 };
}

/**
 * Fills `into` with the line at byte `level` (may be fractional) of `grid`, (height, width) row by
 * row. Cells with a hole at a corner are left out. The buffer grows when needed and is reused.
 */
export function traceContour(
  into: Contour,
  grid: ArrayLike<number>,
  width: number,
  height: number,
  level: number,
): Contour {
  into.length = 0;
  for (let row = 0; row + 1 < height; row++) {
    for (let column = 0; column + 1 < width; column++) {
      const at = row * width + column;
      const a = grid[at]!;
      const b = grid[at + 1]!;
      const c = grid[at + width + 1]!;
      const d = grid[at + width]!;
      const code = +(a > level) | (+(b > level) << 1) | (+(c > level) << 2) | (+(d > level) << 3);
      if (code === 0 || code === 15) continue;
      if (a === HOLE || b === HOLE || c === HOLE || d === HOLE) continue;
      crossCell(into, column, row, [a, b, c, d], level, code);
    }
  }
  return into;
}

/**
 * `grid` blurred a little (weights 1, 2, 1 both ways) into `into`: bytes go up in steps, and on a
 * gentle slope the boundary would show them as notches. With a hole anywhere, just a copy.
 */
export function soften(into: Float32Array, grid: Uint8Array, width: number): Float32Array {
  into.set(grid);
  if (grid.includes(HOLE)) return into;
  const last = grid.length - width - 1;
  for (let at = width + 1; at < last; at++) {
    const up = grid[at - width - 1]! + 2 * grid[at - width]! + grid[at - width + 1]!;
    const here = grid[at - 1]! + 2 * grid[at]! + grid[at + 1]!;
    const down = grid[at + width - 1]! + 2 * grid[at + width]! + grid[at + width + 1]!;
    const column = at % width;
    // The outermost samples have no neighbours on one side: they stay.
    if (column > 0 && column < width - 1) into[at] = (up + 2 * here + down) / 16;
  }
  return into;
}

type Corners = [a: number, b: number, c: number, d: number];

/** Edges of a cell: 0 top (a-b), 1 right (b-c), 2 bottom (d-c), 3 left (a-d). */
const LINES: readonly (readonly number[])[] = [
  ...[[], [3, 0], [0, 1], [3, 1], [1, 2], [3, 0, 1, 2], [0, 2], [3, 2]],
  ...[[2, 3], [2, 0], [0, 1, 2, 3], [2, 1], [1, 3], [1, 0], [0, 3], []],
];

function crossCell(
  into: Contour,
  column: number,
  row: number,
  corners: Corners,
  level: number,
  code: number,
): void {
  if (into.length + 8 > into.segments.length) grow(into);
  for (const edge of LINES[code]!) {
    const [a, b, c, d] = corners;
    let x = column;
    let y = row;
    if (edge === 0) x += share(a, b, level);
    else if (edge === 1) [x, y] = [column + 1, row + share(b, c, level)];
    else if (edge === 2) [x, y] = [column + share(d, c, level), row + 1];
    else y += share(a, d, level);
    into.segments[into.length++] = x;
    into.segments[into.length++] = y;
  }
}

function share(from: number, to: number, level: number): number {
  return from === to ? 0.5 : (level - from) / (to - from);
}

function grow(contour: Contour): void {
  const larger = new Float32Array(2 * contour.segments.length);
  larger.set(contour.segments);
  contour.segments = larger;
}

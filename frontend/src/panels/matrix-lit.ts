/** Which cells of a matrix light up: the window of a cell, a tap of the kernel, what goes where. */
import type { Highlight } from '../highlight.svelte';
import type { Matrix, Window } from '../protocol';
import type { At, MatrixShape } from './matrix-layout';

export interface Lit {
  /** The window: all cells that make the cell looked at; `sheet` -1 for every sheet. */
  window: At[];
  /** The one cell under the tap that is pointed at. */
  tap: At | null;
  /** All cells that the pointed-at input cell goes into. */
  goes: At[];
  /** Whether all of this matrix is the kernel in use. */
  whole: boolean;
}

/** The cells a window looks at for cell (row, col), those outside the matrix left out. */
export function windowCells(
  window: Window,
  { row, col }: { row: number; col: number },
  shape: MatrixShape,
): { row: number; col: number }[] {
  const cells = [];
  for (let k = 0; k < window.size; k++) {
    for (let l = 0; l < window.size; l++) {
      const cell = under(window, { row, col }, { row: k, col: l });
      if (cell.row < 0 || cell.row >= shape.rows) continue;
      if (cell.col >= 0 && cell.col < shape.cols) cells.push(cell);
    }
  }
  return cells;
}

/** The cell that lies under tap (k, l) when the window makes cell (row, col). */
function under(
  window: Window,
  made: { row: number; col: number },
  tap: { row: number; col: number },
): { row: number; col: number } {
  return {
    row: made.row * window.stride - window.padding + tap.row * window.dilation,
    col: made.col * window.stride - window.padding + tap.col * window.dilation,
  };
}

/** The tap that lies on `cell` when the window makes `made`, null for none. */
export function tapOn(
  window: Window,
  made: { row: number; col: number },
  cell: { row: number; col: number },
): { row: number; col: number } | null {
  const first = under(window, made, { row: 0, col: 0 });
  const row = (cell.row - first.row) / window.dilation;
  const col = (cell.col - first.col) / window.dilation;
  const fits = (k: number) => Number.isInteger(k) && k >= 0 && k < window.size;
  return fits(row) && fits(col) ? { row, col } : null;
}

/** All cells of a matrix of this shape whose window holds `cell`. */
export function goesInto(
  window: Window,
  cell: { row: number; col: number },
  shape: MatrixShape,
): { row: number; col: number }[] {
  const rows = reached(window, cell.row, shape.rows);
  const cols = reached(window, cell.col, shape.cols);
  return rows.flatMap((row) => cols.map((col) => ({ row, col })));
}

function reached(window: Window, at: number, count: number): number[] {
  const found = new Set<number>();
  for (let k = 0; k < window.size; k++) {
    const i = (at + window.padding - k * window.dilation) / window.stride;
    if (Number.isInteger(i) && i >= 0 && i < count) found.add(i);
  }
  return [...found].sort((a, b) => a - b);
}

/** The cell whose window lies around `cell` of this matrix, as near as the edges allow. */
export function windowAround(
  window: Window,
  cell: { row: number; col: number },
  shape: MatrixShape,
): { row: number; col: number; index: number } {
  const reach = window.dilation * (window.size - 1) + 1;
  const count = (side: number) =>
    Math.max(1, Math.floor((side + 2 * window.padding - reach) / window.stride) + 1);
  const near = (at: number, most: number) => {
    const first = at + window.padding - Math.floor(reach / 2);
    return Math.min(most - 1, Math.max(0, Math.round(first / window.stride)));
  };
  const cols = count(shape.cols);
  const row = near(cell.row, count(shape.rows));
  const col = near(cell.col, cols);
  return { row, col, index: (window.sheet * count(shape.rows) + row) * cols + col };
}

/** The cell of the made matrix that is looked at: under the pointer, else the one that is kept. */
export function lookedAt(window: Window, highlight: Highlight): At | null {
  const { cell } = highlight;
  if (cell?.panel === window.of) return { sheet: cell.sheet ?? 0, row: cell.row, col: cell.col };
  return window.row < 0 ? null : { sheet: window.sheet, row: window.row, col: window.col };
}

export function litCells(
  panel: Matrix,
  name: string,
  highlight: Highlight,
  shape: MatrixShape,
): Lit {
  const { window, made, depthwise } = panel;
  const { cell, tap } = highlight;
  const lit: Lit = { window: [], tap: null, goes: [], whole: panel.taps };
  const looked = window ? lookedAt(window, highlight) : null;
  if (window && looked) {
    const sheet = depthwise ? looked.sheet : -1;
    lit.window = windowCells(window, looked, shape).map((at) => ({ ...at, sheet }));
    if (tap) lit.tap = { ...under(window, looked, tap), sheet: depthwise ? sheet : tap.sheet };
  }
  if (panel.taps && tap) lit.tap = tap;
  if (made && cell?.panel === made.of && cell.panel !== name) {
    const sheet = depthwise ? (cell.sheet ?? 0) : -1;
    lit.goes = goesInto(made, cell, shape).map((at) => ({ ...at, sheet }));
  }
  return lit;
}

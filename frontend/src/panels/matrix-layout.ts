/** Where the cells of a matrix stand: sheets in rows, labels beside them, crisp whole pixels. */
import type { Matrix } from '../protocol';

export interface MatrixShape {
  sheets: number;
  rows: number;
  cols: number;
}

/** A cell; `sheet` 0 where there is only one. */
export interface At {
  sheet: number;
  row: number;
  col: number;
}

/** Sizes in CSS pixels. `width`, `height`: all of it, which may be more than the box holds. */
export interface MatrixLayout {
  shape: MatrixShape;
  cell: { width: number; height: number };
  /** How many sheets stand beside each other. */
  columns: number;
  /** From one sheet to the next. */
  step: { x: number; y: number };
  left: number;
  top: number;
  /** Room for the labels of rows and columns, and for the names of the sheets. */
  rowLabel: number;
  head: number;
  width: number;
  height: number;
}

const GAP = 14;
const MOST = 58;
const LEAST = 3;
/** A labelled row must be readable. */
const LEAST_LABELLED = 14;
const MOST_LABELLED = { width: 76, height: 34 };

export function shapeOf(panel: Matrix): MatrixShape {
  const { shape } = panel.values;
  const [rows = 0, cols = 0] = shape.slice(-2);
  return { sheets: shape.length > 2 ? (shape[0] ?? 1) : 1, rows, cols };
}

/** As large as fits into `box`; cells of the least size may make it larger than that. */
export function layMatrix(
  panel: Matrix,
  box: { width: number; height: number },
  fontSize: number,
): MatrixLayout {
  const shape = shapeOf(panel);
  const rowLabel = widest(panel.rows) * fontSize * 0.6 + (panel.rows.length > 0 ? 8 : 0);
  const named = panel.sheets.length > 0 ? Math.round(fontSize * 1.7) : 0;
  const head = named + (panel.cols.length > 0 ? Math.round(fontSize * 1.6) : 0);
  let best: MatrixLayout | null = null;
  for (let columns = 1; columns <= Math.max(1, shape.sheets); columns++) {
    const tried = layIn(panel, shape, box, { columns, rowLabel, head });
    if (!best || tried.cell.width * tried.cell.height > best.cell.width * best.cell.height)
      best = tried;
  }
  return best!;
}

function layIn(
  panel: Matrix,
  shape: MatrixShape,
  box: { width: number; height: number },
  room: { columns: number; rowLabel: number; head: number },
): MatrixLayout {
  const { columns, rowLabel, head } = room;
  const lines = Math.ceil(shape.sheets / columns) || 1;
  const wide = ((box.width - 2 - GAP * (columns - 1)) / columns - rowLabel) / (shape.cols || 1);
  const high = ((box.height - 2 - GAP * (lines - 1)) / lines - head) / (shape.rows || 1);
  const cell = isTable(panel) ? tableCell(wide, high) : squareCell(Math.min(wide, high));
  const step = {
    x: rowLabel + shape.cols * cell.width + GAP,
    y: head + shape.rows * cell.height + GAP,
  };
  const width = columns * step.x - GAP + 2;
  const height = lines * step.y - GAP + 2;
  const left = Math.max(1, Math.floor((box.width - width) / 2) + 1);
  const top = Math.max(1, Math.floor((box.height - height) / 2) + 1);
  return { shape, cell, columns, step, left, top, rowLabel, head, width, height };
}

/** Named rows make a table, whose cells need not be square. */
function isTable(panel: Matrix): boolean {
  return panel.rows.length > 0 && panel.window === null && panel.made === null && !panel.taps;
}

function squareCell(side: number): { width: number; height: number } {
  const whole = Math.max(LEAST, Math.min(MOST, Math.floor(side)));
  return { width: whole, height: whole };
}

function tableCell(wide: number, high: number): { width: number; height: number } {
  return {
    width: Math.max(LEAST, Math.min(MOST_LABELLED.width, Math.floor(wide))),
    height: Math.max(LEAST_LABELLED, Math.min(MOST_LABELLED.height, Math.floor(high))),
  };
}

function widest(labels: string[]): number {
  return Math.min(14, Math.max(0, ...labels.map((label) => label.length)));
}

/** The upper left corner of a cell. */
export function cornerOf(layout: MatrixLayout, { sheet, row, col }: At): { x: number; y: number } {
  const x = layout.left + (sheet % layout.columns) * layout.step.x + layout.rowLabel;
  const y = layout.top + Math.floor(sheet / layout.columns) * layout.step.y + layout.head;
  return { x: x + col * layout.cell.width, y: y + row * layout.cell.height };
}

/** The cell at (x, y), null for none. */
export function cellAt(layout: MatrixLayout, x: number, y: number): At | null {
  const { shape, step, cell } = layout;
  const column = Math.floor((x - layout.left) / step.x);
  const line = Math.floor((y - layout.top) / step.y);
  const sheet = line * layout.columns + column;
  if (column < 0 || column >= layout.columns || line < 0 || sheet >= shape.sheets) return null;
  const corner = cornerOf(layout, { sheet, row: 0, col: 0 });
  const row = Math.floor((y - corner.y) / cell.height);
  const col = Math.floor((x - corner.x) / cell.width);
  const inside = row >= 0 && row < shape.rows && col >= 0 && col < shape.cols;
  return inside ? { sheet, row, col } : null;
}

/** Cells are counted in rows through all sheets. */
export function indexOf({ rows, cols }: MatrixShape, { sheet, row, col }: At): number {
  return (sheet * rows + row) * cols + col;
}

export function placeOf({ sheets, rows, cols }: MatrixShape, index: number): At | null {
  if (index < 0 || index >= sheets * rows * cols) return null;
  const sheet = Math.floor(index / (rows * cols));
  const within = index % (rows * cols);
  return { sheet, row: Math.floor(within / cols), col: within % cols };
}

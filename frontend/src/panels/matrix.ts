/** Draws a matrix: cells by colour, numbers while they can be read, and what is lit on top. */
import type { Colours } from '../palette.svelte';
import type { Matrix } from '../protocol';
import { byteOf, cellText, digitsOf, inksOn, rangeOf, tableOf } from './matrix-ink';
import { cornerOf, type At, type MatrixLayout } from './matrix-layout';
import type { Lit } from './matrix-lit';
import { Raster } from './raster';
import type { Tables } from './tables';

export interface MatrixLook {
  colours: Colours;
  tables: Tables;
  /** Values the hand has given and the server not yet, by index. */
  values: ArrayLike<number>;
}

const LEAST_FONT = 8;
const MOST_FONT = 16;
const FRAME = 1;
const MARKED = 2;

/** The mark of a cell; marks may be given once for all sheets. */
export function markOf(panel: Matrix, index: number): number {
  const { marks } = panel;
  return marks ? (marks.data[index % marks.data.length] ?? 0) : 0;
}

export function drawMatrix(
  ctx: CanvasRenderingContext2D,
  panel: Matrix,
  layout: MatrixLayout,
  look: MatrixLook,
  raster: Raster,
): void {
  const { sheets } = layout.shape;
  for (let sheet = 0; sheet < sheets; sheet++) {
    fillSheet(ctx, panel, layout, look, { sheet, raster });
    ruleSheet(ctx, panel, layout, sheet, look.colours);
  }
  drawFrames(ctx, panel, layout, look);
  drawNumbers(ctx, panel, layout, look);
  drawLabels(ctx, panel, layout, look.colours);
}

/** All cells of a sheet as one small picture, scaled without smoothing. */
function fillSheet(
  ctx: CanvasRenderingContext2D,
  panel: Matrix,
  layout: MatrixLayout,
  look: MatrixLook,
  { sheet, raster }: { sheet: number; raster: Raster },
): void {
  const table = tableOf(panel, look.tables);
  const { rows, cols } = layout.shape;
  if (!table || rows * cols === 0) return;
  const range = rangeOf(panel);
  const bytes = new Uint8Array(rows * cols);
  const from = sheet * bytes.length;
  for (let i = 0; i < bytes.length; i++) bytes[i] = byteOf(look.values[from + i]!, range);
  raster.paint(bytes, cols, rows, table);
  ctx.imageSmoothingEnabled = false;
  const { x, y } = cornerOf(layout, { sheet, row: 0, col: 0 });
  ctx.drawImage(raster.canvas, x, y, cols * layout.cell.width, rows * layout.cell.height);
}

function ruleSheet(
  ctx: CanvasRenderingContext2D,
  panel: Matrix,
  layout: MatrixLayout,
  sheet: number,
  colours: Colours,
): void {
  const { shape, cell } = layout;
  const { x, y } = cornerOf(layout, { sheet, row: 0, col: 0 });
  const [width, height] = [shape.cols * cell.width, shape.rows * cell.height];
  // Between black cells the lines of paper would be louder than the picture.
  ctx.globalAlpha = panel.palette === 'grey' ? 0.4 : 1;
  ctx.strokeStyle = panel.palette === 'grey' ? colours.ink3 : colours.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  if (Math.min(cell.width, cell.height) >= 7) {
    for (let col = 1; col < shape.cols; col++) stroke(ctx, x + col * cell.width, y, 0, height);
    for (let row = 1; row < shape.rows; row++) stroke(ctx, x, y + row * cell.height, width, 0);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colours.ink3;
  ctx.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
}

function stroke(ctx: CanvasRenderingContext2D, x: number, y: number, dx: number, dy: number): void {
  ctx.moveTo(x + (dy ? 0.5 : 0), y + (dx ? 0.5 : 0));
  ctx.lineTo(x + (dy ? 0.5 : 0) + dx, y + (dx ? 0.5 : 0) + dy);
}

/** Cells of padding are pale and dashed; marked ones have a corner turned down. */
function drawFrames(
  ctx: CanvasRenderingContext2D,
  panel: Matrix,
  layout: MatrixLayout,
  { colours }: MatrixLook,
): void {
  if (!panel.marks) return;
  const { width, height } = layout.cell;
  eachCell(layout, (at, index) => {
    const mark = markOf(panel, index);
    if (mark === 0) return;
    const { x, y } = cornerOf(layout, at);
    if (mark === FRAME) {
      ctx.globalAlpha = 0.87;
      ctx.fillStyle = colours.bg;
      ctx.fillRect(x, y, width + 1, height + 1);
      ctx.globalAlpha = 1;
      if (width < 7) return;
      ctx.setLineDash([2, 3]);
      ctx.strokeStyle = colours.ink3;
      ctx.strokeRect(x + 1.5, y + 1.5, width - 2, height - 2);
      ctx.setLineDash([]);
    } else if (mark === MARKED) {
      const ear = Math.max(3, Math.min(9, width * 0.28));
      ctx.fillStyle = colours.accent;
      ctx.beginPath();
      ctx.moveTo(x + width, y + 1);
      ctx.lineTo(x + width, y + 1 + ear);
      ctx.lineTo(x + width - ear, y + 1);
      ctx.fill();
    }
  });
}

function eachCell({ shape }: MatrixLayout, visit: (at: At, index: number) => void): void {
  let index = 0;
  for (let sheet = 0; sheet < shape.sheets; sheet++) {
    for (let row = 0; row < shape.rows; row++) {
      for (let col = 0; col < shape.cols; col++) visit({ sheet, row, col }, index++);
    }
  }
}

/** The size of the numbers in the cells, 0 where they would be too small to read. */
export function fontOf(layout: MatrixLayout, longest: number): number {
  const { width, height } = layout.cell;
  const size = Math.min(MOST_FONT, height * 0.46, (width - 4) / Math.max(1, longest * 0.6));
  return size >= LEAST_FONT ? size : 0;
}

function drawNumbers(
  ctx: CanvasRenderingContext2D,
  panel: Matrix,
  layout: MatrixLayout,
  look: MatrixLook,
): void {
  if (Math.min(layout.cell.width, layout.cell.height) < LEAST_FONT) return;
  const { colours } = look;
  const digits = digitsOf(panel);
  const texts = Array.from(look.values, (value) => cellText(value, digits));
  const size = fontOf(layout, Math.max(1, ...texts.map((text) => text.length)));
  if (size === 0) return;
  const table = tableOf(panel, look.tables);
  const inks = table ? inksOn(table, colours) : null;
  const range = rangeOf(panel);
  ctx.font = `${size}px ${colours.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  eachCell(layout, (at, index) => {
    const { x, y } = cornerOf(layout, at);
    const framed = markOf(panel, index) === FRAME;
    ctx.fillStyle = framed
      ? colours.ink
      : (inks?.[byteOf(look.values[index]!, range)] ?? colours.ink);
    const middle = { x: x + layout.cell.width / 2, y: y + layout.cell.height / 2 + 0.5 };
    ctx.fillText(texts[index]!, middle.x, middle.y);
  });
}

function drawLabels(
  ctx: CanvasRenderingContext2D,
  panel: Matrix,
  layout: MatrixLayout,
  colours: Colours,
): void {
  const { shape, cell, head } = layout;
  ctx.font = `${colours.fontSize}px ${colours.font}`;
  ctx.textBaseline = 'middle';
  for (let sheet = 0; sheet < shape.sheets; sheet++) {
    const { x, y } = cornerOf(layout, { sheet, row: 0, col: 0 });
    ctx.fillStyle = colours.ink2;
    ctx.textAlign = 'right';
    panel.rows.forEach((label, row) => {
      const most = Math.max(4, Math.floor(layout.rowLabel / (colours.fontSize * 0.6)));
      ctx.fillText(label.slice(0, most), x - 6, y + (row + 0.5) * cell.height);
    });
    ctx.textAlign = 'center';
    const wide = cell.width >= colours.fontSize * 1.6;
    if (wide) {
      panel.cols.forEach((label, col) =>
        ctx.fillText(label, x + (col + 0.5) * cell.width, y - colours.fontSize * 0.8),
      );
    }
    ctx.textAlign = 'left';
    const name = panel.sheets[sheet];
    if (name) ctx.fillText(name, x, y - head + colours.fontSize * 0.7);
  }
}

export interface Pointed {
  lit: Lit;
  /** The cell under the pointer or the keys. */
  own: At | null;
  /** The cell that is kept. */
  at: At | null;
  row: number;
  col: number;
}

/** The window, the tap, the cells a cell goes into, and the cell itself. */
export function drawLit(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  { lit, own, at, row, col }: Pointed,
  colours: Colours,
): void {
  const line = Math.max(1.5, colours.markLine);
  const windows = blocksOf(spread(lit.window, layout), layout.shape.sheets);
  // A pale rim keeps the lines apart from whatever colour the cells have.
  ctx.strokeStyle = colours.panel;
  ctx.lineWidth = line + 3;
  for (const { at, size } of windows) ringBlock(ctx, layout, at, size);
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = line + 1;
  for (const { at, size } of windows) ringBlock(ctx, layout, at, size);
  for (const each of spread(lit.goes, layout)) ring(ctx, layout, each, line);
  if (lit.whole) ringSheets(ctx, layout, line);
  const { rows, cols } = layout.shape;
  if (row >= 0) ringBlock(ctx, layout, { sheet: 0, row, col: 0 }, [1, cols]);
  if (col >= 0) ringBlock(ctx, layout, { sheet: 0, row: 0, col }, [rows, 1]);
  if (at) ring(ctx, layout, at, line + 1);
  ctx.strokeStyle = colours.ink;
  if (lit.tap && inside(lit.tap, layout)) ring(ctx, layout, lit.tap, line + 1.5);
  if (own) ring(ctx, layout, own, line + 1);
}

interface Block {
  at: At;
  size: [rows: number, cols: number];
}

/** Cells side by side as one block for each sheet, cells with gaps between them one by one. */
export function blocksOf(cells: At[], sheets: number): Block[] {
  const blocks: Block[] = [];
  for (let sheet = 0; sheet < sheets; sheet++) {
    const here = cells.filter((cell) => cell.sheet === sheet);
    const [rows, cols] = [here.map(({ row }) => row), here.map(({ col }) => col)];
    const [row, col] = [Math.min(...rows), Math.min(...cols)];
    const size: Block['size'] = [Math.max(...rows) - row + 1, Math.max(...cols) - col + 1];
    if (here.length === 0) continue;
    if (size[0] * size[1] === here.length) blocks.push({ at: { sheet, row, col }, size });
    else blocks.push(...here.map((at): Block => ({ at, size: [1, 1] })));
  }
  return blocks;
}

function inside({ sheet, row, col }: At, { shape }: MatrixLayout): boolean {
  return sheet < shape.sheets && row >= 0 && row < shape.rows && col >= 0 && col < shape.cols;
}

/** A cell of "every sheet" as one of each. */
function spread(cells: At[], { shape }: MatrixLayout): At[] {
  return cells.flatMap((at) =>
    at.sheet >= 0 ? [at] : Array.from({ length: shape.sheets }, (_, sheet) => ({ ...at, sheet })),
  );
}

function ring(ctx: CanvasRenderingContext2D, layout: MatrixLayout, at: At, line: number): void {
  const { x, y } = cornerOf(layout, at);
  const { width, height } = layout.cell;
  ctx.lineWidth = Math.min(line, width / 3);
  ctx.strokeRect(x + 0.5, y + 0.5, width, height);
}

function ringSheets(ctx: CanvasRenderingContext2D, layout: MatrixLayout, line: number): void {
  const { rows, cols, sheets } = layout.shape;
  for (let sheet = 0; sheet < sheets; sheet++) {
    ctx.lineWidth = line;
    ringBlock(ctx, layout, { sheet, row: 0, col: 0 }, [rows, cols]);
  }
}

function ringBlock(
  ctx: CanvasRenderingContext2D,
  layout: MatrixLayout,
  at: At,
  [rows, cols]: [number, number],
): void {
  const { x, y } = cornerOf(layout, at);
  ctx.strokeRect(x, y, cols * layout.cell.width, rows * layout.cell.height);
}

/** The cells of a sweep: their numbers, the best of them, and how one is drawn. */
import type { HistoryView } from '../history';
import type { Palette } from '../palette.svelte';
import type { Cells } from '../protocol';
import { bytesOf } from '../tensor';
import { number, plainSymbol } from './format';
import type { Raster } from './raster';
import { recentred, type Tables } from './tables';
import { words } from './words';

/** Height of a curve as a share of the width. */
const CURVE = 0.3;

/** Height of a cell's canvas over its width. */
export function ratioOf(panel: Cells): number {
  return panel.images ? 1 + CURVE : 2 * CURVE;
}

/** What each run is judged by, NaN where there is no number yet. */
export function valuesOf(panel: Cells, history: HistoryView, metric = panel.metric): number[] {
  return Array.from(panel.alive.data, (alive, cell) =>
    alive ? history.last(`${metric}.${cell}`) : NaN,
  );
}

/** The run with the best number, -1 while there is none. */
export function bestOf(panel: Cells, values: number[]): number {
  let best = -1;
  values.forEach((value, cell) => {
    if (!Number.isFinite(value)) return;
    const better = best < 0 || (panel.higher ? value > values[best]! : value < values[best]!);
    if (better) best = cell;
  });
  return best;
}

/** The sign of an axis and what stands below it: `n_h` is n with an h. */
export function symbolOf(panel: Cells, axis: number): string[] {
  const { symbol = '', label = '' } = panel.axes[axis] ?? {};
  return symbol ? symbol.split('_') : [label];
}

/** The place of a run in the grid, in words: "η 0.1, n 4". */
export function placeName(panel: Cells, cell: number): string {
  const columns = panel.axes[0]?.values.length ?? 1;
  const at = [cell % columns, Math.floor(cell / columns)];
  return panel.axes
    .map(
      ({ symbol, label, values }, i) => `${plainSymbol(symbol) || label} ${values[at[i]!] ?? ''}`,
    )
    .join(', ');
}

export function cellName(panel: Cells, cell: number, value: number | undefined, best: number) {
  const said =
    panel.alive.data[cell] === 0
      ? words.cells.diverged
      : `${words.cells.metric(panel.metric)} ${number(value, 3)}`;
  return [placeName(panel, cell), said, cell === best ? words.cells.best : '']
    .filter(Boolean)
    .join(': ');
}

export function drawCell(
  canvas: HTMLCanvasElement,
  panel: Cells,
  cell: number,
  history: HistoryView,
  palette: Palette,
  raster: Raster,
): void {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  const { width, height } = canvas;
  const curve = panel.images ? width * CURVE : height;
  ctx.clearRect(0, 0, width, height);
  if (panel.images) {
    const [, h = 1, w = 1] = panel.images.shape;
    const bytes = bytesOf(panel.images).subarray(cell * h * w, (cell + 1) * h * w);
    paint(raster, panel, bytes, { w, h }, palette.tables);
    ctx.globalAlpha = panel.alive.data[cell] === 0 ? 0.35 : 1;
    ctx.imageSmoothingEnabled = true;
    ctx.drawImage(raster.canvas, 0, 0, w, h, 0, 0, width, width);
    ctx.globalAlpha = 1;
  }
  ctx.strokeStyle = palette.colours.ink2;
  ctx.lineWidth = 1.5;
  trace(ctx, panel, cell, history, { top: height - curve + 3, width, height: curve - 5 });
}

function paint(
  raster: Raster,
  panel: Cells,
  bytes: Uint8Array,
  { w, h }: { w: number; h: number },
  tables: Tables,
): void {
  if (panel.palette === 'classes') {
    const pixels = raster.open(w, h);
    pixels?.forEach((_, i) => (pixels[i] = tables.classes[bytes[i]!]?.[254] ?? 0));
    return raster.close();
  }
  const { lo, hi } = panel.images ?? { lo: 0, hi: 1 };
  const table =
    panel.palette === 'diverging'
      ? recentred(tables.diverging, lo ?? 0, hi ?? 1, panel.middle)
      : tables.sequential;
  raster.paint(bytes, w, h, table);
}

/** The curve of one run, all of them on the same scale: 0 (or the lowest) to the highest start. */
function trace(
  ctx: CanvasRenderingContext2D,
  panel: Cells,
  cell: number,
  history: HistoryView,
  box: { top: number; width: number; height: number },
): void {
  const { x, y } = history.column(`${panel.metric}.${cell}`);
  if (x.length < 2) return;
  const most = highest(panel, history);
  const last = x[x.length - 1]! || 1;
  ctx.beginPath();
  for (let i = 0; i < x.length; i++) {
    const share = Math.min(1, Math.max(0, y[i]! / most));
    const px = (x[i]! / last) * box.width;
    const py = box.top + (1 - share) * box.height;
    if (i === 0) ctx.moveTo(px, py);
    else ctx.lineTo(px, py);
  }
  ctx.stroke();
}

/** Where the curves begin is about where untrained runs stand: the common top of all cells. */
function highest(panel: Cells, history: HistoryView): number {
  let most = 1e-9;
  for (let cell = 0; cell < panel.alive.data.length; cell++) {
    const first = history.column(`${panel.metric}.${cell}`).y[0] ?? 0;
    if (Number.isFinite(first)) most = Math.max(most, first);
  }
  return most;
}

/** All curves of a sweep on one picture: each run faint, their band, the middle, the best. */
import type { Column, HistoryView } from '../../history';
import { axisRoom, drawAxes, niceLimits, xTo, yTo, type Plot } from '../../panels/axes';
import type { Extent } from '../../panels/surface.svelte';
import type { Colours } from '../../palette.svelte';
import type { Cells } from '../../protocol';

export interface Band {
  x: number[];
  low: number[];
  middle: number[];
  high: number[];
}

const MOST_COLUMNS = 160;

/** The newest value of `column` at or before each of `x`. */
function sampled(column: Column, x: number[]): number[] {
  let at = 0;
  return x.map((step) => {
    while (at + 1 < column.x.length && column.x[at + 1]! <= step) at += 1;
    return column.x.length > 0 && column.x[at]! <= step ? column.y[at]! : NaN;
  });
}

/** Lowest, middle and highest of all runs at a few steps; a run that is over keeps its last. */
export function bandOf(columns: Column[]): Band {
  const last = Math.max(0, ...columns.map(({ x }) => x[x.length - 1] ?? 0));
  const count = Math.min(MOST_COLUMNS, last + 1);
  const x = Array.from({ length: count }, (_, i) => (last * i) / Math.max(1, count - 1));
  const rows = columns.map((column) => sampled(column, x));
  const band: Band = { x: [], low: [], middle: [], high: [] };
  x.forEach((step, i) => {
    const here = rows
      .map((row) => row[i]!)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    if (here.length === 0) return;
    band.x.push(step);
    band.low.push(here[0]!);
    band.middle.push(here[Math.floor(here.length / 2)]!);
    band.high.push(here[here.length - 1]!);
  });
  return band;
}

interface Look {
  panel: Cells;
  colours: Colours;
  best: number;
  lit: number;
  name: string;
}

export function drawCurves(
  ctx: CanvasRenderingContext2D,
  extent: Extent,
  history: HistoryView,
  look: Look,
): void {
  const { panel, colours, best, lit } = look;
  const columns = Array.from(panel.alive.data, (_, cell) =>
    history.column(`${panel.metric}.${cell}`),
  );
  const band = bandOf(columns);
  const labels = { x: 'step', y: look.name };
  const plot = plotOf(extent, band, axisRoom(colours, labels));
  drawAxes(ctx, plot, labels, colours, true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, plot.top, plot.width, plot.height);
  ctx.clip();
  fillBand(ctx, plot, band, colours);
  ctx.globalAlpha = 0.35;
  for (const column of columns) stroke(ctx, plot, column, colours.ink3, 1);
  ctx.globalAlpha = 1;
  stroke(ctx, plot, { x: band.x, y: band.middle }, colours.ink, 2);
  if (columns[best]) stroke(ctx, plot, columns[best], colours.good, 2);
  if (columns[lit]) stroke(ctx, plot, columns[lit], colours.accent, 2.5);
  ctx.restore();
}

function plotOf(extent: Extent, band: Band, room: { left: number; bottom: number }): Plot {
  const begin = band.high[0] ?? 1;
  // What runs away must not flatten the others: the top is a little above where they began.
  const top = Math.min(Math.max(...band.high, 0), 2 * begin);
  const [yMin, yMax] = niceLimits(0, top > 0 ? top : 1);
  return {
    left: room.left,
    top: 8,
    width: Math.max(10, extent.width - room.left - 10),
    height: Math.max(10, extent.height - room.bottom - 8),
    xMin: 0,
    xMax: Math.max(1, band.x[band.x.length - 1] ?? 1),
    yMin: Math.max(0, yMin),
    yMax,
  };
}

function fillBand(ctx: CanvasRenderingContext2D, plot: Plot, band: Band, colours: Colours): void {
  ctx.beginPath();
  band.x.forEach((x, i) => ctx.lineTo(xTo(plot, x), yTo(plot, band.high[i]!)));
  for (let i = band.x.length - 1; i >= 0; i--) {
    ctx.lineTo(xTo(plot, band.x[i]!), yTo(plot, band.low[i]!));
  }
  ctx.closePath();
  ctx.fillStyle = colours.accentSoft;
  ctx.fill();
}

function stroke(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  { x, y }: { x: ArrayLike<number>; y: ArrayLike<number> },
  colour: string,
  width: number,
): void {
  ctx.beginPath();
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(y[i])) continue;
    ctx.lineTo(xTo(plot, x[i]!), yTo(plot, y[i]!));
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = 'round';
  ctx.stroke();
}

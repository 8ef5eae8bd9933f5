/** Small axes for canvas plots: where the ticks stand and how they are drawn. */
import type { Colours } from '../palette.svelte';
import { tick } from './format';

/** A plot's place on its canvas in CSS pixels, and the part of the plane it shows. */
export interface Plot {
  left: number;
  top: number;
  width: number;
  height: number;
  xMin: number;
  xMax: number;
  yMin: number;
  yMax: number;
}

export function xTo(plot: Plot, x: number): number {
  return plot.left + ((x - plot.xMin) / (plot.xMax - plot.xMin)) * plot.width;
}

export function yTo(plot: Plot, y: number): number {
  return plot.top + ((plot.yMax - y) / (plot.yMax - plot.yMin)) * plot.height;
}

export function xFrom(plot: Plot, px: number): number {
  return plot.xMin + ((px - plot.left) / plot.width) * (plot.xMax - plot.xMin);
}

export function yFrom(plot: Plot, py: number): number {
  return plot.yMax - ((py - plot.top) / plot.height) * (plot.yMax - plot.yMin);
}

/** A step of 1, 2 or 5 times a power of ten that gives at most `most` intervals. */
export function niceStep(span: number, most: number): number {
  const raw = span / Math.max(1, most);
  if (!(raw > 0) || !Number.isFinite(raw)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

/** The round numbers in [lo, hi], at most about `most` of them. */
export function ticks(lo: number, hi: number, most: number): { at: number[]; step: number } {
  const step = niceStep(hi - lo, most);
  const at: number[] = [];
  const first = Math.ceil(lo / step - 1e-9);
  for (let i = first; i * step <= hi + step * 1e-9 && at.length < 50; i++) at.push(i * step);
  return { at, step };
}

/** [lo, hi] widened to round numbers, with a little air. */
export function niceLimits(lo: number, hi: number): [number, number] {
  if (!(hi > lo)) return [lo - 1, lo + 1];
  const air = 0.04 * (hi - lo);
  const step = niceStep(hi - lo, 8);
  return [Math.floor((lo - air) / step) * step, Math.ceil((hi + air) / step) * step];
}

export interface AxisLabels {
  x: string;
  y: string;
}

/** Ticks, tick labels and axis names around the plot; grid lines inside it if `grid`. */
export function drawAxes(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  labels: AxisLabels,
  colours: Colours,
  grid = false,
): void {
  const size = colours.fontSize;
  ctx.font = `${size}px ${colours.font}`;
  ctx.fillStyle = colours.ink2;
  ctx.strokeStyle = colours.grid;
  ctx.lineWidth = 1;
  drawXTicks(ctx, plot, labels.x, size, grid);
  drawYTicks(ctx, plot, labels.y, size, grid);
}

/** The room axes need: left for y ticks, below for x ticks, more for names that are words. */
export function axisRoom(colours: Colours, labels: AxisLabels): { left: number; bottom: number } {
  const { fontSize } = colours;
  return {
    left: Math.round(fontSize * (isWord(labels.y) ? 4.2 : 2.9)),
    bottom: Math.round(fontSize * (isWord(labels.x) ? 3.3 : 1.9)),
  };
}

/** A symbol such as x₁ stands at the end of its axis; a word gets a line of its own. */
function isWord(name: string): boolean {
  return name.length > 4;
}

function drawXTicks(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  name: string,
  size: number,
  grid: boolean,
): void {
  const bottom = plot.top + plot.height;
  const right = plot.left + plot.width;
  const { at, step } = ticks(plot.xMin, plot.xMax, plot.width / (size * 5));
  ctx.textBaseline = 'top';
  ctx.textAlign = 'center';
  const nameWidth = isWord(name) ? 0 : ctx.measureText(name).width;
  ctx.beginPath();
  for (const value of at) {
    const x = Math.round(xTo(plot, value)) + 0.5;
    ctx.moveTo(x, bottom);
    ctx.lineTo(x, grid ? plot.top : bottom + 4);
    const text = tick(value, step);
    const half = ctx.measureText(text).width / 2;
    if (x + half < right - nameWidth - 6) ctx.fillText(text, x, bottom + size * 0.6);
  }
  ctx.stroke();
  if (isWord(name)) {
    ctx.fillText(name, plot.left + plot.width / 2, bottom + size * 2.1, plot.width);
    return;
  }
  ctx.textAlign = 'right';
  italic(ctx, () => ctx.fillText(name, right, bottom + size * 0.5));
}

function drawYTicks(
  ctx: CanvasRenderingContext2D,
  plot: Plot,
  name: string,
  size: number,
  grid: boolean,
): void {
  const { at, step } = ticks(plot.yMin, plot.yMax, plot.height / (size * 3.6));
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.beginPath();
  for (const value of at) {
    const y = Math.round(yTo(plot, value)) + 0.5;
    ctx.moveTo(plot.left, y);
    ctx.lineTo(grid ? plot.left + plot.width : plot.left - 4, y);
    // The axis has its name at the top, so a tick too near to it stays silent.
    if (isWord(name) || y > plot.top + size * 1.5)
      ctx.fillText(tick(value, step), plot.left - 7, y);
  }
  ctx.stroke();
  ctx.textBaseline = 'top';
  if (!isWord(name)) {
    italic(ctx, () => ctx.fillText(name, plot.left - 7, plot.top - size * 0.1));
    return;
  }
  ctx.save();
  ctx.translate(plot.left - size * 4, plot.top + plot.height / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.textAlign = 'center';
  ctx.fillText(name, 0, 0, plot.height);
  ctx.restore();
}

function italic(ctx: CanvasRenderingContext2D, draw: () => void): void {
  const upright = ctx.font;
  ctx.font = `italic ${upright}`;
  draw();
  ctx.font = upright;
}

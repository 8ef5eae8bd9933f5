/** Draws bars with their axis: side by side or stacked, linear or logarithmic. */
import type { Colours } from '../palette.svelte';
import type { BarGroup, Bars } from '../protocol';
import { niceLimits } from './axes';
import { drawLabels } from './bar-labels';
import { drawScale } from './bar-scale';
import type { Extent } from './surface.svelte';

/** The place of the bars on the canvas, and the values its height stands for. */
export interface BarPlot {
  left: number;
  top: number;
  width: number;
  height: number;
  lo: number;
  hi: number;
  log: boolean;
  /** Where every bar begins. */
  zero: number;
  count: number;
}

export interface BarLook {
  colours: Colours;
  /** The label pointed at, -1 for none. */
  lit: number;
}

export function barPlot(extent: Extent, panel: Bars, colours: Colours): BarPlot {
  const { fontSize } = colours;
  const [lo, hi] = panel.log_y ? logLimits(panel) : limits(panel);
  const left = Math.round(fontSize * (panel.y_label.length > 4 ? 5 : 3.9));
  const below = Math.round(fontSize * (panel.x_label ? 3.2 : 1.9));
  const top = Math.round(fontSize * (panel.y_label.length > 4 ? 0.7 : 2));
  const width = Math.max(10, extent.width - left - 4);
  const height = Math.max(10, extent.height - top - below);
  const zero = panel.log_y ? lo : Math.min(hi, Math.max(lo, 0));
  const count = panel.labels.length;
  return { left, top, width, height, lo, hi, log: panel.log_y, zero, count };
}

function limits(panel: Bars): [number, number] {
  const [least, most] = spread(panel);
  const [lo, hi] = niceLimits(Math.min(0, least), Math.max(0, most));
  // Bars stand on their zero: no air below it.
  const under = panel.y_min ?? (least < 0 ? lo : 0);
  const over = panel.y_max ?? (most > 0 ? hi : 0);
  return over > under ? [under, over] : [under, under + 1];
}

function logLimits(panel: Bars): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const { values } of panel.groups)
    for (const value of values.data)
      if (value > 0 && Number.isFinite(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
  if (most < least) return [0.1, 1];
  const lo =
    panel.y_min && panel.y_min > 0 ? panel.y_min : 10 ** Math.floor(Math.log10(least) - 0.2);
  const hi = panel.y_max && panel.y_max > lo ? panel.y_max : 10 ** Math.ceil(Math.log10(most));
  return hi > lo ? [lo, hi] : [lo, 10 * lo];
}

/** The lowest and the highest end of a bar. */
function spread(panel: Bars): [number, number] {
  let [least, most] = [panel.level ?? 0, panel.level ?? 0];
  for (let i = 0; i < panel.labels.length; i++)
    for (const { from, to } of piecesAt(panel, i)) {
      least = Math.min(least, from, to);
      most = Math.max(most, from, to);
    }
  return [least, most];
}

interface Piece {
  group: number;
  from: number;
  to: number;
}

/** The bars over label `at`; stacked ones pile up, what is negative downwards. */
function piecesAt({ groups, stacked }: Bars, at: number): Piece[] {
  let [up, down] = [0, 0];
  return groups.flatMap(({ values }, group) => {
    const value = values.data[at];
    if (value === undefined || !Number.isFinite(value)) return [];
    if (!stacked) return [{ group, from: 0, to: value }];
    const from = value < 0 ? down : up;
    if (value < 0) down += value;
    else up += value;
    return [{ group, from, to: from + value }];
  });
}

export function barY({ top, height, lo, hi, log }: BarPlot, value: number): number {
  const share = log
    ? Math.log(Math.max(value, lo) / lo) / Math.log(hi / lo)
    : (value - lo) / (hi - lo);
  return top + (1 - Math.min(1.02, Math.max(-0.02, share))) * height;
}

export function valueFrom({ top, height, lo, hi, log }: BarPlot, y: number): number {
  const share = Math.min(1, Math.max(0, 1 - (y - top) / height));
  return log ? lo * (hi / lo) ** share : lo + share * (hi - lo);
}

/** The label whose bars stand at x, -1 for none. */
export function barAt({ left, width, count }: BarPlot, x: number): number {
  const at = Math.floor(((x - left) / width) * count);
  return at >= 0 && at < count && x >= left ? at : -1;
}

export function groupColour(role: BarGroup['role'], colours: Colours): string {
  switch (role) {
    case 'first':
      return colours.classes[5]!;
    case 'second':
      return colours.classes[2]!;
    case 'third':
      return colours.classes[3]!;
    case 'positive':
      return colours.positive;
    case 'negative':
      return colours.negative;
    case 'muted':
      return colours.ink3;
    default:
      role satisfies never;
      return colours.ink;
  }
}

export function drawBars(
  ctx: CanvasRenderingContext2D,
  plot: BarPlot,
  panel: Bars,
  look: BarLook,
): void {
  ctx.font = `${look.colours.fontSize}px ${look.colours.font}`;
  drawScale(ctx, plot, panel, look.colours);
  drawShade(ctx, plot, panel, look);
  const step = plot.width / Math.max(1, plot.count);
  const air = Math.min(step * 0.22, 8);
  const groups = panel.stacked ? 1 : Math.max(1, panel.groups.length);
  const wide = Math.max(0.7, (step - air) / groups);
  for (let i = 0; i < plot.count; i++)
    for (const { group, from, to } of piecesAt(panel, i)) {
      const x = plot.left + i * step + air / 2 + (panel.stacked ? 0 : group * wide);
      const ends = panel.log_y ? [plot.lo, to] : [from, to];
      const [y0, y1] = [barY(plot, ends[0]!), barY(plot, ends[1]!)];
      const box = { x, y: Math.min(y0, y1), w: wide > 5 ? wide - 1 : wide, h: Math.abs(y1 - y0) };
      drawBar(ctx, box, panel.groups[group]!, group, look.colours);
    }
  drawZero(ctx, plot, look.colours);
  drawLevel(ctx, plot, panel, look.colours);
  drawLabels(ctx, plot, panel, look);
}

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The first group is full, the second striped, the third hollow: colour is not all. */
function drawBar(
  ctx: CanvasRenderingContext2D,
  { x, y, w, h }: Box,
  { role }: BarGroup,
  group: number,
  colours: Colours,
): void {
  const colour = groupColour(role, colours);
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.2;
  if (group === 0 || w < 4) {
    ctx.fillRect(x, y, w, Math.max(h, h > 0 ? 0.8 : 0));
    return;
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, w, h);
  ctx.clip();
  if (group === 1) {
    ctx.globalAlpha = 0.22;
    ctx.fillRect(x, y, w, h);
    ctx.globalAlpha = 1;
    ctx.beginPath();
    for (let at = y - w; at < y + h + w; at += 5) {
      ctx.moveTo(x, at + w);
      ctx.lineTo(x + w, at);
    }
    ctx.stroke();
  }
  ctx.strokeRect(x + 0.6, y + 0.6, Math.max(0, w - 1.2), Math.max(0, h - 1.2));
  ctx.restore();
}

function drawShade(
  ctx: CanvasRenderingContext2D,
  { left, top, width, height, count }: BarPlot,
  { marked }: Bars,
  { lit, colours }: BarLook,
): void {
  const step = width / Math.max(1, count);
  ctx.fillStyle = colours.accentSoft;
  for (const at of [marked, lit])
    if (at >= 0 && at < count) ctx.fillRect(left + at * step, top, Math.max(2, step), height);
}

function drawZero(ctx: CanvasRenderingContext2D, plot: BarPlot, colours: Colours): void {
  const y = Math.round(barY(plot, plot.zero)) + 0.5;
  ctx.beginPath();
  ctx.moveTo(plot.left, y);
  ctx.lineTo(plot.left + plot.width, y);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.ink2;
  ctx.stroke();
}

function drawLevel(
  ctx: CanvasRenderingContext2D,
  plot: BarPlot,
  { level, level_name: named }: Bars,
  colours: Colours,
): void {
  if (level === null) return;
  const y = Math.round(barY(plot, level)) + 0.5;
  ctx.beginPath();
  ctx.moveTo(plot.left, y);
  ctx.lineTo(plot.left + plot.width, y);
  ctx.setLineDash([5, 4]);
  ctx.lineWidth = colours.markLine;
  ctx.strokeStyle = colours.ink;
  ctx.stroke();
  ctx.setLineDash([]);
  if (!named) return;
  ctx.textAlign = 'right';
  ctx.textBaseline = y - plot.top > colours.fontSize * 1.6 ? 'bottom' : 'top';
  ctx.lineWidth = 3;
  ctx.strokeStyle = colours.panel;
  ctx.fillStyle = colours.ink;
  const at = [plot.left + plot.width - 2, y + (ctx.textBaseline === 'bottom' ? -2 : 3)] as const;
  ctx.strokeText(named, ...at);
  ctx.fillText(named, ...at);
}

/** Writes the names below bars: all where they fit, else every so many-th. */
import type { Bars } from '../protocol';
import type { BarLook, BarPlot } from './bars';

export function drawLabels(
  ctx: CanvasRenderingContext2D,
  plot: BarPlot,
  panel: Bars,
  { colours, lit }: BarLook,
): void {
  const step = plot.width / Math.max(1, plot.count);
  const longest = Math.max(0, ...panel.labels.map((label) => ctx.measureText(label).width));
  const most = Math.max(step - 6, colours.fontSize * 3.6);
  const stride = strideOf(Math.min(longest, most) + 6, step);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  const y = plot.top + plot.height + colours.fontSize * 0.5;
  const room = Math.max(most, stride * step - 6);
  for (let i = 0; i < plot.count; i += stride) {
    const middle = plot.left + (i + 0.5) * step;
    ctx.fillStyle = i === lit || i === panel.marked ? colours.ink : colours.ink2;
    const text = fitting(ctx, panel.labels[i] ?? '', room);
    const half = ctx.measureText(text).width / 2;
    const right = plot.left + plot.width + 4;
    ctx.fillText(text, Math.min(right - half, Math.max(half, middle)), y);
  }
}

/** One, two or five times a power of ten: every so many-th label is written. */
export function strideOf(wide: number, step: number): number {
  const least = wide / step;
  for (let power = 1; ; power *= 10)
    for (const lead of [1, 2, 5]) if (lead * power >= least) return lead * power;
}

function fitting(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text;
  let kept = text.length - 1;
  while (kept > 1 && ctx.measureText(`${text.slice(0, kept)}…`).width > room) kept--;
  return `${text.slice(0, kept)}…`;
}

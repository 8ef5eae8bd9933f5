/** The scale beside bars: ticks with lines across, and the names of the axes. */
import type { Colours } from '../palette.svelte';
import type { Bars } from '../protocol';
import { ticks } from './axes';
import { barY, type BarPlot } from './bars';
import { decade, tick } from './format';

export function drawScale(
  ctx: CanvasRenderingContext2D,
  plot: BarPlot,
  panel: Bars,
  colours: Colours,
): void {
  const { fontSize } = colours;
  ctx.fillStyle = colours.ink2;
  ctx.strokeStyle = colours.grid;
  ctx.lineWidth = 1;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.beginPath();
  for (const { value, text } of marksOf(plot, fontSize)) {
    const y = Math.round(barY(plot, value)) + 0.5;
    ctx.moveTo(plot.left, y);
    ctx.lineTo(plot.left + plot.width, y);
    ctx.fillText(text, plot.left - 6, y);
  }
  ctx.stroke();
  drawAxisNames(ctx, plot, panel, colours);
}

function drawAxisNames(
  ctx: CanvasRenderingContext2D,
  plot: BarPlot,
  panel: Bars,
  { fontSize }: Colours,
): void {
  const { left, top, width, height } = plot;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  if (panel.x_label)
    ctx.fillText(panel.x_label, left + width / 2, top + height + fontSize * 3.2, width);
  if (!panel.y_label) return;
  if (panel.y_label.length <= 4) {
    ctx.textAlign = 'right';
    ctx.fillText(panel.y_label, left - 6, top - fontSize * 0.7);
    return;
  }
  ctx.save();
  ctx.translate(fontSize * 1.1, top + height / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillText(panel.y_label, 0, 0, height);
  ctx.restore();
}

function marksOf(plot: BarPlot, fontSize: number): { value: number; text: string }[] {
  if (!plot.log) {
    const { at, step } = ticks(plot.lo, plot.hi, plot.height / (fontSize * 3.4));
    return at.map((value) => ({ value, text: tick(value, step) }));
  }
  const [first, last] = [Math.ceil(Math.log10(plot.lo) - 1e-9), Math.log10(plot.hi) + 1e-9];
  const stride = Math.max(1, Math.ceil((last - first) / (plot.height / (fontSize * 2.4))));
  const marks: { value: number; text: string }[] = [];
  for (let power = first; power <= last; power += stride)
    marks.push({ value: 10 ** power, text: decade(10 ** power) });
  return marks;
}

/** A live line chart on uPlot: fixed margins, quiet axes, marks where a control was changed. */
import uPlot from 'uplot';
import type { Colours } from '../palette.svelte';
import type { Line, Series } from '../protocol';
import { niceLimits } from './axes';
import type { Mark } from './bench-view';
import { smoothed, type Curves } from './curves';
import { decade, setting, tick } from './format';

export interface ChartLook {
  panel: Line;
  colours: Colours;
  log: boolean;
  smooth: boolean;
}

export class Chart {
  readonly #plot: uPlot;
  readonly #look: ChartLook;
  #marks: Mark[] = [];

  /** `read` is told the x under the pointer, null when it leaves. */
  constructor(target: HTMLElement, look: ChartLook, read: (x: number | null) => void) {
    this.#look = look;
    const { clientWidth: width, clientHeight: height } = target;
    this.#plot = new uPlot(
      {
        width: Math.max(80, width),
        height: Math.max(60, height),
        padding: [8, 14, 0, 0],
        legend: { show: false },
        cursor: cursor(look.colours),
        scales: scales(look),
        axes: axes(look),
        series: [{}, ...lines(look)],
        hooks: {
          draw: [(plot) => drawMarks(plot, this.#marks, look.colours)],
          setCursor: [(plot) => read(plot.cursor.idx == null ? null : xAt(plot))],
        },
      },
      undefined,
      target,
    );
  }

  draw(curves: Curves, marks: Mark[]): void {
    this.#marks = marks;
    const extra = this.#look.smooth ? curves.y.map((values) => smoothed(values)) : [];
    this.#plot.setData([curves.x, ...curves.y, ...extra]);
  }

  resize(width: number, height: number): void {
    if (width < 1 || height < 1) return;
    if (width === this.#plot.width && height === this.#plot.height) return;
    this.#plot.setSize({ width, height });
  }

  close(): void {
    this.#plot.destroy();
  }
}

/** A series of a race has its racer's colour, any other that of its role. */
export function seriesColour(series: Series, colours: Colours): string {
  return series.colour >= 0
    ? colours.classes[series.colour % colours.classes.length]!
    : roleColour(series.role, colours);
}

function roleColour(role: Series['role'], colours: Colours): string {
  switch (role) {
    case 'train':
      return colours.ink;
    case 'test':
      return colours.classes[4]!;
    case 'first':
      return colours.classes[5]!;
    case 'second':
      return colours.classes[2]!;
    case 'third':
      return colours.classes[3]!;
    case 'muted':
      return colours.ink3;
    default:
      role satisfies never;
      return colours.ink;
  }
}

/** A test curve is dashed, so that colour is never the only difference. */
export function isDashed(series: Series): boolean {
  return series.dashed || series.colour >= 8 || (series.role === 'test' && !(series.colour >= 0));
}

function lines({ panel, colours, smooth }: ChartLook): uPlot.Series[] {
  const line = (series: Series, width: number, alpha: number): uPlot.Series => ({
    label: series.name,
    stroke: seriesColour(series, colours),
    // Wider lines cost three times as much to paint on a machine without a graphics card.
    width: width * Math.max(1, Math.round(colours.markLine / 1.5)),
    alpha: series.role === 'muted' ? 0.55 * alpha : alpha,
    dash: isDashed(series) ? [5, 3] : undefined,
    points: { show: false },
    spanGaps: false,
  });
  if (!smooth) return panel.series.map((series) => line(series, 1, 1));
  return [
    ...panel.series.map((series) => ({ ...line(series, 1, 0.35), dash: undefined })),
    ...panel.series.map((series) => line(series, 1.5, 1)),
  ];
}

function scales({ panel, log }: ChartLook): uPlot.Scales {
  return {
    x: { time: false, range: (_plot, min, max) => (max > min ? [min, max] : [min, min + 1]) },
    y: {
      distr: log ? 3 : 1,
      range: (_plot, min, max) => chartLimits(panel, log, min, max),
    },
  };
}

/** The ends of the upright axis for values from `min` to `max`. */
export function chartLimits(panel: Line, log: boolean, min: number, max: number): [number, number] {
  if (min === null || max === null || !Number.isFinite(min) || !Number.isFinite(max)) {
    return log ? [0.1, 1] : [panel.y_min ?? 0, panel.y_max ?? 1];
  }
  if (log) {
    const low = 10 ** Math.floor(Math.log10(Math.max(min, 1e-12)) + 1e-9);
    return [low, Math.max(10 * low, 10 ** Math.ceil(Math.log10(Math.max(max, 1e-12)) - 1e-9))];
  }
  const [low, high] = niceLimits(min, max);
  // A loss is read against zero; an axis that starts elsewhere exaggerates.
  return [panel.y_min ?? (min >= 0 ? 0 : low), panel.y_max ?? high];
}

function axes({ colours, log }: ChartLook): uPlot.Axis[] {
  const size = colours.fontSize;
  const quiet: uPlot.Axis = {
    stroke: colours.ink2,
    font: `${size}px ${colours.font}`,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...quiet,
      grid: { show: false },
      border: { show: true, stroke: colours.line, width: 1 },
      gap: size * 0.4,
      size: size * 2,
      space: size * 6,
      values: (_plot, splits) => labels(splits),
    },
    {
      ...quiet,
      gap: size * 0.5,
      size: size * 4,
      space: size * 2.6,
      grid: {
        ...quiet.grid,
        filter: (plot, splits) => (log ? decades(plot, splits, size) : splits),
      },
      filter: (plot, splits) => (log ? decades(plot, splits, size) : splits),
      values: (_plot, splits) =>
        log ? splits.map((at) => (isDecade(at) ? decade(at) : '')) : labels(splits),
    },
  ];
}

function labels(splits: number[]): string[] {
  const step = splits.length > 1 ? Math.abs(splits[1]! - splits[0]!) : 1;
  return splits.map((at) => tick(at, step));
}

/** Nine lines per decade would be louder than the curve: one is kept, or one in several decades. */
function decades(plot: uPlot, splits: number[], size: number): (number | null)[] {
  const all = splits.filter(isDecade);
  const room = Math.max(2, (plot.over.clientHeight || plot.height) / (2.4 * size));
  const apart = Math.ceil(all.length / room);
  return splits.map((at) => (isDecade(at) && Math.round(Math.log10(at)) % apart === 0 ? at : null));
}

function isDecade(value: number | null): value is number {
  if (!value) return false;
  const power = Math.log10(value);
  return Math.abs(power - Math.round(power)) < 1e-6;
}

function cursor(colours: Colours): uPlot.Cursor {
  return {
    x: true,
    y: false,
    drag: { x: false, y: false },
    points: { size: 6, width: 1.5, fill: () => colours.panel },
  };
}

function xAt(plot: uPlot): number {
  return plot.data[0][plot.cursor.idx ?? 0] ?? 0;
}

/** A thin line where a control was changed, with old → new beside the newest ones. */
function drawMarks(plot: uPlot, marks: Mark[], colours: Colours): void {
  const { ctx, bbox } = plot;
  const ratio = bbox.width / Math.max(1, plot.over.clientWidth || bbox.width);
  ctx.save();
  ctx.font = `${colours.fontSize * ratio}px ${colours.font}`;
  ctx.textBaseline = 'top';
  ctx.setLineDash([]);
  ctx.textAlign = 'left';
  let free = Infinity;
  // The newest first: where labels would overlap, the older one stays silent.
  for (const mark of [...marks].reverse()) {
    const at = Math.round(plot.valToPos(mark.step, 'x', true));
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    // A change at the newest step stands on the right edge and must be seen too.
    const x = Math.min(at, bbox.left + bbox.width - 1) + 0.5;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.lineWidth = ratio;
    ctx.strokeStyle = colours.ink3;
    ctx.stroke();
    const text = `${mark.label} ${setting(mark.old)} → ${setting(mark.new)}`;
    const width = ctx.measureText(text).width;
    const left =
      x + 4 * ratio + width > bbox.left + bbox.width ? x - 4 * ratio - width : x + 4 * ratio;
    if (left + width > free) continue;
    free = Math.min(x, left) - 6 * ratio;
    ctx.fillStyle = colours.panel;
    ctx.fillRect(left - 2, bbox.top, width + 4, colours.fontSize * 1.3 * ratio);
    ctx.fillStyle = colours.ink2;
    ctx.fillText(text, left, bbox.top + 1);
  }
  ctx.restore();
}

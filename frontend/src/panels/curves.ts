/** Brings the curves of a line panel onto one common axis, as the chart wants them. */
import type { Column, HistoryView } from '../history';
import type { Line, Series } from '../protocol';

/** null: a gap in the curve. undefined: this curve has no point here, the line goes on. */
export type Cell = number | null | undefined;

export interface Curves {
  x: number[];
  y: Cell[][];
}

type Points = { x: ArrayLike<number>; y: ArrayLike<number> };

/** The points of one curve: the streamed history of its metric, or the arrays it carries. */
export function pointsOf(series: Series, history: HistoryView): Points {
  if (series.metric) return history.column(series.metric);
  return { x: series.x?.data ?? [], y: series.y?.data ?? [] };
}

/** All curves of the panel over their merged, increasing x. Reuses the arrays of `into`. */
export function alignCurves(panel: Line, history: HistoryView, into: Curves, log: boolean): Curves {
  const sources = panel.series.map((series) => pointsOf(series, history));
  const at = sources.map(() => 0);
  into.x.length = 0;
  into.y.length = sources.length;
  for (let s = 0; s < sources.length; s++) {
    into.y[s] ??= [];
    into.y[s]!.length = 0;
  }
  for (;;) {
    let next = Infinity;
    sources.forEach(({ x }, s) => (next = Math.min(next, x[at[s]!] ?? Infinity)));
    if (next === Infinity) return into;
    into.x.push(next);
    sources.forEach(({ x, y }, s) => {
      const here = x[at[s]!] === next;
      into.y[s]!.push(here ? cell(y[at[s]!]!, log) : undefined);
      if (here) at[s]! += 1;
    });
  }
}

/** Smoothed from both ends, so that the curve does not lag behind; gaps stay gaps. */
export function smoothed(values: Cell[], weight = 0.86): Cell[] {
  const forth = trailing(values, weight);
  const back = trailing([...values].reverse(), weight).reverse();
  return forth.map((cell, i) => {
    const other = back[i];
    return typeof cell === 'number' && typeof other === 'number' ? (cell + other) / 2 : cell;
  });
}

/** An exponential moving average; the first value counts fully. */
function trailing(values: Cell[], weight: number): Cell[] {
  let mean: number | null = null;
  return values.map((value) => {
    if (typeof value !== 'number') return value;
    mean = mean === null ? value : weight * mean + (1 - weight) * value;
    return mean;
  });
}

/** The newest number of each curve; NaN where it has none. */
export function newest(panel: Line, history: HistoryView): number[] {
  return panel.series.map((series) => {
    const { y } = pointsOf(series, history);
    return y.length > 0 ? y[y.length - 1]! : NaN;
  });
}

/** The number of each curve at or before `x`. */
export function readAt(panel: Line, history: HistoryView, x: number): number[] {
  return panel.series.map((series) => {
    const points = pointsOf(series, history);
    const row = lastAt(points.x, x);
    return row < 0 ? NaN : points.y[row]!;
  });
}

/** Index of the last entry that is at most `x` in an increasing list, -1 for none. */
export function lastAt(xs: ArrayLike<number> | Column['x'], x: number): number {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A log axis has no place for zero and below; NaN is a gap on every axis. */
function cell(value: number, log: boolean): Cell {
  return Number.isFinite(value) && (!log || value > 0) ? value : null;
}

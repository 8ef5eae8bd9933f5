/** Parallel coordinates of a sweep: one line per run through its controls and its numbers. */
import type { HistoryView } from '../../history';
import { number, plainSymbol } from '../../panels/format';
import { valuesOf } from '../../panels/cells';
import type { Cells } from '../../protocol';

/** An upright axis: where each run stands on it, 0 (bottom) to 1, NaN for nowhere. */
export interface Upright {
  name: string;
  top: string;
  bottom: string;
  shares: number[];
}

const NUMBERS = ['train_loss', 'test_loss', 'test_accuracy', 'test_r2', 'accuracy', 'loss'];
const MOST = 3;

/** The controls of the sweep first, then the numbers that its runs measure. */
export function uprights(panel: Cells, history: HistoryView, named: (metric: string) => string) {
  const count = panel.alive.data.length;
  let stride = 1;
  const controls = panel.axes.map((axis): Upright => {
    const each = stride;
    stride *= axis.values.length;
    const last = axis.values.length - 1;
    const shares = Array.from({ length: count }, (_, cell) => {
      const at = Math.floor(cell / each) % axis.values.length;
      return last > 0 ? at / last : 0.5;
    });
    const name = plainSymbol(axis.symbol) || axis.label;
    return { name, top: axis.values[last] ?? '', bottom: axis.values[0] ?? '', shares };
  });
  const numbers = NUMBERS.map((metric) => ({ metric, all: valuesOf(panel, history, metric) }))
    .filter(({ all }) => all.some(Number.isFinite))
    .slice(0, MOST)
    .map(({ metric, all }) => scaled(named(metric), all));
  return [...controls, ...numbers];
}

function scaled(name: string, all: number[]): Upright {
  const finite = all.filter(Number.isFinite);
  const [lo, hi] = [Math.min(...finite), Math.max(...finite)];
  const shares = all.map((value) => (hi > lo ? (value - lo) / (hi - lo) : value - value + 0.5));
  return { name, top: number(hi, 3), bottom: number(lo, 3), shares };
}

/** The line of one run through all axes as an SVG path; it stops where a number is missing. */
export function pathOf(axes: Upright[], cell: number, width: number, height: number): string {
  const gap = width / Math.max(1, axes.length - 1);
  let path = '';
  for (const [i, axis] of axes.entries()) {
    const share = axis.shares[cell] ?? NaN;
    if (!Number.isFinite(share)) return path;
    path += `${i === 0 ? 'M' : 'L'}${(i * gap).toFixed(1)} ${((1 - share) * height).toFixed(1)}`;
  }
  return path;
}

/** Saved runs side by side: their curves, the controls that differ, their last numbers. */
import { same } from '../../config';
import { Highlight } from '../../highlight.svelte';
import type { HistoryView } from '../../history';
import type { Palette } from '../../palette.svelte';
import type { BenchView, ConfigValue } from '../../panels/bench-view';
import type { Version } from '../../panels/beside';
import { number, plainSymbol, setting } from '../../panels/format';
import type { Control, Curves, Details, LabPage, Line } from '../../protocol';
import { metricLabel } from '../bench/numbers';

const LETTERS = 'ABCD';
/** What is looked at first, and stands on top of the table. */
const FIRST = ['train_loss', 'loss', 'test_loss', 'test_accuracy', 'train_accuracy'];

export interface Compared {
  letter: string;
  details: Details;
  curves: Curves;
  lab: LabPage;
}

/** One line of a table: a text for each run, null where its lab has no such control. */
export interface Row {
  name: string;
  label: string;
  symbol: string;
  texts: (string | null)[];
}

export function letterOf(index: number): string {
  return LETTERS[index] ?? '';
}

/** The ids that an address asks to compare; each once, at most four. */
export function comparedIds(hash: string): string[] {
  const [, text = ''] = /^#compare=([0-9A-Za-z,]*)$/.exec(hash) ?? [];
  return [...new Set(text.split(',').filter(Boolean))].slice(0, LETTERS.length);
}

/** Saved curves as the charts of the bench read them. */
export function historyOf(curves: Curves): HistoryView {
  const column = (name: string) => {
    const at = curves.names.indexOf(name);
    const rows = curves.rows.flatMap((row, i) => {
      const value = row[at];
      return value === null || value === undefined ? [] : [[curves.steps[i]!, value] as const];
    });
    return {
      x: Float64Array.from(rows, ([step]) => step),
      y: Float64Array.from(rows, ([, value]) => value),
    };
  };
  const last = (name: string) => column(name).y.at(-1) ?? NaN;
  return { version: 0, names: curves.names, column, last };
}

/** All numbers that any of the runs has, the most telling first. */
export function metricsOf(runs: Compared[]): string[] {
  const names = [...new Set(runs.flatMap(({ curves }) => curves.names))];
  const rank = (name: string) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  return names.sort((one, other) => rank(one) - rank(other));
}

/** The controls that are not alike in the runs that have them. What labs call by different words
 * is not the same, though the names be: a batch of pictures is none of pairs. */
export function differences(runs: Compared[]): Row[] {
  const controls = new Map<string, Control>();
  for (const each of runs.flatMap(({ lab }) => lab.controls)) {
    const key = `${each.name} ${each.label}`;
    if (!controls.has(key)) controls.set(key, each);
  }
  return [...controls.values()]
    .filter(({ hidden }) => !hidden)
    .map((control) => ({ control, values: runs.map((run) => valueOf(run, control)) }))
    .filter(({ values }) => {
      const known = values.filter((value) => value !== undefined);
      return known.some((value) => !same(value, known[0]));
    })
    .map(({ control: { name, label, symbol }, values }) => ({
      ...{ name, label, symbol: plainSymbol(symbol) },
      texts: values.map((value) => (value === undefined ? null : setting(value))),
    }));
}

function valueOf(run: Compared, { name, label }: Control): ConfigValue | undefined {
  const isKnown = run.lab.controls.some((each) => each.name === name && each.label === label);
  return isKnown ? run.details.config[name] : undefined;
}

/** The last value of each number. */
export function lastNumbers(runs: Compared[]): Row[] {
  const names = metricsOf(runs);
  return names.map((name) => ({
    ...{ name, label: metricLabel(name, names), symbol: '' },
    texts: runs.map(({ details }) => number(details.metrics[name])),
  }));
}

/** The runs as the chart of several runs wants them, each with one curve. */
export function versionsOf(runs: Compared[], metric: string, palette: Palette): Version[] {
  const highlight = new Highlight();
  const label = metricLabel(metric, metricsOf(runs));
  return runs.map(({ letter, details, curves }) => ({
    letter,
    words: details.name,
    panel: lineOf(metric, label),
    bench: stillBench(historyOf(curves), highlight, palette),
  }));
}

export function stillBench(
  history: HistoryView,
  highlight: Highlight,
  palette: Palette,
): BenchView {
  return { history, highlight, palette, marks: [], config: {}, act: () => {} };
}

function lineOf(metric: string, label: string): Line {
  const series = { name: label, metric, x: null, y: null, role: 'train', dashed: false } as const;
  return {
    ...{ kind: 'line', title: label, note: '', badge: 'recorded', summary: '', caution: '' },
    ...{ series: [{ ...series, colour: -1 }], x_label: 'step', y_label: label },
    ...{ log_y: false, y_min: null, y_max: null },
  };
}

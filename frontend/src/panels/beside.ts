/** Runs beside each other: the letter and colour of each, and their curves in one chart. */
import type { HistoryView, Column } from '../history';
import type { AnyPanel, Line, Series } from '../protocol';
import type { BenchView } from './bench-view';

/** One of several runs as a card shows it: `letter` A for the first, `words` what differs. */
export interface Version {
  letter: string;
  words: string;
  panel: AnyPanel | undefined;
  bench: BenchView;
}

/** The run's colour and line in every chart; the letter says it too. */
const ROLES: Series['role'][] = ['train', 'first', 'second', 'third'];
const SPLIT = ':';

/** The curves of all runs: a colour for each run, the first of its curves solid. */
export function overlaid(versions: Version[]): Line | null {
  const lines = versions.map(({ panel }) => (panel?.kind === 'line' ? panel : null));
  const [first] = lines;
  if (!first) return null;
  const series = lines.flatMap((line, run) =>
    (line?.series ?? [])
      .filter((each) => each.role !== 'muted' || line?.series.length === 1)
      .map((each, i) => ({
        ...each,
        name: `${versions[run]?.letter} ${each.name}`,
        metric: each.metric && `${run}${SPLIT}${each.metric}`,
        role: ROLES[run] ?? 'muted',
        // Curves with colours of their own keep them: then the line says which run it is.
        dashed: each.colour >= 0 ? run > 0 : i > 0,
      })),
  );
  return { ...first, series };
}

/** The histories of all runs as one: `1:loss` is the loss of the second. */
export function joined(versions: Version[]): HistoryView {
  const find = (name: string) => {
    const at = name.indexOf(SPLIT);
    const history = versions[Number(name.slice(0, at))]?.bench.history;
    return { history, metric: name.slice(at + 1) };
  };
  return {
    version: versions.reduce((sum, { bench }) => sum + bench.history.version, 0),
    names: versions.flatMap(({ bench }, i) =>
      bench.history.names.map((name) => `${i}${SPLIT}${name}`),
    ),
    column: (name: string): Column => {
      const { history, metric } = find(name);
      return history?.column(metric) ?? { x: new Float64Array(0), y: new Float64Array(0) };
    },
    last: (name: string): number => {
      const { history, metric } = find(name);
      return history?.last(metric) ?? NaN;
    },
  };
}

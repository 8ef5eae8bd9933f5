/** The live numbers of the transport: which of the run's metrics, in which order. */
import type { HistoryView } from '../../history';
import { words } from '../../i18n';
import { number } from '../../panels/format';

export interface LiveNumber {
  name: string;
  label: string;
  text: string;
}

const ORDER = [
  ['train_loss', 'loss'],
  ['test_loss'],
  ['test_accuracy', 'test_r2', 'accuracy', 'r2', 'train_accuracy', 'train_r2'],
];

/** At most one of each group; loss with three digits, the newest value of each. */
export function liveNumbers(history: Pick<HistoryView, 'names' | 'last'>): LiveNumber[] {
  const known = new Set(history.names);
  return ORDER.flatMap((group) => {
    const name = group.find((each) => known.has(each) && !Number.isNaN(history.last(each)));
    if (!name) return [];
    const label = metricLabel(name, history.names);
    return [{ name, label, text: number(history.last(name)) }];
  });
}

/** What a metric is called among `names`, all that the run has. */
export function metricLabel(name: string, names: readonly string[]): string {
  // Beside the loss over all training examples it has to be said which one it is.
  if (name === 'loss' && names.includes('train_loss')) return words.batchLoss;
  return words.metrics[name] ?? name.replaceAll('_', ' ');
}

/** Epochs are counted in tenths as long as they are few. */
export function epochText(epoch: number): string {
  return epoch < 10 ? epoch.toFixed(1) : String(Math.floor(epoch));
}

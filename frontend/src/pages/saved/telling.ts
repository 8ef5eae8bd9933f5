/** The numbers of a saved run that say most about it. */
import { number } from '../../panels/format';
import { liveNumbers, metricLabel, type LiveNumber } from '../bench/numbers';

const MOST = 3;

/** Losses and the score as on the bench; a lab with other numbers shows its first ones. */
export function tellingNumbers(metrics: Record<string, number>): LiveNumber[] {
  const names = Object.keys(metrics);
  const usual = liveNumbers({ names, last: (name) => metrics[name] ?? NaN });
  if (usual.length > 0) return usual;
  return names.slice(0, MOST).map((name) => ({
    ...{ name, label: metricLabel(name, names), text: number(metrics[name]) },
  }));
}

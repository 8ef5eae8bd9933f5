/** Whether a run shows what its preset claims: one rule over the run's own numbers. */
import type { HistoryView } from '../history';
import type { Claim } from '../protocol';

/** Where a claim stands. `value`: the newest of its metric, NaN while there is none. */
export interface Finding {
  holds: boolean;
  value: number;
  step: number;
}

/** The same rule as `backend/tinkernet/claim.py`, looked at from step `claim.after` on. */
export function findingOf(claim: Claim, history: HistoryView): Finding {
  const { x, y } = history.column(claim.metric);
  const value = y.at(-1) ?? NaN;
  const step = x.at(-1) ?? 0;
  return { holds: step > 0 && step >= claim.after && rule(claim, history, value), value, step };
}

/** A number that is not there compares as false, so nothing is claimed too early. */
function rule(claim: Claim, history: HistoryView, value: number): boolean {
  const { at_least, below, falls_by, lower_than } = claim;
  if (at_least !== null) return value >= at_least;
  if (below !== null) return value < below;
  if (falls_by !== null)
    return value <= (1 - falls_by) * (history.column(claim.metric).y[0] ?? NaN);
  return value < history.last(lower_than);
}

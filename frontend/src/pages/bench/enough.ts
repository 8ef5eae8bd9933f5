/** Whether a learner has seen enough of a run for the answer to its question. */
import type { Run } from '../../run.svelte';

/** What is seen before the answer is told by itself, where the lab sets no number of steps. */
const ENOUGH_STEPS = 400;
const ENOUGH_SHARE = 0.6;
/** Where nothing trains: what the learner must have done with their own hand. */
const ENOUGH_DEEDS = 6;

/** `goal`: the steps the run is to take, null where none are set. */
export function hasTrainedEnough(run: Run, goal: number | null): boolean {
  const { state, step } = run;
  if (state === 'finished' || state === 'diverged') return true;
  return step >= (goal === null ? ENOUGH_STEPS : goal * ENOUGH_SHARE);
}

export function hasDoneEnough(deeds: number): boolean {
  return deeds >= ENOUGH_DEEDS;
}

/** The words in which a page asks for runs and of runs. */
import type { Config } from './panels/bench-view';
import type { AnyGesture, AnyPanel, Status, SweepPlan } from './protocol';

/** What a run starts from. `config`: what differs from the preset. */
export interface Opening {
  preset: string;
  config: Config;
  playing: boolean;
  speed: number | null;
  /** Many runs side by side instead of one. */
  sweep?: SweepPlan;
}

/** `asking`: the server has not answered yet; `refused`: it did not take the opening. */
export type RunState = Status['state'] | 'asking' | 'refused';
export type Panels = Record<string, AnyPanel>;

/** A client message without the run's id. */
export type Asked =
  | { type: 'set' | 'restart'; config: Config }
  | { type: 'act'; panel: string; gesture: AnyGesture }
  | { type: 'pace'; playing: boolean; speed: number | null }
  | { type: 'advance'; unit: string }
  | { type: 'show'; panels: string[] }
  | { type: 'drawn'; frame: number }
  | { type: 'close' };

/** Unlike crypto.randomUUID this also exists on plain http in a classroom's network. */
export function newTag(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');
}

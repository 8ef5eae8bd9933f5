/** What of a bench is saved: the run in focus, under the address that opens it alone. */
import { areLooks, differing, wholeConfig } from '../../config';
import { formatHash } from '../../hash';
import type { Config } from '../../panels/bench-view';
import { plainSymbol, setting } from '../../panels/format';
import type { Control, LabPage, Saving } from '../../protocol';
import type { Bench } from './bench.svelte';

export const LONGEST_NAME = 120;
/** More changes than these make a name nobody reads. */
const MOST_NAMED = 4;
const LONGEST_HASH = 8192;

const NOT_TO_SAVE = new Set(['asking', 'failed', 'refused']);

/** Whether there is a run that could go on. */
export function canSave(bench: Bench): boolean {
  return !bench.dress.embed && !NOT_TO_SAVE.has(bench.run.state);
}

/** All but what the learner adds to it. */
export function savingOf(bench: Bench): Pick<Saving, 'run' | 'preset' | 'hash'> {
  const { lab, run, preset } = bench;
  const config = differing(run.values, wholeConfig(lab, preset));
  const place = { ...bench.place(), preset: preset || null, config, forks: [], embed: false };
  const hash = formatHash({ ...place, alone: true }, lab).slice(1);
  // Painted points may be longer than any address: the run itself holds them all the same.
  const short = formatHash({ ...place, config: {}, alone: true }, lab).slice(1);
  return { run: run.id, preset, hash: hash.length > LONGEST_HASH ? short : hash };
}

/** "Two spirals, η 0.3, units 8": the preset, or else the lab, and what was changed by hand. */
export function suggestedName(lab: LabPage, preset: string, values: Config): string {
  const title = lab.presets.find((each) => each.name === preset)?.title ?? lab.title;
  const changed = Object.entries(differing(values, wholeConfig(lab, preset)))
    .filter(([name]) => !areLooks(lab.controls, [name]))
    .map(([name, value]) => `${symbolOf(lab.controls, name)} ${setting(value)}`);
  const rest = changed.length > MOST_NAMED ? ['…'] : [];
  return [title, ...changed.slice(0, MOST_NAMED), ...rest].join(', ').slice(0, LONGEST_NAME);
}

/** How the learner knows a control in few letters. */
export function symbolOf(controls: Control[], name: string): string {
  const control = controls.find((each) => each.name === name);
  return plainSymbol(control?.symbol ?? '') || control?.label || name;
}
